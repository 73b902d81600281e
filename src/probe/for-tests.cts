/** The probe for a test runner's process: it writes nothing, and tells of stalls with the scope they were seen in. */
import modules = require('./modules.cjs');
import settings = require('./settings.cjs');

/** After this long the pulse has come round, at its slow pace too, and told of what was late. */
const BEAT_MS = 80;
/** The monitor answers within some ms; on a starved machine it takes its time. */
const ANSWER_TIMEOUT_MS = 5000;

type Arming = typeof import('./arm.cjs');
type Hear = NonNullable<Parameters<Arming['arm']>[1]>;

// Taken now: tests install clocks of their own.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

/** Arms the probe in the main thread. `scope` tells which work runs, inside an interrupt. Once a process. */
function startForTests(thresholdMs: number, scope: () => number, hear: Hear): { readonly settle: () => Promise<void> } {
  const probe = modules.requireFrom(__dirname, require);
  (probe('./scope.cjs') as typeof import('./scope.cjs')).follow(scope);
  const nothing = { maxDiskBytes: 0, redact: [], notes: [], snapshotSignal: null, snapshotFile: null, metrics: null };
  const config = settings.configOf({ dir: null, thresholdMs, ...nothing });
  const { settle } = (probe('./arm.cjs') as Arming).arm(config, hear, true);
  return {
    async settle() {
      await new Promise((resolve) => startTimer(resolve, BEAT_MS));
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<boolean>((resolve) => {
        timer = startTimer(() => resolve(false), ANSWER_TIMEOUT_MS);
      });
      const answered = await Promise.race([settle(), timeout]);
      stopTimer(timer);
      // What was not measured has not passed.
      if (!answered) throw new Error('loopcheck: the monitor gave no answer, so nothing is known of stalls.');
    },
  };
}

export = { startForTests };
