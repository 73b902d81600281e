import { cpuProf } from './cpu-prof.mjs';
import { detective } from './detective.mjs';
import { doctor } from './doctor.mjs';
import { loopcheck } from './loopcheck.mjs';
import { blockedAt, delayLoop, fastBlockedAt } from './preloads.mjs';
import { sentry } from './sentry.mjs';
import { traceSyncIo } from './trace-sync-io.mjs';

/**
 * What is compared, loopcheck among it. A tool is
 *
 * - `name`, `about`: what it is called in the table, and how it is used;
 * - `packages`: what npm installs for it, pinned; `loads`: a line of JavaScript that proves that it is there;
 * - `claims`: what its documentation says of itself, which is all it is judged on: `stalls`, `lines`, `kinds` (causes it can
 *   name), `only` (the one kind that it is for), `startup`, `workers` (that it sees them), `short` (that it judges runs of
 *   less than some seconds of load), `shortKinds` (false: that it names causes of those alone);
 * - `stopsItself`: it can stop the program after a while; `beginsLater`: its part in the target says when the program begins;
 * - `open()`: what must stand beside it, `{ env, close }`;
 * - `start({ node, nodeArgs, script, folder, home, seconds, duration, wholePage })`: `{ command, env }`;
 * - `findings(outcome)`: a list of `{ startMs, durationMs, file, line, kinds, accuses, said }`, what it cannot tell is null;
 *   `accuses` is false where it says itself that the machine was to blame;
 * - `resultAt(outcome)`: when its first result was there, epoch ms, if that can be before its command ends; `watchEndsAt`: the
 *   same of the end that it is waited for, if that is not the target's; `hasResult`: true of one that has no finding;
 * - `sizes`: a smaller work for its overhead; `overhead`: another command for it, and what that counts.
 */
export const TOOLS = [loopcheck, doctor, blockedAt, fastBlockedAt, detective, traceSyncIo, cpuProf, sentry, delayLoop];
