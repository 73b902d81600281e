import { mountCulprits } from './culprits.js';
import { h } from './dom.js';
import { inflate } from './inflate.js';
import { mountTimeline } from './timeline.js';
import { tools } from './tools.js';

function place(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

async function start(): Promise<void> {
  const data = await inflate(place('report-data').textContent ?? '');
  const culprits = mountCulprits(place('culprits-body'), data);
  const timeline = mountTimeline(place('timeline-body'), data, culprits.open);
  culprits.onShowStall(timeline.show);
  place('tools').replaceChildren(...tools(data));
  document.documentElement.dataset['ready'] = 'true';
}

start().catch((error: unknown) => {
  const text = `The rest of this report could not be unpacked: ${error instanceof Error ? error.message : String(error)}`;
  place('timeline-body').replaceChildren(h('p', { class: 'hint', role: 'alert' }, text));
});
