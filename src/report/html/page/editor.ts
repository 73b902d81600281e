import type { PagePlace } from '../page-data.js';
import { h } from './dom.js';
import { addressOf, DEFAULT_EDITOR, EDITORS } from './editor-address.js';

const STORED = 'loopcheck-editor';

let current = stored();
const links = new Set<{ readonly link: HTMLAnchorElement; readonly at: PagePlace }>();

/** What the reader chose before. A page from a file may have no storage. */
function stored(): string {
  try {
    const name = localStorage.getItem(STORED) ?? DEFAULT_EDITOR;
    return Object.hasOwn(EDITORS, name) ? name : DEFAULT_EDITOR;
  } catch {
    return DEFAULT_EDITOR;
  }
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
