import type { PagePlace } from '../page-data.js';
import { h } from './dom.js';

/** Makes the address under which an editor opens a place; `path` is already safe in a URL. */
type Address = (path: string, line: number, column: number) => string;

const COLON_STYLE =
  (scheme: string): Address =>
  (path, line, column) =>
    `${scheme}://file${path}:${line}:${column}`;

const EDITORS: Readonly<Record<string, { readonly name: string; readonly address: Address }>> = {
  vscode: { name: 'VS Code', address: COLON_STYLE('vscode') },
  vscodium: { name: 'VSCodium', address: COLON_STYLE('vscodium') },
  cursor: { name: 'Cursor', address: COLON_STYLE('cursor') },
  zed: { name: 'Zed', address: COLON_STYLE('zed') },
  idea: { name: 'IntelliJ', address: (path, line) => `idea://open?file=${path}&line=${line}` },
};

const STORED = 'loopcheck-editor';
const DEFAULT = 'vscode';

let current = stored();
const links = new Set<{ readonly link: HTMLAnchorElement; readonly at: PagePlace }>();

/** What the reader chose before. A page from a file may have no storage. */
function stored(): string {
  try {
    const name = localStorage.getItem(STORED) ?? DEFAULT;
    return name in EDITORS ? name : DEFAULT;
  } catch {
    return DEFAULT;
  }
}

/** The address that opens `at` in an editor. The scheme is always the editor's own, whatever the path says. */
export function addressOf(editor: string, { path, line, column }: PagePlace): string {
  const rooted = (path ?? '').replaceAll('\\', '/').replace(/^(?!\/)/, '/');
  const safe = rooted.split('/').map(encodeURIComponent).join('/');
  return (EDITORS[editor] ?? EDITORS[DEFAULT])?.address(safe, line, column) ?? '';
}

export function editorChoices(): readonly (readonly [string, string])[] {
  return Object.entries(EDITORS).map(([id, { name }]) => [id, name] as const);
}

export function currentEditor(): string {
  return current;
}

/** From now on links lead to this editor. */
export function chooseEditor(editor: string): void {
  current = editor;
  try {
    localStorage.setItem(STORED, editor);
  } catch {
    // Then it is chosen for this visit alone.
  }
  for (const { link, at } of links) link.href = addressOf(current, at);
}

/** A place in code: a link to the editor where it is a file. */
export function placeLink(at: PagePlace): HTMLElement {
  if (at.path === null) return h('code', {}, at.place);
  const link = h('a', { href: addressOf(current, at), title: 'Open in the editor' }, h('code', {}, at.place));
  links.add({ link, at });
  return link;
}
