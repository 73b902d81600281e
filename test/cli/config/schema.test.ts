import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { TRAITS } from '../../../src/analyze/detectors/index.js';
import { BUDGET_NAMES, LEVELS, PHASES, SCOPE_KEYS } from '../../../src/cli/config/budgets.js';
import { CONFIG_KEYS, readConfig } from '../../../src/cli/config/read.js';
import { starter } from '../../../src/cli/config/starter.js';
import { BLAMES, TONES } from '../../../src/cli/options.js';
import { GAUGES } from '../../../src/gate/gauges/index.js';
import { cause, diagnosis, place, stall } from '../../report/sample.js';
import { fakeHost } from '../../support/fake-host.js';

const schema = JSON.parse(readFileSync(new URL('../../../docs/config.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(
  schema,
);
const { config, budgets, phase, scope, findings, level, allowEntry } = schema.$defs;
const keys = (node: { properties: object }) => Object.keys(node.properties).sort();
const ids = TRAITS.map(({ id }) => id);

function parserTakes(value: unknown): Promise<boolean> {
  return readConfig({ path: '/app/c.json', value }, fakeHost([])).then(
    () => true,
    () => false,
  );
}

describe('the published schema', () => {
  it('has the keys that are read', () => {
    expect(keys(config)).toEqual([...CONFIG_KEYS].sort());
    expect(keys(budgets)).toEqual([...BUDGET_NAMES, ...PHASES, 'scopes'].sort());
    expect(keys(scope)).toEqual([...SCOPE_KEYS, ...BUDGET_NAMES].sort());
    expect(keys(phase)).toEqual(BUDGET_NAMES.filter((name) => GAUGES[name].scopes.includes('phase')).sort());
    expect(keys(findings.anyOf[1])).toEqual(['total', 'error', 'warning', 'info', ...ids].sort());
  });

  it('has the choices that are read', () => {
    expect(config.properties.tone.enum).toEqual(TONES);
    expect(config.properties.blame.enum).toEqual(BLAMES);
    expect(level.enum).toEqual(LEVELS);
    expect(allowEntry.properties.id.enum).toEqual(ids);
  });

  it.each<[unknown]>([
    [{}],
    [{ $schema: 'x', threshold: 20, format: 'json=a.json', tone: 'plain', warmup: 0 }],
    [{ duration: '1.5s', trace: 't', cpuWorkers: ['a'], requirePort: true, requireRequests: 3, deep: false }],
    [{ runs: 5, aggregate: 'max', baseline: 'b.json', ratchet: true }],
    [{ budgets: { maxStallMs: '100ms', maxStalls: { limit: 3, level: 'warn' }, maxUtilization: '90%' } }],
    [{ budgets: { maxStalls: { level: 'off' }, maxFindings: 3, startup: { maxStallMs: 1 } } }],
    [{ budgets: { maxFindings: { error: 0, 'blocking-call': { limit: 1, level: 'warn' } } } }],
    [
      {
        budgets: {
          scopes: [
            { route: 'GET /*', phase: 'running', maxStalls: 0 },
            { worker: 'w', maxP99Ms: 5 },
          ],
        },
      },
    ],
    [{ budgets: { scopes: [{ file: 'a', maxFindings: { error: 1 }, maxBlockedShare: 0.5 }] } }],
    [{ allow: [{ id: 'sleep-loop', file: 'a', reason: 'b', expires: '2030-01-31' }] }],
  ])('takes %j, as the command line does', async (value) => {
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(await parserTakes(value)).toBe(true);
  });

  it.each<[unknown]>([
    [[]],
    [{ maxStallMs: 5 }],
    [{ threshold: 0 }],
    [{ threshold: '0s' }],
    [{ threshold: '50 parsecs' }],
    [{ threshold: -5 }],
    [{ tone: 'kind' }],
    [{ deep: 1 }],
    [{ trace: ' ' }],
    [{ requireRequests: 1.5 }],
    [{ runs: 0 }],
    [{ aggregate: 'mode' }],
    [{ budgets: { maxStalls: '1.5' } }],
    [{ budgets: { maxStalls: { level: 'warn' } } }],
    [{ budgets: { maxStalls: { limit: 1, levl: 'warn' } } }],
    [{ budgets: { maxUtilization: 2 } }],
    [{ budgets: { maxUtilization: '200%' } }],
    [{ budgets: { startup: { maxP99Ms: 5 } } }],
    [{ budgets: { maxFindings: { unheard: 5 } } }],
    [{ budgets: { scopes: {} } }],
    [{ budgets: { scopes: [{ maxStalls: 5 }] } }],
    [{ budgets: { scopes: [{ route: 'x', maxP99Ms: 5 }] } }],
    [{ budgets: { scopes: [{ phase: 'running', maxBlockedShare: 0.5 }] } }],
    [{ budgets: { scopes: [{ route: 'x', maxFindings: 5 }] } }],
    [{ allow: [{ id: 'sleep-loop', file: 'a' }] }],
  ])('refuses %j, as the command line does', async (value) => {
    expect(validate(value)).toBe(false);
    expect(await parserTakes(value)).toBe(false);
  });
});

describe('a first configuration', () => {
  it('has limits that its run keeps, and is one', async () => {
    const read = stall(1, 212, cause('sync-call', 'fs.readFileSync'), place('app.js', 12));
    const text = starter(diagnosis([read], { served: { listened: ['3000'], requests: 3 } }));
    const { default: value } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
      default: object;
    };
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(value).toEqual({
      threshold: 50,
      budgets: {
        maxStartupMs: 250,
        maxP99Ms: 240,
        running: { maxStallMs: 270, maxStalls: 1, maxBlockedMs: 270 },
        maxFindings: { error: 0 },
      },
      requirePort: true,
    });
    expect(text).toContain('// measured: 212 ms (the longest that the code held the loop in one go)');
  });
});
