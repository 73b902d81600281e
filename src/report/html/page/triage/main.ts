import type { TriagePageData } from '../../triage/page-data.js';
import { copyButton } from '../copy.js';
import { place, start } from '../start.js';
import { mountRanking } from './ranking.js';

start<TriagePageData>('culprits-body', (data) => {
  mountRanking(place('culprits-body'), data);
  place('tools').replaceChildren(copyButton('Copy as Markdown', () => data.markdown));
});
