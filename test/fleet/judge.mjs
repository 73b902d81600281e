/** How often triage finds what is wrong: npm run fleet:judge -- --seeds 100 --traces 120 (after npm run build). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFleet } from '../../dist/triage/read-fleet.js';
import { triage } from '../../dist/triage/triage.js';
import { makeFleet, SCENARIOS } from './fleet.mjs';
import { isFound } from './found.mjs';

const options = { seeds: { type: 'string', default: '20' }, traces: { type: 'string', default: '240' } };
const { values } = parseArgs({ options });
const seeds = Number(values.seeds);
for (const scenario of SCENARIOS) {
  const wrong = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'loopcheck fleet-'));
    const fleet = makeFleet({ seed, scenario, traces: Number(values.traces) });
    for (const { name, text } of fleet.traces) writeFileSync(join(folder, name), text);
    const result = triage(await readFleet([folder]), { by: null, where: [], since: null, order: 'time' });
    rmSync(folder, { recursive: true });
    if (!isFound(fleet.answer, result)) wrong.push(seed);
  }
  const which = wrong.length === 0 ? '' : ` (not for seeds ${wrong.join(', ')})`;
  process.stdout.write(`${scenario}: ${seeds - wrong.length} of ${seeds}${which}\n`);
}
