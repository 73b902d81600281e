import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findNode, versionOf } from '../support/nodes.mjs';
import { CASES } from './cases.mjs';
import { judge } from './judge.mjs';
import { runOnce } from './pair.mjs';

const folder = fileURLToPath(new URL('../../.cache/chaos/', import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    node: { type: 'string', default: '' },
    workers: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run chaos -- [options]
  Does the worst to the probe and to what it leans on: the target must end and print as it does bare, and the report must say
  what it could not see.
  --only <text>     only cases whose name contains this
  --workers <n>     workers that are started and ended (default 10000)
  --node <major>    with another Node than the running one

Linux alone. What each run printed stays in .cache/chaos.`);
  process.exit(0);
}

const node = values.node ? findNode(Number(values.node)) : process.execPath;
const chosen = CASES.filter(({ name }) => name.includes(values.only));
console.log(`Node ${versionOf(node)}`);
let failed = chosen.length === 0;
for (const [index, each] of chosen.entries()) {
  const reason = each.cannot?.() ?? null;
  if (reason !== null) {
    console.log(`skip ${each.name}: ${reason}`);
    continue;
  }
  const chaos = { ...each, env: ({ folder: own }) => each.env?.({ folder: own, workers: values.workers }) ?? {} };
  const run = (kind) => runOnce(chaos, { node, under: kind === 'under', folder: join(folder, `${index}-${kind}`) });
  const bare = await run('bare');
  const under = await run('under');
  const faults = judge(each, bare, under);
  failed ||= faults.length > 0;
  const times = `${bare.wallMs} ms bare, ${under.wallMs} ms under loopcheck`;
  console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${each.name} (${times})`);
  for (const fault of faults) console.log(`       ${fault}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${index}.json`), JSON.stringify({ name: each.name, bare, under }, null, 1));
}
process.exitCode = failed ? 1 : 0;
