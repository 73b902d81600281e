/**
 * Keeps the probe's variables out of the target's sight and hands them on to its children and workers, whatever environment the
 * target gives them.
 */
import childProcess = require('node:child_process');
import path = require('node:path');
import url = require('node:url');
import workers = require('node:worker_threads');

import undo = require('./undo.cjs');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

const VARIABLE = 'LOOPCHECK_PROBE';
/** Under this name of `worker_threads`' environment data the workers of a process find what they need. */
const ENVIRONMENT_KEY = 'loopcheck';
const { apply } = Reflect;
const stringify = JSON.stringify;

type Environment = Record<string, string | undefined>;
type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** NODE_OPTIONS understands double quotes and a backslash as escape, which is how JSON quotes a path. */
function withPreload(config: ProbeConfig, options: string | undefined): string {
  return `--require ${stringify(config.preload)}${options ? ` ${options}` : ''}`;
}

/** Nothing for the main thread: as if nobody had said. */
function startingThread(): number | undefined {
  return workers.isMainThread ? undefined : workers.threadId;
}

function variables(config: ProbeConfig, options: string | undefined): Record<string, string> {
  return {
    NODE_OPTIONS: withPreload(config, options),
    [VARIABLE]: stringify({ ...config, nodeOptions: options ?? null, parentThreadId: startingThread() }),
  };
}

/** Takes the probe's variables out of an environment, and puts the user's own NODE_OPTIONS back. */
function hide(config: ProbeConfig, env: Environment): void {
  delete env[VARIABLE];
  if (config.nodeOptions === null) delete env['NODE_OPTIONS'];
  else env['NODE_OPTIONS'] = config.nodeOptions;
}

/** The same for a worker's environment, if the probe was handed to it that way. */
function hideAgain(env: Environment): void {
  const text = env[VARIABLE];
  if (text !== undefined) hide(JSON.parse(text) as ProbeConfig, env);
}

function isProbed(env: Environment): boolean {
  return env[VARIABLE] !== undefined;
}

/** The environment for a child that was to get `env` (the process's own when undefined). */
function enrich(config: ProbeConfig, env: Environment | null | undefined): Environment {
  const given = env ?? process.env;
  return isProbed(given) ? given : { ...given, ...variables(config, given['NODE_OPTIONS']) };
}

/** `spawn`, `exec`, `execFile` and `fork` all end here. */
function wrapSpawn(config: ProbeConfig): void {
  const prototype = childProcess.ChildProcess.prototype as unknown as {
    spawn: Callable;
  };
  const { spawn } = prototype;
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    const options = args[0] as { envPairs?: string[] } | undefined;
    if (Array.isArray(options?.envPairs)) addPairs(config, options.envPairs);
    return apply(spawn, this, args);
  };
  Object.defineProperty(wrapper, 'name', {
    value: 'spawn',
    configurable: true,
  });
  Object.defineProperty(wrapper, 'length', {
    value: spawn.length,
    configurable: true,
  });
  undo.putValue(prototype, 'spawn', wrapper);
}

function addPairs(config: ProbeConfig, pairs: string[]): void {
  const own = pairs.findIndex((pair) => pair.startsWith('NODE_OPTIONS='));
  if (pairs.some((pair) => pair.startsWith(`${VARIABLE}=`))) return;
  const options = own === -1 ? undefined : pairs[own]?.slice('NODE_OPTIONS='.length);
  if (own !== -1) pairs.splice(own, 1);
  for (const [name, value] of Object.entries(variables(config, options))) pairs.push(`${name}=${value}`);
}

/** The synchronous three take the environment from their options, the last object among their arguments. */
function wrapSpawnSync(config: ProbeConfig): void {
  const module = childProcess as unknown as Record<string, Callable>;
  for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
    const original = module[name] as Callable;
    const wrapper = function (this: unknown, ...args: unknown[]): unknown {
      return apply(original, this, withEnvironment(config, name, args));
    };
    Object.defineProperty(wrapper, 'name', { value: name, configurable: true });
    Object.defineProperty(wrapper, 'length', {
      value: original.length,
      configurable: true,
    });
    undo.putValue(module, name, wrapper);
  }
}

function withEnvironment(config: ProbeConfig, name: string, args: readonly unknown[]): unknown[] {
  const at = name === 'execSync' ? 1 : Array.isArray(args[1]) || args[1] === undefined || args[1] === null ? 2 : 1;
  const options = args[at];
  // What Node would reject, Node shall reject.
  if (options !== undefined && options !== null && typeof options !== 'object') return [...args];
  const given = (options ?? {}) as { env?: Environment };
  const result = [...args];
  while (result.length < at) result.push(undefined);
  result[at] = { ...given, env: enrich(config, given.env) };
  return result;
}

/**
 * Workers that are given an environment or `execArgv` of their own take NODE_OPTIONS from that environment; all others
 * inherit the preload. The worker's own preload hides it again.
 */
function wrapWorker(config: ProbeConfig, handsOn: boolean): void {
  const proxy = new Proxy(workers.Worker, {
    construct(target, args: unknown[], newTarget) {
      if (undo.state.isOut) return Reflect.construct(target, args, newTarget) as object;
      const options = args[1] as workers.WorkerOptions | undefined;
      const hasEnv = typeof options?.env === 'object' && options.env !== null;
      const isOwn = hasEnv || (Array.isArray(options?.execArgv) && options.env === undefined);
      if (handsOn && isOwn) {
        args[1] = { ...options, env: enrich(config, hasEnv ? (options.env as Environment) : undefined) };
      }
      // A worker does not know its own file yet when the preload runs in it.
      workers.setEnvironmentData(BIRTH, birthOf(args[0], options));
      try {
        return Reflect.construct(target, args, newTarget) as object;
      } finally {
        workers.setEnvironmentData(BIRTH, undefined as never);
      }
    },
  });
  undo.putValue(workers, 'Worker', proxy);
}

/** What a worker is told of itself through its environment data. */
interface Birth {
  readonly name: string;
  /** Absolute path, or Node's name for code from a string. */
  readonly file: string;
}

const BIRTH = 'loopcheck.birth';

function birthOf(script: unknown, options: workers.WorkerOptions | undefined): Birth {
  const name = typeof options?.name === 'string' ? options.name : '';
  if (options?.eval === true) return { name, file: '[worker eval]' };
  try {
    const { href } = script as URL;
    if (typeof script !== 'string' && !href.startsWith('file:')) return { name, file: '' };
    return { name, file: typeof script === 'string' ? path.resolve(script) : url.fileURLToPath(href) };
  } catch {
    // Node will say what is wrong with it.
    return { name, file: '' };
  }
}

/** The name and the file that this worker's maker gave it; empty where that is not known. */
function ownBirth(): Birth {
  return (workers.getEnvironmentData(BIRTH) as unknown as Birth | undefined) ?? { name: '', file: '' };
}

/** Covers the children that this process starts from now on. */
function passOn(config: ProbeConfig): void {
  // One that was attached to is watched alone: what it starts would keep the probe when that is taken out.
  if (config.attached !== undefined) return;
  // A program that armed the probe itself hands it on by its own NODE_OPTIONS and flags, or not at all.
  const armedByTarget = config.recorder !== undefined;
  if (!armedByTarget) {
    wrapSpawn(config);
    wrapSpawnSync(config);
  }
  wrapWorker(config, !armedByTarget);
}

export = { VARIABLE, ENVIRONMENT_KEY, hide, hideAgain, passOn, ownBirth };
