import { plural } from '../../gate/figures.js';
import { fixOfCall } from '../cures/calls.js';
import type { Wording } from './wording.js';

/** For synchronous calls that stand in a file where another one blocked: there is nothing to laugh at yet. */
export const wording: Wording = {
  id: 'blocking-call',
  name: 'Blocking call, not exercised',
  summary: '',
  title: ({ figures }) => {
    const count = figures['callCount'];
    return `Not exercised: ${typeof count === 'number' ? plural(count, 'more blocking call') : 'more blocking calls'}`;
  },
  message: ({ figures, where }) =>
    `The same file holds more synchronous calls in its functions, which this run was not seen to come to: ${figures['calls'] ?? where}.`,
  fix: ({ api }) => fixOfCall(api),
  roasts: [],
  roastsNowhere: [],
};
