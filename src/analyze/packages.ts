import { builtinModules } from 'node:module';
import { packagePlaceOf } from '../trace/package-place.js';
import type { Trace } from '../trace/trace.js';

/** What the trace knows of packages, by their folders. */
export type Packages = Trace['packages'];

/** Internals of Node that are not named like the module that they work for. */
const WORKS_FOR: Readonly<Record<string, string>> = {
  abort_controller: 'events',
  async_local_storage: 'async_hooks',
  blob: 'buffer',
  bootstrap: 'process',
  cli_table: 'console',
  encoding: 'util',
  event_target: 'events',
  file: 'buffer',
  fixed_queue: 'process',
  heap_utils: 'v8',
  histogram: 'perf_hooks',
  js_stream_socket: 'net',
  linkedlist: 'timers',
  main: 'process',
  mime: 'util',
  modules: 'module',
  perf: 'perf_hooks',
  priority_queue: 'timers',
  source_map: 'module',
  stream_base_commons: 'net',
  streams: 'stream',
  test_runner: 'test',
  webstreams: 'stream/web',
  worker: 'worker_threads',
};

const PUBLIC = new Set(builtinModules);

/**
 * The module of Node that a file of its own works for: `node:crypto` for `node:internal/crypto/pbkdf2`, `node:http` for
 * `node:_http_server`. Parts that work for none keep their own name. Null for other files.
 */
export function nodeModuleOf(file: string): string | null {
  if (!file.startsWith('node:')) return null;
  const [first = '', second = '', third = ''] = file.slice('node:'.length).split('/');
  if (first !== 'internal') return `node:${/^_([a-z]+)_/.exec(first)?.[1] ?? file.slice('node:'.length)}`;
  if (second === 'deps') return `node:internal/deps/${third}`;
  const name = WORKS_FOR[second] ?? second;
  return PUBLIC.has(name) || second in WORKS_FOR ? `node:${name}` : `node:internal/${name}`;
}

/** `bcryptjs@3.0.2` for a file of a package, without the version where that is not known; null for others. */
export function packageLabel(file: string, packages: Packages): string | null {
  const place = packagePlaceOf(file);
  if (place === null) return null;
  const { name, version } = packages.get(place.folder) ?? place;
  return version === null ? name : `${name}@${version}`;
}
