import { describe, expect, it } from 'vitest';
import { refineColumn } from '../../src/maps/position.js';

describe('refineColumn', () => {
  const source = '    const rows = db.query(sql);';

  it('goes on in the source as far as in what ran, where both read the same', () => {
    expect(refineColumn({ text: 'const rows = db.query(sql);', from: 1, to: 17 }, { text: source, from: 5 })).toBe(21);
  });

  it('stays at the word that the map knows where they differ', () => {
    expect(refineColumn({ text: 'var a=b.query(c);', from: 1, to: 9 }, { text: source, from: 5 })).toBe(5);
  });

  it('stays where the map knows the very place', () => {
    expect(refineColumn({ text: 'db.query(sql)', from: 4, to: 4 }, { text: source, from: 21 })).toBe(21);
  });

  it('does not run past the end of the source', () => {
    expect(refineColumn({ text: 'const rows', from: 1, to: 7 }, { text: 'const', from: 1 })).toBe(1);
  });
});
