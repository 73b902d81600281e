import { describe, expect, it } from 'vitest';
import { inForeground, ownsKeyboard } from '../../src/launch/terminal.js';

const statOf = (group: number, foregroundGroup: number) =>
  `42 (node (a) b) S 1 ${group} 40 34816 ${foregroundGroup} 4194304 0`;

describe('inForeground', () => {
  it('is true where the own group is the foreground group of the terminal', () => {
    expect(inForeground(() => statOf(42, 42))).toBe(true);
  });

  it('is false in the background and without a terminal', () => {
    expect(inForeground(() => statOf(42, 99))).toBe(false);
    expect(inForeground(() => statOf(42, -1))).toBe(false);
  });

  it('is null where there is no /proc', () => {
    const fail = () => {
      throw new Error('ENOENT');
    };
    expect(inForeground(fail)).toBeNull();
  });
});

describe('ownsKeyboard', () => {
  it('needs a stream that is a terminal', () => {
    expect(ownsKeyboard([{}, { isTTY: true }], true)).toBe(true);
    expect(ownsKeyboard([{}, { isTTY: false }], true)).toBe(false);
  });

  it('goes by the streams alone where the system does not tell', () => {
    expect(ownsKeyboard([{ isTTY: true }], null)).toBe(true);
  });

  it('is not given in the background', () => {
    expect(ownsKeyboard([{ isTTY: true }], false)).toBe(false);
  });
});
