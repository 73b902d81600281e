import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SEARCH_PLACES } from '../../src/cli/config/find.js';
import { OPTION_READERS } from '../../src/cli/config/options.js';
import { REGISTER_KEYS } from '../../src/cli/config/register.js';
import configurations from '../../src/probe/configuration.cjs';
import settings from '../../src/probe/settings.cjs';
import { program } from '../support/program.js';

const RECORDER = {
  threshold: '80ms',
  redact: ['/home/[^/]+'],
  register: {
    dir: 'traces',
    maxDisk: '2MB',
    snapshotSignal: 'SIGUSR2',
    metricsPort: 9464,
    metricsFile: 'loop.prom',
    otlp: 'http://localhost:4318',
  },
};

describe('settings of a probe that the program arms itself', () => {
  it('are the defaults where nothing says otherwise, and metrics go nowhere', async () => {
    const cwd = await program({});
    expect(settings.fromEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, cwd)).toEqual({
      dir: join(cwd, '.loopcheck'),
      thresholdMs: 50,
      maxDiskBytes: 64 * 1024 * 1024,
      redact: [],
      snapshotSignal: null,
      snapshotFile: null,
      metrics: null,
      notes: [],
    });
  });

  it.each([
    ['loopcheck.config.json', RECORDER],
    ['.loopcheckrc', RECORDER],
    ['.loopcheckrc.json', RECORDER],
    ['package.json', { name: 'app', loopcheck: RECORDER }],
  ])('come from %s, whose paths begin at its folder', async (name, content) => {
    const home = await program({ [name]: JSON.stringify(content) });
    const cwd = join(home, 'deep/er');
    await mkdir(cwd, { recursive: true });
    const { metrics, ...rest } = settings.fromEnvironment({}, cwd);
    expect(rest).toEqual({
      dir: join(home, 'traces'),
      thresholdMs: 80,
      maxDiskBytes: 2 * 1024 * 1024,
      redact: ['/home/[^/]+'],
      snapshotSignal: 'SIGUSR2',
      snapshotFile: null,
      notes: [],
    });
    expect(metrics).toMatchObject({ port: 9464, host: '127.0.0.1', file: join(home, 'loop.prom') });
    expect(metrics?.otlp?.url).toBe('http://localhost:4318/v1/metrics');
  });

  it('are the environment’s before the file’s', async () => {
    const cwd = await program({ 'loopcheck.config.json': JSON.stringify(RECORDER) });
    const env = {
      LOOPCHECK_DIR: 'mine',
      LOOPCHECK_THRESHOLD: '1s',
      LOOPCHECK_REDACT: 'a,b',
      LOOPCHECK_METRICS_PORT: '0',
      LOOPCHECK_METRICS_HOST: '0.0.0.0',
    };
    const { dir, thresholdMs, redact, metrics, notes } = settings.fromEnvironment(env, cwd);
    expect({ dir, thresholdMs, redact, notes }).toEqual({
      dir: join(cwd, 'mine'),
      thresholdMs: 1000,
      redact: ['a', 'b'],
      notes: [],
    });
    expect(metrics).toMatchObject({ port: 0, host: '0.0.0.0' });
  });

  it('are the defaults where they are wrong, each with a sentence that names the place', async () => {
    const wrong = {
      threshold: [],
      redact: ['(', 7],
      register: { dir: 4, maxDisk: '1kB', metricsPort: 70000, port: 1 },
    };
    const cwd = await program({ 'loopcheck.config.json': JSON.stringify(wrong) });
    const { notes, ...rest } = settings.fromEnvironment({ LOOPCHECK_OTLP_ENDPOINT: 'http://me:hunter2@c' }, cwd);
    const file = join(cwd, 'loopcheck.config.json');
    expect(rest).toMatchObject({ thresholdMs: 50, maxDiskBytes: 64 * 1024 * 1024, redact: [], metrics: null });
    expect(notes).toEqual([
      `register in ${file} has an unknown key "port": there are ${configurations.OWN_KEYS.join(', ')}.`,
      `register.dir in ${file}: 4 is not a path; .loopcheck was used.`,
      `threshold in ${file}: [] is not a time of 1 ms or more (50, 50ms, 1s); 50 ms was used.`,
      `register.maxDisk in ${file}: "1kB" is not a size of 1 MB or more (64MB); 64 MB was used.`,
      `2 of the patterns in redact in ${file} are no regular expression that matches a text; not used.`,
      `register.metricsPort in ${file}: 70000 is not a port (0 to 65535); metrics are served nowhere.`,
      'LOOPCHECK_OTLP_ENDPOINT="http://c" is not an address such as http://localhost:4318, or otel; no metrics are sent.',
    ]);
  });
});

describe('the configuration file of such a probe', () => {
  const read = (cwd: string, named?: string) => configurations.readConfiguration(cwd, named);

  it.each(['loopcheck.config.js', 'loopcheck.config.mjs', 'loopcheck.config.ts'])(
    'is no %s, which is told in one sentence',
    async (name) => {
      const cwd = await program({ [name]: 'export default { threshold: 1 };' });
      expect(read(cwd)).toEqual({
        values: new Map(),
        notes: [
          `The configuration ${join(cwd, name)} is not used by loopcheck/register: it reads JSON alone, ` +
            'since it begins before anything can be imported.',
        ],
      });
    },
  );

  it.each([
    ['{', 'it is no JSON'],
    ['[]', 'it holds no object'],
  ])('that holds %s is told', async (text, why) => {
    const cwd = await program({ 'loopcheck.config.json': text });
    expect(read(cwd).notes).toEqual([expect.stringContaining(`${why}.`)]);
  });

  it('is passed over in a package.json that only depends on loopcheck', async () => {
    const home = await program({ 'loopcheck.config.json': '{"threshold":70}' });
    await mkdir(join(home, 'app'));
    await writeFile(join(home, 'app/package.json'), '{"devDependencies":{"loopcheck":"1"}}');
    expect(read(join(home, 'app')).values.get('threshold')?.value).toBe(70);
  });

  it('is another one that is named, or none', async () => {
    const cwd = await program({ 'loopcheck.config.json': '{"threshold":70}', 'other.json': '{"threshold":90}' });
    expect(read(cwd, 'other.json').values.get('threshold')?.value).toBe(90);
    expect(read(cwd, 'off')).toEqual({ values: new Map(), notes: [] });
    expect(read(cwd, 'gone.json').notes).toEqual([expect.stringContaining('ENOENT')]);
  });

  it('wins over what it extends; files that extend each other come to an end', async () => {
    const cwd = await program({
      'loopcheck.config.json': '{"extends":"base.json","register":{"dir":"own"}}',
      'base.json': '{"extends":["loopcheck.config.json"],"threshold":90,"register":{"dir":"base","maxDisk":"2MB"}}',
    });
    const { values, notes } = read(cwd);
    expect([...values].map(([key, { value }]) => [key, value]).toSorted()).toEqual([
      ['dir', 'own'],
      ['maxDisk', '2MB'],
      ['threshold', 90],
    ]);
    expect(notes).toEqual([expect.stringContaining('too many files extend each other')]);
  });

  it('has the names and keys that the command line knows', () => {
    expect(configurations.SEARCH_PLACES).toEqual(SEARCH_PLACES);
    expect(REGISTER_KEYS).toEqual(configurations.OWN_KEYS);
    expect(Object.keys(OPTION_READERS)).toEqual(expect.arrayContaining(['threshold', 'redact']));
  });
});
