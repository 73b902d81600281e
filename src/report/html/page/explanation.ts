import type { PageBlock } from '../page-data.js';
import { type Child, h, prose } from './dom.js';

/** Links and stars of Markdown as their text alone. */
function plainer(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/\*\*([^*]+)\*\*/g, '$1');
}

function blockView(block: PageBlock): HTMLElement {
  switch (block.type) {
    case 'heading':
      return block.level === 1 ? h('h4', {}, plainer(block.text)) : h('h5', {}, plainer(block.text));
    case 'code':
      return h('pre', { tabindex: 0 }, h('code', {}, block.lines.join('\n')));
    case 'item':
      return h('li', {}, prose(plainer(block.text)));
    case 'text':
      return h('p', {}, prose(plainer(block.text)));
  }
}

/** A finding's page, set for reading. */
export function explanation(blocks: readonly PageBlock[]): Child {
  const result: HTMLElement[] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    const view = blockView(block);
    if (block.type !== 'item') result.push(view);
    else if (last instanceof HTMLUListElement) last.append(view);
    else result.push(h('ul', {}, view));
  }
  return result;
}
