/** Signals that go on to the target as they come; how it takes them decides how the run ends. */
export const RELAYED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR2'];

/** What the signals that reach loopcheck do to the target. */
export interface SignalActions {
  readonly relay: (signal: NodeJS.Signals) => void;
  /** The first Ctrl-C. The target deals with it. From the keyboard all that shares our terminal has it already. */
  readonly interrupted: (fromKeyboard: boolean) => void;
  /** The second: it had its chance. */
  readonly kill: () => void;
}

/** Where signals come from: `process`. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

/**
 * Takes the signals of loopcheck's own process, so that it outlives its target and can report. `fromKeyboard` tells
 * whether the target had a SIGINT too. Gives the function that lets go of them again.
 */
export function takeSignals(source: SignalSource, fromKeyboard: () => boolean, actions: SignalActions): () => void {
  let interrupts = 0;
  const onInterrupt = () => {
    interrupts += 1;
    if (interrupts > 1) {
      actions.kill();
      return;
    }
    const wasTyped = fromKeyboard();
    actions.interrupted(wasTyped);
    if (!wasTyped) actions.relay('SIGINT');
  };
  const relays = RELAYED.map((signal) => [signal, () => actions.relay(signal)] as const);
  const all = [['SIGINT', onInterrupt] as const, ...relays];
  for (const [signal, listener] of all) source.on(signal, listener);
  return () => {
    for (const [signal, listener] of all) source.off(signal, listener);
  };
}
