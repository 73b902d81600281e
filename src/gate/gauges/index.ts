import type { BudgetName } from '../budget.js';
import { maxStalls, maxSyncCalls } from './counts.js';
import { maxP99Ms } from './delay.js';
import { maxFindings } from './findings.js';
import type { Gauge } from './gauge.js';
import { maxBlockedMs, maxBlockedShare, maxStallMs } from './lag.js';
import { maxStartupMs } from './startup.js';
import { maxUtilization } from './utilization.js';

/** Everything that a budget can be set on. */
export const GAUGES: Readonly<Record<BudgetName, Gauge>> = {
  maxStallMs,
  maxP99Ms,
  maxStalls,
  maxBlockedMs,
  maxBlockedShare,
  maxSyncCalls,
  maxUtilization,
  maxStartupMs,
  maxFindings,
};
