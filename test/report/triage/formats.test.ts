import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { triageFormats } from '../../../src/report/triage/formats.js';
import { triage } from '../../../src/triage/triage.js';
import { fleetOf, runRecord, stallRecord } from '../../triage/records.js';

const OPTIONS = { columns: 100, color: false, unicode: true, links: false, cwd: '/' };
const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/triage.schema.json'), 'utf8'));

function sample(fingerprint = 'render', host = 'web') {
  const runs = Array.from({ length: 20 }, (_, index) =>
    runRecord({ run: index + 1, host: `${host}-${index % 2}`, version: index < 10 ? '2.4.0' : '2.4.1' }),
  );
  const stalls = runs.map(({ run }) => stallRecord({ run, fingerprint, totalMs: run <= 10 ? 100 + run : 400 + run }));
  return triage(fleetOf(runs, stalls), { by: 'host', where: [], since: null, order: 'time' });
}

function render(format: string, of = sample()): string {
  return triageFormats[format]?.(of, OPTIONS) ?? '';
}

it('the first line says what changed, where, since when, and how certainly', () => {
  const lines = render('terminal')
    .split('\n')
    .slice(0, 2)
    .map((line) => line.trim())
    .join(' ');
  expect(lines).toBe(
    '✖ Since 2.4.1, on all 2 hosts, render() in views/table.ts:88 blocks 3.9× longer (106 ms → 416 ms in an hour); p < 0.001.',
  );
});

it('where nothing changed, that is the answer', () => {
  const quiet = { ...sample(), answers: [] };
  expect(render('terminal', quiet)).toMatch(/^✔ Nothing changed/);
  expect(render('markdown', quiet)).toMatch(/^Nothing changed/);
});

it('the JSON fits its schema', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  validate(JSON.parse(render('json')));
  expect(validate.errors).toBeNull();
});

it('names from traces stay text in every format', () => {
  const hostile = sample('<img src=x>|`\u001b[31m', '<b>\u001b]0;x\u0007');
  for (const format of ['markdown', 'terminal']) {
    const text = render(format, hostile);
    for (const control of ['\u001b', '\u0007']) expect(text).not.toContain(control);
  }
  for (const tag of ['<img', '<b>']) expect(render('markdown', hostile)).not.toContain(tag);
});
