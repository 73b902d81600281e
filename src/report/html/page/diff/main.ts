import type { DiffPageData } from '../../diff/page-data.js';
import { place, start } from '../start.js';
import { tools } from '../tools.js';
import { mountChanges } from './changes.js';
import { mountOverlay } from './overlay.js';

start<DiffPageData>('timeline-body', (data) => {
  const changes = mountChanges(place('culprits-body'), data);
  const overlay = mountOverlay(place('timeline-body'), data, changes.open);
  changes.onShowStall(overlay.show);
  place('tools').replaceChildren(...tools(() => data.markdown));
});
