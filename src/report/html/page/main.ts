import type { PageData } from '../page-data.js';
import { mountCulprits } from './culprits.js';
import { place, start } from './start.js';
import { runTicket } from './ticket.js';
import { mountTimeline } from './timeline.js';
import { tools } from './tools.js';

start<PageData>('timeline-body', (data) => {
  const culprits = mountCulprits(place('culprits-body'), data);
  const timeline = mountTimeline(place('timeline-body'), data, culprits.open);
  culprits.onShowStall(timeline.show);
  place('tools').replaceChildren(...tools(() => runTicket(data)));
});
