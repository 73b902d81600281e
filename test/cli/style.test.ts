import { describe, expect, it } from 'vitest';
import { styleOf } from '../../src/cli/style.js';

const stream = (isTTY: boolean, columns?: number) => ({
  isTTY,
  write: () => {},
  on: () => {},
  ...(columns === undefined ? {} : { columns }),
});
const terminal = stream(true, 120);

describe('styleOf', () => {
  it('is colourful and as wide as the terminal', () => {
    expect(styleOf(terminal, {})).toMatchObject({ columns: 120, color: true });
  });

  it('is plain and 80 columns wide elsewhere', () => {
    expect(styleOf(stream(false), {})).toMatchObject({ columns: 80, color: false, links: false });
  });

  it('takes a terminal of no width for one of 80 columns', () => {
    expect(styleOf(stream(true, 0), {}).columns).toBe(80);
  });

  it.each([
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [{ TERM: 'dumb' }, true, false],
  ])('with %o on a terminal or not (%s) has colour: %s', (env, isTTY, color) => {
    expect(styleOf(stream(isTTY), env).color).toBe(color);
  });

  it('links where the terminal is known to', () => {
    expect(styleOf(terminal, { TERM_PROGRAM: 'iTerm.app' }).links).toBe(true);
    expect(styleOf(terminal, { VTE_VERSION: '4205' }).links).toBe(false);
    expect(styleOf(terminal, {}).links).toBe(false);
    expect(styleOf(stream(false), { TERM_PROGRAM: 'iTerm.app' }).links).toBe(false);
  });

  it('keeps to ASCII where the locale asks for it', () => {
    expect(styleOf(terminal, { LANG: 'C' }).unicode).toBe(false);
    expect(styleOf(terminal, { LANG: 'C', LC_ALL: 'de_DE.UTF-8' }).unicode).toBe(true);
    expect(styleOf(terminal, {}).unicode).toBe(true);
  });
});
