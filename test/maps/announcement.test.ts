import { describe, expect, it } from 'vitest';
import { announcedMap } from '../../src/maps/announcement.js';

describe('announcedMap', () => {
  it.each([
    ['a line comment', 'f();\n//# sourceMappingURL=app.js.map', 'app.js.map'],
    ['one with a newline and blanks after it', 'f();\n//# sourceMappingURL=app.js.map \r\n\n', 'app.js.map'],
    ['the old sign', 'f();\n//@ sourceMappingURL=app.js.map\n', 'app.js.map'],
    ['a block comment', 'f();\n/*# sourceMappingURL=app.js.map */\n', 'app.js.map'],
    ['a comment on the line of the code', 'f();//# sourceMappingURL=app.js.map', 'app.js.map'],
    ['a comment with others after it', 'f();\n//# sourceMappingURL=a.map\n//# sourceURL=x\n/* end */\n', 'a.map'],
    ['the last of two', '//# sourceMappingURL=a.map\nf();\n//# sourceMappingURL=b.map\n', 'b.map'],
    ['data', 'f();\n//# sourceMappingURL=data:application/json;base64,e30=', 'data:application/json;base64,e30='],
  ])('takes %s', (_what, text, url) => {
    expect(announcedMap(text)).toBe(url);
  });

  it.each([
    ['a script without one', 'f();\n'],
    ['a string that holds one', 'write("//# sourceMappingURL=app.js.map");\n'],
    ['a string at the end of a line', 'const key = "//# sourceMappingURL="\n'],
    ['one in mid-file', '//# sourceMappingURL=app.js.map\nf();\n'],
    ['one without an address', '//# sourceMappingURL=\n'],
  ])('does not take %s', (_what, text) => {
    expect(announcedMap(text)).toBeNull();
  });
});
