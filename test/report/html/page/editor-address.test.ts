import { expect, it } from 'vitest';
import { addressOf, EDITORS } from '../../../../src/report/html/page/editor-address.js';

const at = (path: string) => ({ place: '', path, line: 12, column: 3, function: '' });

it('opens the line and column in VS Code unless told otherwise', () => {
  expect(addressOf('vscode', at('/home/me/my app.js'))).toBe('vscode://file/home/me/my%20app.js:12:3');
  expect(addressOf('nonesuch', at('/a.js'))).toBe('vscode://file/a.js:12:3');
  expect(addressOf('idea', at('/a b.js'))).toBe('idea://open?file=/a%20b.js&line=12');
});

it('knows drives of Windows', () => {
  expect(addressOf('vscode', at('C:\\shop\\app.js'))).toBe('vscode://file/C:/shop/app.js:12:3');
});

it('keeps its scheme whatever the path says', () => {
  for (const editor of Object.keys(EDITORS)) {
    const url = addressOf(editor, at('javascript:alert(1)//"><script>&line=9\ud800'));
    expect(url).toMatch(
      /^[a-z]+:\/\/(file|open\?file=)\/javascript%3Aalert\(1\)\/\/%22%3E%3Cscript%3E%26line%3D9%EF%BF%BD/,
    );
  }
});
