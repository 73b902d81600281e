/** A stream that is written to, as far as the command line cares. */
export interface CliStream {
  write(text: string): unknown;
  on(event: 'error' | 'resize', listener: (error: Error) => void): unknown;
  off?(event: 'resize', listener: () => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** The part of `process` that the command line needs; tests hand in their own. */
export interface CliProcess {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly execPath: string;
  readonly version: string;
  readonly features: { readonly typescript?: unknown };
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  cwd(): string;
  exitCode?: number | string | null | undefined;
}

/** A reader that has gone away (`loopcheck app.js 2>&1 | head`) must not end the run with an error of ours. */
export function guardStreams(host: CliProcess): void {
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => {});
}

/** Says one line on stderr, where all of loopcheck's own words go. */
export function say(host: CliProcess, line: string): void {
  host.stderr.write(`${line}\n`);
}
