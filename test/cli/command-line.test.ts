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
    ['report --trace x', 'Unknown option --trace. loopcheck --help'],
    ['--threshold', '--threshold needs a value, as in --threshold <ms>.'],
    ['--threshold -5 app.js', '--threshold got "-5"'],
    ['--duration 0 app.js', '--duration got "0"'],
    ['--tone rude app.js', '--tone got "rude": it is one of roast, plain.'],
    ['--blame me app.js', '--blame got "me": it is one of app, deps, all.'],
    ['--on-port= app.js', '--on-port got an empty command'],
    ['--quiet --verbose app.js', '--quiet and --verbose contradict each other'],
    ['report --on-port x', 'Unknown option --on-port'],
    ['--output= app.js', '--output got an empty path'],
    ['--format json= app.js', '--format got an empty path'],
    ['explain a b', "Too many arguments for 'explain'"],
  ])('refuse "%s"', (line, message) => {
    expect(() => parse(line)).toThrow(message);
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
