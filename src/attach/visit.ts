import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PACKAGE_FOLDER } from '../package/folder.js';
import clocks from '../probe/shared.cjs';
import type { HeaderEvent } from '../trace/events.js';
import type { ProbeConfig } from '../trace/probe-config.js';
import { askArming, askFacts, beginArming, type Facts, leave, type RawStack } from './in-target.js';
import { type InspectorClient, prepareToConnect } from './inspector.js';
import { openInspector } from './open-inspector.js';
import type { Proc } from './proc.js';
import { isAttachError, refuse } from './refusal.js';
import { type StuckLoop, watchStuckLoop } from './stuck.js';

/** Where the first of the probe's files lies that the process loads. */
const FIRST_FILE = join(PACKAGE_FOLDER, 'dist/probe/attached.cjs');

/** The probe works from this Node on. */
const OLDEST_NODE = 20;

/** A loop that has not turned after this long stands still. */
const TURNS_WITHIN_MS = 200;
/** How often it is looked at then: like the probe, ever less often the longer it lasts. */
const LOOK_EVERY_MS = 20;
const LOOK_PART = 1 / 64;
/** A probe that is in is to be heard of soon: the process closes the inspector by itself where nobody does. */
const LONGEST_PAUSE_MS = 1000;

/** A process whose inspector is open. */
export interface Visit {
  readonly facts: Facts;
  /**
   * Has the probe put in, which takes until the loop turns; a loop that does not is looked at from outside. True: the
   * probe is in. False: `over` came first, or the process went. `onStuck` hears of the first stack of a loop that stands
   * still. Throws an `AttachError` where the probe can't be put in.
   */
  readonly arm: (
    config: ProbeConfig,
    header: HeaderEvent,
    over: AbortSignal,
    onStuck: (stack: RawStack) => void,
  ) => Promise<boolean>;
  /** Closes the inspector again. Resolves when it is closed: a process in a long native call takes until its end. */
  readonly leave: () => Promise<void>;
}

/** Opens the inspector of a process that was checked. Throws an `AttachError`; then it is closed again. */
export async function visit(proc: Proc): Promise<Visit> {
  await prepareToConnect();
  const { client } = await openInspector(proc);
  try {
    const facts = await askFacts(client);
    checkFacts(facts, proc.pid);
    return {
      facts,
      arm: (config, header, over, onStuck) => arm(client, proc, config, header, over, onStuck),
      leave: () => leave(client),
    };
  } catch (error) {
    await leave(client);
    if (isAttachError(error)) throw error;
    throw refuse({ why: 'no-answer', pid: proc.pid, detail: (error as Error).message });
  }
}

function checkFacts({ pid, nodeVersion, isProbed }: Facts, wanted: number): void {
  if (pid !== wanted) throw refuse({ why: 'no-answer', pid: wanted, detail: `it says that it is process ${pid}` });
  const major = Number(nodeVersion.slice(1).split('.', 1)[0]);
  if (!(major >= OLDEST_NODE)) throw refuse({ why: 'old-node', pid, version: nodeVersion });
  if (isProbed) throw refuse({ why: 'probed', pid });
}

async function arm(
  client: InspectorClient,
  proc: Proc,
  config: ProbeConfig,
  header: HeaderEvent,
  over: AbortSignal,
  onStuck: (stack: RawStack) => void,
): Promise<boolean> {
  const nowMs = clocks.clockSince(BigInt(config.originNs));
  const sinceMs = nowMs();
  let stuck: StuckLoop | null = null;
  let isTold = false;
  try {
    if (!(await beginArming(client, FIRST_FILE, config))) throw refuse({ why: 'probed', pid: proc.pid });
    for (;;) {
      const { phase, turnedNs, reason } = await askArming(client);
      if (turnedNs !== null) {
        stuck?.end('turned', Number(BigInt(turnedNs) - BigInt(config.originNs)) / 1e6);
        stuck = null;
      }
      if (phase === 'armed') return true;
      if (phase === 'failed') throw refuse({ why: 'no-probe', pid: proc.pid, detail: reason ?? 'unknown' });
      if (phase === 'waiting' && over.aborted) {
        stuck?.end('let-go', nowMs());
        return false;
      }
      const waitedMs = nowMs() - sinceMs;
      if (phase === 'waiting' && waitedMs >= TURNS_WITHIN_MS) {
        stuck ??= await watchStuckLoop(client, proc, config, header, sinceMs, nowMs);
        const stack = await stuck.look();
        if (!isTold && stack.length > 0) onStuck(stack);
        isTold ||= stack.length > 0;
      }
      const pauseMs = Math.min(Math.max(LOOK_EVERY_MS, waitedMs * LOOK_PART), LONGEST_PAUSE_MS);
      // What waits for the loop is to hear at once that it is over; what is loading has to come to its end.
      await sleep(pauseMs, undefined, over.aborted ? {} : { signal: over }).catch(() => {});
    }
  } catch (error) {
    if (isAttachError(error)) throw error;
    const state = proc.status()?.state ?? 'Z';
    if (state !== 'Z') throw refuse({ why: 'no-answer', pid: proc.pid, detail: (error as Error).message });
    stuck?.end('gone', nowMs());
    return false;
  }
}
