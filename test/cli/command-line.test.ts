import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/cli/command-line.js';

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '));

describe('the target', () => {
  it('is a script with all that follows it', () => {
    expect(parse('--tone plain app.js --tone roast -- -x --format')).toMatchObject({
      kind: 'run',
      target: { kind: 'script', script: 'app.js', args: ['--tone', 'roast', '--', '-x', '--format'] },
      options: { tone: 'plain' },
    });
  });

  it('is a command after two dashes, with all that follows it', () => {
    expect(parse('--threshold 20 -- npm run --silent start -- --port 1')).toMatchObject({
      target: { kind: 'command', command: 'npm', args: ['run', '--silent', 'start', '--', '--port', '1'] },
      options: { thresholdMs: 20 },
    });
  });

  it('may be a command that is named like a subcommand', () => {
    expect(parse('-- report --help')).toMatchObject({ target: { command: 'report', args: ['--help'] } });
  });

  it('may be a script named like a subcommand, by its path', () => {
    expect(parse('./report x')).toMatchObject({ target: { script: './report', args: ['x'] } });
  });

  it('may be a script that later versions could mistake for a subcommand of theirs', () => {
    expect(parse('help')).toMatchObject({ target: { script: 'help' } });
  });

  it('may be read from stdin', () => {
    expect(parse('- a')).toMatchObject({ target: { script: '-', args: ['a'] } });
  });

  it('is told apart from the value of an option', () => {
    expect(parse('--metrics-file a.prom app.js')).toMatchObject({ options: { metricsFile: 'a.prom', output: null } });
    expect(parse('--output -- app.js')).toMatchObject({ options: { output: '--' }, target: { script: 'app.js' } });
  });

  it.each(['', '--', '--tone plain', '--threshold=5'])('is missing in "loopcheck %s"', (line) => {
    expect(() => parse(line)).toThrow('Nothing to run');
  });
});

describe('the options', () => {
  it('have defaults', () => {
    expect(parse('app.js')).toMatchObject({
      options: {
        thresholdMs: null,
        formats: [],
        output: null,
        metricsFile: null,
        open: false,
        trace: null,
        durationMs: null,
        onPort: null,
        tone: 'roast',
        detail: 'usual',
        blame: 'app',
        budgets: {},
      },
    });
  });

  it('have those of the gate', () => {
    expect(parse('app.js')).toMatchObject({
      options: { baseline: null, ratchet: false, runs: 1, aggregate: 'median' },
    });
    expect(parse('--runs 5 --aggregate max --baseline b.json --ratchet app.js')).toMatchObject({
      options: { baseline: 'b.json', ratchet: true, runs: 5, aggregate: 'max' },
    });
  });

  it('of a comparison are its own', () => {
    expect(parse('diff --format json --output - --force --threshold 20 a b')).toMatchObject({
      kind: 'diff',
      before: 'a',
      after: 'b',
      options: { force: true, thresholdMs: 20, output: '-', detail: 'usual' },
    });
    expect(parse('diff a b')).toMatchObject({ options: { force: false, formats: [] } });
  });

  it('of a baseline to save are those of reading', () => {
    expect(parse('baseline save')).toMatchObject({
      kind: 'baseline-save',
      traces: [],
      output: 'loopcheck.baseline.json',
      options: { thresholdMs: null, blame: 'app', allow: null, cpuWorkers: [] },
    });
    expect(parse('baseline save --output b.json t1 t2')).toMatchObject({ traces: ['t1', 't2'], output: 'b.json' });
    expect(() => parse('baseline')).toThrow('loopcheck baseline needs a command: save is the one.');
    expect(() => parse('baseline sve')).toThrow('loopcheck baseline has no command sve: save is the one.');
  });

  it('ask for the page in the browser, of a run and of a saved trace', () => {
    expect(parse('--open app.js')).toMatchObject({ options: { open: true }, target: { script: 'app.js' } });
    expect(parse('report --open')).toMatchObject({ kind: 'report', options: { open: true } });
  });

  it('take formats more than once, with their files', () => {
    expect(parse('--format terminal --format json=out/a=b.json app.js')).toMatchObject({
      options: {
        formats: [
          { name: 'terminal', path: null },
          { name: 'json', path: 'out/a=b.json' },
        ],
      },
    });
  });

  it('declare several workers that compute', () => {
    expect(parse('--cpu-workers workers/*.js --cpu-workers resize app.js')).toMatchObject({
      options: { cpuWorkers: ['workers/*.js', 'resize'] },
    });
  });

  it('take a command for the port, a measure of detail and whom to blame', () => {
    const argv = ['--on-port', 'curl :$PORT', '--verbose', '--blame', 'deps', 'app.js', '--quiet'];
    expect(parseCommandLine(argv)).toMatchObject({
      options: { onPort: 'curl :$PORT', detail: 'verbose', blame: 'deps' },
      target: { args: ['--quiet'] },
    });
    expect(parse('report --quiet --blame all')).toMatchObject({ options: { detail: 'quiet', blame: 'all' } });
  });

  it('read budgets', () => {
    expect(parse('--max-stall 1s --max-p99=20 --max-stalls 0 app.js')).toMatchObject({
      options: { budgets: { maxStallMs: 1000, maxP99Ms: 20, maxStalls: 0 } },
    });
  });

  it.each([
    ['--treshold 5 app.js', 'Unknown option --treshold. Did you mean --threshold?'],
    ['--treshold=5 app.js', 'Unknown option --treshold=5. Did you mean --threshold?'],
    ['--weather app.js', 'Unknown option --weather. loopcheck --help'],
    ['report --fromat json', 'Unknown option --fromat. Did you mean --format?'],
    ['report --trace x', 'Unknown option --trace. loopcheck report --help'],
    ['export --format perfetto', 'Unknown option --format. loopcheck export --help'],
    ['baseline save --ouptut x', 'Unknown option --ouptut. Did you mean --output? loopcheck baseline save --help'],
    ['--threshold', '--threshold needs a value, as in --threshold <ms>.'],
    ['--threshold -5 app.js', '--threshold got "-5"'],
    ['--duration 0 app.js', '--duration got "0"'],
    ['--tone rude app.js', '--tone got "rude": it is one of roast, plain.'],
    ['--blame me app.js', '--blame got "me": it is one of app, deps, all.'],
    ['--on-port= app.js', '--on-port got an empty command'],
    ['--quiet --verbose app.js', '--quiet and --verbose contradict each other'],
    ['report --on-port x', 'Unknown option --on-port'],
    ['--output= app.js', '--output got an empty path'],
    ['--metrics-file= app.js', '--metrics-file got an empty path'],
    ['--format json= app.js', '--format got an empty path'],
    ['--config a.json --no-config app.js', '--config and --no-config contradict each other: leave one of them out.'],
    ['report --no-config --config=a.json', '--config and --no-config contradict each other'],
    [
      '--aggregate max app.js',
      '--aggregate max says how several runs are judged together, and there is one: add --runs',
    ],
    ['baseline save --output=', '--output got an empty path'],
    ['attach :', 'attach got ":": give a port from 1 to 65535'],
    ['attach :70000', 'attach got ":70000": give a port'],
    ['--ratchet app.js', '--ratchet tightens a baseline: name it with --baseline.'],
    ['explain a b', "Too many arguments for 'explain'"],
  ])('refuse "%s"', (line, message) => {
    expect(() => parse(line)).toThrow(message);
  });
});

describe('budgets', () => {
  const budgets = (line: string) => {
    const invocation = parse(`${line} app.js`);
    return invocation.kind === 'run' ? invocation.options.budgets : null;
  };

  it('are flags, with times, counts and shares', () => {
    expect(budgets('--max-blocked 1.5s --max-blocked-share 10% --max-sync-calls 5')).toEqual({
      maxBlockedMs: 1500,
      maxBlockedShare: 0.1,
      maxSyncCalls: 5,
    });
    expect(budgets('--max-utilization 0.9 --max-startup 2s --require-port --require-requests 3')).toEqual({
      maxUtilization: 0.9,
      maxStartupMs: 2000,
      requirePort: true,
      requireRequests: 3,
    });
  });

  it('limit findings in all, by severity, and by id; the last of each counts', () => {
    const at = { name: 'maxFindings', level: 'error' };
    expect(budgets('--max-findings 3 --max-findings error=0 --max-findings sleep-loop=1 --max-findings 5')).toEqual({
      rules: [
        { ...at, limit: 0, scope: { severity: 'error' } },
        { ...at, limit: 1, scope: { finding: 'sleep-loop' } },
        { ...at, limit: 5, scope: {} },
      ],
    });
  });

  it.each([
    ['--max-utilization 1.5', '--max-utilization got "1.5": give a share from 0 to 1, such as 0.25 or 25%.'],
    ['--max-utilization 101%', '--max-utilization got "101%"'],
    ['--max-blocked soon', '--max-blocked got "soon": give a time of 0 or more'],
    ['--max-sync-calls -1', '--max-sync-calls got "-1": give a whole number'],
    ['--max-findings error=', '--max-findings got "": give a whole number'],
    ['--max-findings =3', '--max-findings got "=3": name a severity'],
    ['--warmup 50parsecs', '--warmup got "50parsecs"'],
  ])('refuse %s', (line, sentence) => {
    expect(() => budgets(line)).toThrow(sentence);
  });
});

describe('the other commands', () => {
  it('report on the newest run unless told otherwise', () => {
    expect(parse('report --tone plain')).toMatchObject({ kind: 'report', traces: ['.loopcheck'] });
    expect(parse('report a b --max-stalls 3')).toMatchObject({
      traces: ['a', 'b'],
      options: { budgets: { maxStalls: 3 } },
    });
  });

  it.each([
    ['attach 4242', { by: 'pid', pid: 4242 }],
    ['attach :3000', { by: 'port', port: 3000 }],
    ['attach --port 3000', { by: 'port', port: 3000 }],
    ['attach server.js', { by: 'name', name: 'server.js' }],
  ])('attach to a process by its pid, port or name: %s', (line, wanted) => {
    expect(parse(line)).toMatchObject({ kind: 'attach', wanted, options: { trace: null, durationMs: null } });
  });

  it('attach with the options of a report, a trace and a duration', () => {
    expect(parse('attach 4242 --duration 30s --trace out --max-stall 100 --format json')).toMatchObject({
      options: { durationMs: 30_000, trace: 'out', budgets: { maxStallMs: 100 }, formats: [{ name: 'json' }] },
    });
    for (const option of ['--deep', '--runs 2', '--on-port x']) {
      expect(() => parse(`attach 4242 ${option}`)).toThrow(`Unknown option`);
    }
  });

  it('explain one finding, or all', () => {
    expect(parse('explain blocking-call')).toEqual({ kind: 'explain', id: 'blocking-call' });
    expect(parse('explain')).toEqual({ kind: 'explain', id: null });
  });

  it('help', () => {
    expect(parse('--help')).toMatchObject({ kind: 'help', text: expect.stringContaining('--threshold <ms>') });
    expect(parse('report --help')).toMatchObject({ kind: 'help', text: expect.stringContaining('[trace...]') });
  });

  it('tell the version, also behind other options', () => {
    expect(parse('--tone plain --version')).toEqual({ kind: 'version' });
  });
});
