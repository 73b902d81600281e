import type { PageData } from '../page-data.js';
import { copyButton } from './copy.js';
import { choice } from './dom.js';
import { chooseEditor, currentEditor, editorChoices } from './editor.js';
import { runTicket } from './ticket.js';

/** What stands beside the links to the sections. */
export function tools(data: PageData): readonly HTMLElement[] {
  const { field, select } = choice('Editor', editorChoices(), chooseEditor);
  select.value = currentEditor();
  return [field, copyButton('Copy as Markdown', () => runTicket(data))];
}
