import type { CliProcess } from '../../src/cli/host.js';

/** A process for `main` whose output is kept. */
export interface FakeHost extends CliProcess {
  readonly out: () => string;
  readonly err: () => string;
}

/** A process that was called with `args` in `cwd`. */
export function fakeHost(
  args: readonly string[],
  change: Partial<CliProcess> & { tty?: boolean; rows?: number } = {},
): FakeHost {
  const streams = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof streams) => ({
    isTTY: change.tty ?? false,
    rows: change.rows ?? 0,
    write: (text: string) => {
      streams[name] += text;
    },
    on: () => {},
  });
  return {
    argv: ['node', 'loopcheck', ...args],
    env: {},
    execPath: '/bin/node',
    version: 'v20.20.2',
    features: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    cwd: () => '/app',
    ...change,
    out: () => streams.stdout,
    err: () => streams.stderr,
  };
}
