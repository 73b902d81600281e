import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TraceEvent } from '../../src/trace/events.js';
import type { ProbeConfig } from '../../src/trace/probe-config.js';

const PRELOAD = resolve('dist/probe/preload.cjs');

export interface ProbedRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
  /** Events by file, one file a process. */
  readonly traces: readonly (readonly TraceEvent[])[];
  /** Bytes of all trace files. */
  readonly bytes: number;
}

export interface ProbedOptions {
  readonly name?: string;
  readonly nodeFlags?: readonly string[];
  readonly config?: Partial<ProbeConfig>;
  readonly env?: NodeJS.ProcessEnv;
  /** Called for each line of stdout: lets a test act when the program says that it is ready. */
  readonly onLine?: (line: string, kill: (signal: NodeJS.Signals) => void, traceDir: string) => void;
  readonly bare?: boolean;
}

/** Runs a program's text with the preload and nothing else of loopcheck, and reads what the probe wrote. */
export async function probed(program: string, options: ProbedOptions = {}): Promise<ProbedRun> {
  const home = mkdtempSync(join(tmpdir(), 'loopcheck probe '));
  const dir = join(home, 'trace');
  const script = join(home, options.name ?? 'program.js');
  writeFileSync(script, program);
  const config: ProbeConfig = {
    dir,
    file: null,
    originNs: String(process.hrtime.bigint()),
    originWallMs: Date.now(),
    thresholdMs: 50,
    mode: 'default',
    loopcheckVersion: '0.0.0',
    preload: PRELOAD,
    nodeOptions: null,
    ...options.config,
  };
  const env = options.bare
    ? { ...process.env, ...options.env }
    : {
        ...process.env,
        ...options.env,
        NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
        LOOPCHECK_PROBE: JSON.stringify(config),
      };
  const child = spawn(process.execPath, [...(options.nodeFlags ?? []), script], { env, cwd: home });
  let stdout = '';
  let stderr = '';
  let line = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const lines = (line + text).split('\n');
    line = lines.pop() ?? '';
    for (const whole of lines) options.onLine?.(whole, (signal) => child.kill(signal), dir);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((done) => {
    child.on('close', (exitCode, exitSignal) => done([exitCode, exitSignal]));
  });
  const texts = filesIn(dir).map((file) => readFileSync(file, 'utf8'));
  rmSync(home, { recursive: true, force: true });
  return {
    stdout: stdout.replaceAll(home, '<home>'),
    stderr: stderr.replaceAll(home, '<home>'),
    code,
    signal,
    traces: texts.map((text) => parsed(text)),
    bytes: texts.reduce((sum, text) => sum + text.length, 0),
  };
}

/** The whole lines of a trace; a torn last line is what a SIGKILL leaves. */
export function parsed(text: string): TraceEvent[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as TraceEvent);
}

export function filesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
      .sort()
      .map((name) => join(dir, name));
  } catch {
    return [];
  }
}

/** The events of one type in a trace. */
export function ofType<T extends TraceEvent['type']>(
  events: readonly TraceEvent[] | undefined,
  type: T,
): Extract<TraceEvent, { type: T }>[] {
  return (events ?? []).filter((event): event is Extract<TraceEvent, { type: T }> => event.type === type);
}
