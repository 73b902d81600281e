import { parseArgs } from 'node:util';
import { CHECKS } from './checks.mjs';
import { install } from './install.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, help: { type: 'boolean', default: false } },
});

if (values.help) {
  console.log(`npm run real -- [options]
  --only <text>    only checks whose name contains this; several with semicolons

The packages are installed into .cache/real. The Node that runs this runs everything.`);
  process.exit(0);
}

const wanted = values.only.split(';');
const chosen = Object.entries(CHECKS).filter(([name]) => wanted.some((text) => name.includes(text)));
const programs = install();
const width = Math.max(...chosen.map(([name]) => name.length));
console.log(`Node ${process.version}`);
let failed = chosen.length === 0;
for (const [name, check] of chosen) {
  const { ok, note } = await check(programs).catch((error) => ({ ok: false, note: error.message }));
  failed ||= !ok;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(width)}  ${note}`);
}
process.exitCode = failed ? 1 : 0;
