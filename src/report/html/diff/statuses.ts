import type { ChangeStatus } from '../../../gate/compare/compare.js';

/** How good or bad a change is, as a class of the style sheet. */
export const STATUS_TONES: Readonly<Record<ChangeStatus, string>> = {
  new: 'bad',
  worse: 'bad',
  unclear: 'unsure',
  better: 'good',
  gone: 'good',
  unchanged: 'neutral',
};

/** In the order of the sections: bad news first. */
export const STATUSES = Object.keys(STATUS_TONES) as readonly ChangeStatus[];
