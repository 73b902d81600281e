import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { CliProcess } from '../host.js';
import { displayPath } from '../paths.js';
import { styleOf } from '../style.js';
import { readConfiguration } from './configuration.js';
import { readContainer, readCpuLimit } from './cpu-limit.js';
import type { Machine, Permissions } from './machine.js';
import { splitNodeOptions } from './node-options.js';

/** How many timers are awaited, and how long each is, ms. */
const TIMERS = 15;
const TIMER_MS = 5;

/** Reads what there is to know of the place where `host` runs; takes a tenth of a second. */
export async function readMachine(host: CliProcess, trial: Machine['trial']): Promise<Machine> {
  const cwd = host.cwd();
  const configuration = await readConfiguration(host);
  const home = nearestExisting(resolve(cwd, configuration.traceHome));
  const load = platform() === 'win32' ? null : (loadavg()[0] ?? null);
  return {
    platform: platform(),
    nodeVersion: host.version,
    hasTypeScript: host.features.typescript !== undefined && host.features.typescript !== false,
    hasInspector: process.features.inspector,
    permissions: readPermissions(),
    hasSchedstat: countsSchedule(readText(`/proc/self/task/${process.pid}/schedstat`)),
    container: readContainer(readText, existsSync, host.env),
    cpuLimit: readCpuLimit(readText),
    cores: availableParallelism(),
    load,
    timerLateMs: await timerLateMs(),
    nodeOptions: splitNodeOptions(host.env['NODE_OPTIONS'] ?? ''),
    configuration: { ...configuration, traceHome: displayPath(resolve(cwd, configuration.traceHome), cwd) },
    traceError: writeError(home),
    freeBytes: freeBytes(home),
    packages: {
      '@clinic/doctor': versionOf('@clinic/doctor', cwd),
      '@duckdb/node-api': versionOf('@duckdb/node-api', cwd),
      tsx: versionOf('tsx', cwd),
    },
    terminal: { ...styleOf(host.stderr, host.env), isTerminal: host.stderr.isTTY === true },
    trial,
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Kernels that are built without it show zeros for a thread that has certainly run. */
function countsSchedule(text: string | null): boolean {
  return text !== null && Number(text.split(' ')[0]) > 0;
}

function readPermissions(): Permissions | null {
  const { permission } = process as { permission?: { has(scope: string): boolean } };
  if (permission === undefined) return null;
  return {
    worker: permission.has('worker'),
    inspector: permission.has('inspector'),
    child: permission.has('child'),
    fsWrite: permission.has('fs.write'),
  };
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

function writeError(folder: string): string | null {
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** The version of a package that code in `folder`, or loopcheck itself, would get; null where there is none. */
function versionOf(name: string, folder: string): string | null {
  const places = [join(folder, 'index.js'), import.meta.url];
  const homes = places.flatMap((place) => createRequire(place).resolve.paths(name) ?? []);
  const text = homes.map((home) => readText(join(home, name, 'package.json'))).find((one) => one !== null) ?? '';
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? null;
}

/** How much later than asked a timer comes, the median of some. */
async function timerLateMs(): Promise<number> {
  const late: number[] = [];
  for (let count = 0; count < TIMERS; count += 1) {
    const startMs = performance.now();
    await new Promise((done) => setTimeout(done, TIMER_MS));
    late.push(performance.now() - startMs - TIMER_MS);
  }
  return late.sort((a, b) => a - b)[Math.floor(TIMERS / 2)] ?? 0;
}
