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
    rate: { type: 'string', default: '1' },
  },
});
const numbers = ['seed', 'traces', 'hosts', 'padding', 'rate'].map((name) => Number(values[name]));
if (values.out === undefined || !SCENARIOS.includes(values.scenario) || !numbers.every(Number.isSafeInteger)) {
  process.stderr.write(
    `Give --out <folder>, and --scenario ${SCENARIOS.join('|')}; --seed, --traces, --hosts, --padding (bytes a trace) and --rate (times as many stalls) are whole numbers.\n`,
  );
  process.exit(2);
}
const [seed, traces, hosts, padding, rate] = numbers;
const fleet = makeFleet({ seed, scenario: values.scenario, traces, hosts, padding, rate });
mkdirSync(values.out, { recursive: true });
for (const { name, text } of fleet.traces) writeFileSync(join(values.out, name), text);
process.stdout.write(`${JSON.stringify({ answer: fleet.answer })}\n`);
