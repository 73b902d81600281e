import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readFleet } from '../../src/triage/read-fleet.js';
import { triage } from '../../src/triage/triage.js';
import { makeFleet, SCENARIOS } from '../fleet/fleet.mjs';
import { isFound } from '../fleet/found.mjs';
import { scratch } from '../support/trace-lines.js';

const SEEDS = [1, 2];

for (const scenario of SCENARIOS) {
  it(`the known answer of a fleet is found, and nothing else: ${scenario}`, async () => {
    for (const seed of SEEDS) {
      const folder = await scratch();
      const fleet = makeFleet({ seed, scenario, traces: 144, hosts: 4 });
      for (const { name, text } of fleet.traces) writeFileSync(join(folder, name), text);
      const result = triage(await readFleet([folder]), { by: null, where: [], since: null, order: 'time' });
      expect({ seed, isFound: isFound(fleet.answer, result) }).toEqual({ seed, isFound: true });
    }
  }, 30_000);
}
