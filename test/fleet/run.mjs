/** Writes a synthetic fleet: npm run fleet -- --seed 1 --scenario regression --out dir --traces 200 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFleet, SCENARIOS } from './fleet.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    scenario: { type: 'string', default: 'regression' },
    out: { type: 'string' },
    traces: { type: 'string', default: '200' },
    hosts: { type: 'string', default: '8' },
    padding: { type: 'string', default: '0' },
  },
});
const numbers = ['seed', 'traces', 'hosts', 'padding'].map((name) => Number(values[name]));
if (values.out === undefined || !SCENARIOS.includes(values.scenario) || !numbers.every(Number.isSafeInteger)) {
  process.stderr.write(
    `Give --out <folder>, and --scenario ${SCENARIOS.join('|')}; --seed, --traces, --hosts and --padding (bytes a trace) are whole numbers.\n`,
  );
  process.exit(2);
}
const [seed, traces, hosts, padding] = numbers;
const fleet = makeFleet({ seed, scenario: values.scenario, traces, hosts, padding });
mkdirSync(values.out, { recursive: true });
for (const { name, text } of fleet.traces) writeFileSync(join(values.out, name), text);
process.stdout.write(`${JSON.stringify({ answer: fleet.answer })}\n`);
