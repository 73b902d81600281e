import { button, h } from './dom.js';

const TOLD_MS = 2000;

/** Where the clipboard is closed to the page: the text, ready to be copied by hand. */
function showText(text: string): void {
  const area = h('textarea', { readonly: '', rows: 16, 'aria-label': 'Markdown' }, text);
  const dialog = h('dialog', { 'aria-label': 'Copy as Markdown' });
  dialog.append(
    area,
    button('Close', () => dialog.close()),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.select();
}

/** A button that copies a text, made when it is asked for. */
export function copyButton(label: string, make: () => string): HTMLButtonElement {
  const element = button(label, () => {
    const text = make();
    const told = () => {
      element.textContent = 'Copied';
      setTimeout(() => {
        element.textContent = label;
      }, TOLD_MS);
    };
    if (navigator.clipboard === undefined) showText(text);
    else navigator.clipboard.writeText(text).then(told, () => showText(text));
  });
  return element;
}
