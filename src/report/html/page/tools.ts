import { copyButton } from './copy.js';
import { choice } from './dom.js';
import { chooseEditor, currentEditor, editorChoices } from './editor.js';

/** What stands beside the links to the sections; `ticket` makes the page's text for a ticket. */
export function tools(ticket: () => string): readonly HTMLElement[] {
  const { field, select } = choice('Editor', editorChoices(), chooseEditor);
  select.value = currentEditor();
  return [field, copyButton('Copy as Markdown', ticket)];
}
