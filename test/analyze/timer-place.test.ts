import { describe, expect, it } from 'vitest';
import { toFrame } from '../../src/analyze/frames.js';
import { openSources } from '../../src/analyze/source/source-book.js';
import { timerPlace } from '../../src/analyze/source/timer-place.js';

/** Where the timer was set in whose callback line `line` ran; `!` marks the column that was seen. */
async function setAt(text: string, setter = 'setTimeout', name = ''): Promise<string | null> {
  const before = text.slice(0, text.indexOf('!')).split('\n');
  const sources = await openSources([
    { type: 'source', url: '/app/a.js', startLine: 1, whole: true, text: text.replace('!', '') },
  ]);
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  const callback = toFrame({ type: 'frame', id: 1, function: name, url: '/app/a.js', ...place }, undefined);
  const found = timerPlace(sources, callback, setter);
  return found === null ? null : `${found.line}:${found.column}`;
}

describe('the place where a timer was set', () => {
  it.each([
    ['round an arrow', 'start();\n  setTimeout(() => {\n    !work();\n  }, 50);', 'setTimeout', '', '2:3'],
    ['through its module', 'timers.setInterval(function () { !work(); }, 50);', 'setInterval', '', '1:1'],
    ['by name', 'function beat() { !work(); }\n\nsetInterval(beat, 20);', 'setInterval', 'beat', '3:1'],
    [
      'by a method that is bound',
      'class A { go() { setTimeout(this.go.bind(this), 5); !x(); } }',
      'setTimeout',
      'A.go',
      '1:18',
    ],
    ['for an immediate', 'setImmediate(() => !work());', 'setImmediate', '', '1:1'],
  ])('is found %s', async (_how, text, setter, name, place) => {
    expect(await setAt(text, setter, name)).toBe(place);
  });

  it.each([
    ['there are two of that name', 'function beat() { !work(); }\nsetTimeout(beat, 20); setTimeout(beat, 40);', 'beat'],
    ['the function was given to something else', 'run(() => !work());', ''],
    ['another setter was used', 'setInterval(() => !work(), 5);', ''],
  ])('is not guessed where %s', async (_why, text, name) => {
    expect(await setAt(text, 'setTimeout', name)).toBeNull();
  });
});
