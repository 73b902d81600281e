import type { PagePlace } from '../page-data.js';

/** Makes the address under which an editor opens a place; `path` is already safe in a URL. */
type Address = (path: string, line: number, column: number) => string;

const COLON_STYLE =
  (scheme: string): Address =>
  (path, line, column) =>
    `${scheme}://file${path}:${line}:${column}`;

export const EDITORS: Readonly<Record<string, { readonly name: string; readonly address: Address }>> = {
  vscode: { name: 'VS Code', address: COLON_STYLE('vscode') },
  vscodium: { name: 'VSCodium', address: COLON_STYLE('vscodium') },
  cursor: { name: 'Cursor', address: COLON_STYLE('cursor') },
  zed: { name: 'Zed', address: COLON_STYLE('zed') },
  idea: { name: 'IntelliJ', address: (path, line) => `idea://open?file=${path}&line=${line}` },
};

export const DEFAULT_EDITOR = 'vscode';

/** The address that opens `at` in an editor. The scheme is always the editor's own, whatever the path says. */
export function addressOf(editor: string, { path, line, column }: PagePlace): string {
  // Half of a character has no place in a URL.
  const whole = (path ?? '').replace(/\p{Cs}/gu, '\ufffd');
  const rooted = whole.replaceAll('\\', '/').replace(/^(?!\/)/, '/');
  const safe = rooted
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replace(/^\/([A-Za-z])%3A\//, '/$1:/');
  return (EDITORS[editor] ?? EDITORS[DEFAULT_EDITOR])?.address(safe, line, column) ?? '';
}
