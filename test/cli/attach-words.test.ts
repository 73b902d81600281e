import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../src/attach/refusal.js';
import { refusalSentence } from '../../src/cli/attach-words.js';

const REFUSALS: readonly Refusal[] = [
  { why: 'platform', platform: 'darwin' },
  ...(['no-process', 'gone', 'other-user', 'hidden', 'stopped', 'own', 'probed', 'container'] as const).map((why) => ({
    why,
    pid: 42,
  })),
  { why: 'not-node', pid: 42, program: '/usr/sbin/nginx' },
  { why: 'deadly-signal', pid: 42 },
  { why: 'ignored-signal', pid: 42 },
  { why: 'inspector-open', pid: 42, port: 9229 },
  { why: 'port-taken', pid: 42, port: 9229 },
  { why: 'no-inspector', pid: 42, waitedMs: 10_000 },
  { why: 'no-answer', pid: 42, detail: 'the connection ended' },
  { why: 'old-node', pid: 42, version: 'v18.20.0' },
  { why: 'no-probe', pid: 42, detail: 'Access to this API has been restricted.\n    at x' },
  { why: 'no-trace', pid: 42, path: '/root/out' },
  { why: 'none-on-port', port: 3000 },
  { why: 'none-named', name: 'app.js' },
  { why: 'many', wanted: 'app.js', candidates: [{ pid: 1, title: 'node app.js' }] },
];

describe('refusalSentence', () => {
  it.each(REFUSALS.map((refusal) => [refusal.why, refusal] as const))(
    'is one sentence that names what was asked for: %s',
    (_, refusal) => {
      const sentence = refusalSentence(refusal);
      expect(sentence).toMatch(/^[^\n]+\.$|^[^\n]+\)\.$/);
      if ('pid' in refusal) expect(sentence).toContain(`rocess ${refusal.pid}`);
    },
  );

  it('says what to do instead of sending a signal that would end the process', () => {
    expect(refusalSentence({ why: 'deadly-signal', pid: 42 })).toContain('it is left alone');
  });

  it('lists what may be meant, shows no more than eight, and spells out what a title hides', () => {
    const candidates = Array.from({ length: 10 }, (_, index) => ({ pid: index + 1, title: `node \u001b[2Japp.js` }));
    const sentence = refusalSentence({ why: 'many', wanted: 'port 3000', candidates });
    expect(sentence).toContain('10 processes match port 3000');
    expect(sentence).toContain('8 node \\x1b[2Japp.js, and 2 more).');
    expect(sentence).not.toContain('\u001b');
  });
});
