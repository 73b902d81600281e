/** How often triage finds what is wrong: npm run fleet:judge -- --seeds 100 (after npm run build). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFleet } from '../../dist/triage/read-fleet.js';
import { triage } from '../../dist/triage/triage.js';
import { makeFleet, SCENARIOS, shapeOf } from './fleet.mjs';
import { isFound } from './found.mjs';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    traces: { type: 'string' },
    hosts: { type: 'string' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const first = Number(values.from);
const seeds = Number(values.seeds);
const isKnown = values.only === undefined || SCENARIOS.includes(values.only);
// A judge that has judged nothing must not look content.
if (!isKnown || !Number.isSafeInteger(first) || !Number.isSafeInteger(seeds) || seeds < 1) {
  process.stderr.write(
    `--only is one of ${SCENARIOS.join(', ')}; --seeds and --from are whole numbers, of seeds at least one.\n`,
  );
  process.exit(2);
}
for (const scenario of SCENARIOS.filter((name) => values.only === undefined || values.only === name)) {
  const wrong = [];
  for (let seed = first; seed < first + seeds; seed += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'loopcheck fleet-'));
    const shape = shapeOf(seed);
    const hosts = Number(values.hosts ?? shape.hosts);
    const traces = Number(values.traces ?? shape.traces);
    const fleet = makeFleet({ seed, scenario, traces, hosts });
    for (const { name, text } of fleet.traces) writeFileSync(join(folder, name), text);
    const result = triage(await readFleet([folder]), { by: null, where: [], since: null, order: 'time' });
    rmSync(folder, { recursive: true });
    if (isFound(fleet.answer, result)) continue;
    wrong.push(seed);
    if (values.verbose) tell(seed, { hosts, traces }, fleet.answer, result);
  }
  const which = wrong.length === 0 ? '' : ` (not for seeds ${wrong.join(', ')})`;
  process.stdout.write(`${scenario}: ${seeds - wrong.length} of ${seeds}${which}\n`);
}

function tell(seed, shape, expected, { answers, culprits }) {
  const named = answers.map(({ fingerprint, ...answer }) => {
    const culprit = culprits.find((one) => one.fingerprint === fingerprint);
    return { function: culprit?.location?.function, ...answer };
  });
  process.stdout.write(`${JSON.stringify({ seed, ...shape, expected, answers: named }, null, 1)}\n`);
}
