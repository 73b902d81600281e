import { describe, expect, test } from 'vitest';
import { judge } from '../../src/gate/judge.js';
import { compose } from '../../src/report/compose.js';
import { cause, diagnosis, finding, place, stall } from './sample.js';

const where = place('src/users.js', 12, 'loadUsers');
const first = stall(1, 1100, cause('sync-call', 'fs.readFileSync', { evidence: 'It took 1090 of 1100 ms.' }), where, {
  delayed: { timers: 0, requests: 12 },
});
const second = stall(2, 130, cause('sync-call', 'fs.readFileSync'), where);
const starved = stall(3, 300, cause('cpu-starved'), null);

function report(
  run = diagnosis([first, second], { findings: [finding('blocking-call', [first, second])] }),
  tone: 'roast' | 'plain' = 'roast',
) {
  return compose(run, judge(run, {}), { tone, tracePath: null });
}

describe('the headline', () => {
  test('of a run that holds its budgets tells of a breach that only warns', () => {
    const run = diagnosis([first]);
    const rules = [{ name: 'maxStalls', limit: 0, level: 'warn', scope: {} }] as const;
    const { headline } = compose(run, judge(run, { maxStalls: 1, rules }), { tone: 'roast', tracePath: null });
    expect(headline).toBe('The budget holds: 1 stall (limit 1). A warning: 1 stall (limit 0).');
  });
});

describe('words', () => {
  test('a finding gets a title, facts, a fix for its very call, a joke and its page', () => {
    expect(report().findings[0]).toMatchObject({
      id: 'blocking-call',
      title: 'Blocking call: fs.readFileSync',
      message:
        '`fs.readFileSync` held the loop in `loadUsers` (users.js:12) twice, 1.2 s in all and 1.1 s at worst. 12 requests waited for it.',
      fix: 'Instead of `fs.readFileSync`: `await readFile(path)` from `node:fs/promises`. For a big file, stream it with `createReadStream` and `pipeline`.',
      docs: 'docs/findings/blocking-call.md',
    });
    expect(report().findings[0]?.roast).toMatch(/`loadUsers`.*users\.js:12|users\.js:12.*`loadUsers`/);
    expect(report().findings[0]?.roast).toContain('1.1 s');
  });

  test('a culprit takes the words of its finding', () => {
    const { culprits, findings } = report();
    expect(culprits[0]?.finding).toBe(findings[0]);
    expect(culprits[0]).toMatchObject({
      findingId: 'blocking-call',
      severity: 'error',
      roast: findings[0]?.roast,
      why: 'It took 1090 of 1100 ms.',
    });
  });

  test('what nobody waited for may stay, and what ran in a worker is right', () => {
    const fixOf = (more: Parameters<typeof finding>[2]) =>
      report(diagnosis([second], { findings: [finding('blocking-call', [second], { severity: 'info', ...more })] }))
        .findings[0]?.fix;
    expect(fixOf({})).toMatch(
      /^Nothing had to wait for it, so it may stay as it is\. Where something has to: instead of/,
    );
    expect(fixOf({ evidence: { inWorker: true } })).toMatch(/^Nothing to change: it ran in a worker thread/);
    expect(fixOf({ severity: 'warning' })).toMatch(/^Instead of `fs\.readFileSync`/);
  });

  test('computing that nobody waited for gets the better algorithm, and never more awaits', () => {
    const sorted = stall(1, 500, cause('cpu', null, { pattern: 'sort' }), where);
    const plain = stall(2, 500, cause('cpu', null, { pattern: null }), place('app.js', 9));
    const found = report(
      diagnosis([sorted, plain], {
        findings: [sorted, plain].map((one) =>
          finding('cpu-bound', [one], { severity: 'info', evidence: { kind: 'cpu' } }),
        ),
      }),
    ).findings.map(({ fix }) => fix);
    expect(found[0]).toMatch(/^Sort less.*more `await`s would gain nothing/);
    expect(found[1]).toMatch(/^To be done sooner.*more `await`s would gain nothing/);
  });

  test('a culprit without a finding speaks by its cause', () => {
    const { culprits } = report(diagnosis([starved]));
    expect(culprits[0]).toMatchObject({
      findingId: 'cpu-starved',
      codesFault: false,
      finding: null,
      title: 'The machine was busy',
    });
  });

  test('a call that only waits is told as what it is', () => {
    const wait = stall(1, 500, cause('sync-call', 'Atomics.wait', { pattern: 'sleep' }), where);
    const { culprits } = report(
      diagnosis([wait], { findings: [finding('fake-async', [wait]), finding('sleep-loop', [wait])] }),
    );
    expect(culprits[0]).toMatchObject({ findingId: 'sleep-loop', title: 'Waiting by holding the loop: Atomics.wait' });
  });

  test('native code is found as cpu-bound, and told as what it is', () => {
    const hashing = stall(1, 500, cause('native', null, { pattern: 'hashSync' }), where);
    const { culprits } = report(
      diagnosis([hashing], { findings: [finding('cpu-bound', [hashing], { evidence: { kind: 'native' } })] }),
    );
    expect(culprits[0]).toMatchObject({
      findingId: 'cpu-bound',
      title: 'Built-in or native code: hashSync',
      docs: 'docs/findings/native.md',
    });
    expect(culprits[0]?.fix).toContain('`await hash(…)`');
  });

  test('a call that was only read in the source is told as that, without a joke', () => {
    const evidence = { kind: 'not-exercised', api: 'fs.statSync', calls: 'fs.statSync (line 9)', callCount: 1 };
    const aside = finding('blocking-call', [], { severity: 'info', count: 0, totalMs: 0, location: where, evidence });
    const run = report(diagnosis([first], { findings: [finding('blocking-call', [first]), aside] }));
    expect(run.findings[1]).toMatchObject({
      title: 'Not exercised: 1 more blocking call',
      message:
        'The same file holds more synchronous calls in its functions, which this run was not seen to come to: fs.statSync (line 9).',
      roast: '',
      docs: 'docs/findings/blocking-call.md',
    });
    expect(run.findings[1]?.fix).toMatch(/^Instead of `fs\.statSync`/);
    expect(run.culprits[0]?.finding).toBe(run.findings[0]);
  });

  test('a dependency that computed is named, and its own cure with it', () => {
    const under = {
      ...place('node_modules/bcryptjs/dist/bcrypt.js', 900, '_crypt'),
      share: 0.9,
      origin: 'dep' as const,
      package: 'bcryptjs@3.0.2',
    };
    const blamed = { ...where, share: 0.9, origin: 'app' as const, package: null };
    const hashing = stall(1, 500, cause('cpu', null, { pattern: 'loop' }), where, { stack: [under, blamed] });
    const [found] = report(diagnosis([hashing], { findings: [finding('cpu-bound', [hashing])] })).findings;
    expect(found?.title).toBe('Long computation in bcryptjs');
    expect(found?.message).toBe(
      '`bcryptjs` computed in `loadUsers` (users.js:12) for 500 ms, without a turn for anything else.',
    );
    expect(found?.fix).toContain('`await bcrypt.hash(…)`');
  });

  test('a slow start of several culprits is no single one’s', () => {
    const other = stall(2, 300, cause('cpu'), place('src/boot.js', 3), { phase: 'startup' });
    const load = stall(1, 400, cause('module-load', 'aws-sdk'), where, { phase: 'startup' });
    const { culprits } = report(diagnosis([load, other], { findings: [finding('blocked-startup', [load, other])] }));
    expect(culprits.map(({ findingId, besides }) => [findingId, besides.length])).toEqual([
      ['blocked-startup', 0],
      ['cpu-bound', 0],
    ]);
  });

  test('a finding about the same stalls stands beside the one that speaks', () => {
    const findings = [finding('fake-async', [first, second]), finding('blocking-call', [first, second])];
    const { culprits } = report(diagnosis([first, second], { findings }));
    expect(culprits[0]?.findingId).toBe('blocking-call');
    expect(culprits[0]?.besides.map(({ id }) => id)).toEqual(['fake-async']);
  });

  test('a finding that has no words of its own says what was measured', () => {
    const odd = finding('never-heard-of', [], { evidence: { evidence: 'Seven things hung.' } });
    expect(report(diagnosis([], { findings: [odd] })).findings[0]).toMatchObject({
      title: 'Never heard of',
      message: 'Seven things hung.',
    });
  });

  test('in one report no joke is told twice', () => {
    const stalls = Array.from({ length: 30 }, (_, index) =>
      stall(index + 1, 100, cause('cpu'), place('app.js', index + 1, `f${index}`)),
    );
    const jokes = report(diagnosis(stalls, { findings: stalls.map((one) => finding('cpu-bound', [one])) }))
      .findings.map(({ roast }) => roast)
      .filter(Boolean);
    const shapes = jokes.map((joke) => joke.replace(/`f\d+`/, 'F').replace(/app\.js:\d+/, 'P'));
    expect(jokes.length).toBeGreaterThanOrEqual(8);
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  test('the same diagnosis gets the same words', () => {
    expect(report()).toEqual(report());
  });

  test('the plain tone keeps the joke in its own field', () => {
    expect(report(undefined, 'plain').findings[0]?.roast).not.toBe('');
  });

  test('ten thousand stalls of one line are worded at once', () => {
    const stalls = Array.from({ length: 10_000 }, (_, index) => stall(index + 1, 60, cause('cpu'), where));
    const { culprits } = report(
      diagnosis(stalls, { findings: [finding('cpu-bound', stalls), finding('fake-async', stalls)] }),
    );
    expect(culprits).toHaveLength(1);
  });
});

describe('the headline', () => {
  test('names the stalls, the time, and whom to look at first', () => {
    expect(report(undefined, 'plain').headline).toBe('2 stalls, 1.2 s in all; start with `loadUsers` (users.js:12).');
    expect(report().headline).toContain('`loadUsers` (users.js:12)');
  });

  test('is cheerful when nothing stood still', () => {
    expect(report(diagnosis(), 'plain').headline).toBe('No stalls: the loop never stood still for 50 ms or longer.');
    expect(report(diagnosis()).headline).toMatch(/\p{Extended_Pictographic}$/u);
  });

  test('clears the code when only the machine stood still', () => {
    expect(report(diagnosis([starved]), 'plain').headline).toBe(
      'Your code held nobody up; the machine did, once, 300 ms in all.',
    );
    expect(report(diagnosis([starved])).headline).toContain('once, 300 ms');
  });

  test('says so when nobody waited', () => {
    const findings = [finding('blocking-call', [second], { severity: 'info' })];
    expect(report(diagnosis([second], { findings }), 'plain').headline).toBe(
      '1 stall, 130 ms in all; nothing is known to have waited.',
    );
  });

  test('is the verdict’s reason when the run did not pass', () => {
    const run = diagnosis([first]);
    expect(compose(run, judge(run, { maxStalls: 0 }), { tone: 'roast', tracePath: null }).headline).toBe(
      'The budget is broken: 1 stall (limit 0).',
    );
  });

  test('tells of findings that are not about stalls', () => {
    const findings = [finding('gc-pressure', [], { severity: 'warning', count: 1, totalMs: 1500 })];
    expect(report(diagnosis([], { findings }), 'plain').headline).toBe(
      'The loop did no harm, but there is more to see: 1 finding; start with GC pressure.',
    );
    expect(report(diagnosis([], { findings })).headline).toMatch(/1 finding.*GC pressure/);
  });

  test('puts a finding that did harm before stalls that did none', () => {
    const findings = [
      finding('ignored-error', [], { severity: 'error', count: 1, location: place('src/mail.js', 7, 'send') }),
      finding('blocking-call', [second], { severity: 'info' }),
    ];
    expect(report(diagnosis([second], { findings }), 'plain').headline).toBe(
      'The loop did no harm, but there is more to see: 1 finding; start with `send` (mail.js:7).',
    );
  });

  test('mentions what is only worth knowing', () => {
    const findings = [finding('callback-pyramid', [], { severity: 'info', count: 1 })];
    expect(report(diagnosis([], { findings }), 'plain').headline).toBe('No stalls; 1 finding worth knowing.');
  });

  test('sends a run that only computes to more cores, not to more awaits', () => {
    const long = stall(1, 4000, cause('cpu', null, { pattern: 'loop' }), where, { cpuMs: 4000 });
    const findings = [finding('cpu-bound', [long], { severity: 'info', evidence: { kind: 'cpu' } })];
    const plain = report(diagnosis([long], { findings }), 'plain');
    expect(plain.headline).toBe(
      'Bound by the CPU for 4 s, with nothing to wait for: threads or processes would help, awaits would not.',
    );
    expect(plain.findings[0]?.fix).toContain('several `worker_threads` or processes');
  });
});
