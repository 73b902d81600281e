import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { makeFleet } from '../fleet/fleet.mjs';
import { fakeHost } from './fake-host.js';
import { fakeParts } from './fake-parts.js';
import { closed, header, launched, ndjson, scratch } from './trace-lines.js';

/** Runs `loopcheck triage` in this process. */
export async function triageOf(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const host = fakeHost(['triage', ...args], { cwd: () => cwd, env });
  await main(host, fakeParts().parts);
  return host;
}

/** The JSON that an engine gives, whole. */
export async function triageJson(cwd: string, ...args: readonly string[]): Promise<unknown> {
  const host = await triageOf(cwd, [...args, '--format', 'json=-']);
  if (host.err() !== '') throw new Error(host.err());
  return JSON.parse(host.out());
}

/** A folder with a generated fleet. */
export async function fleetFolder(options: Parameters<typeof makeFleet>[0]): Promise<string> {
  const folder = await scratch();
  for (const { name, text } of makeFleet(options).traces) writeFileSync(join(folder, name), text);
  return folder;
}

const armed = { type: 'armed', atNs: 1e6, setupNs: 1, eyes: [] };
/** Quotes, escapes, the end of a C string, half a character, and more than ASCII. */
export const HOSTILE = 'a\'b"c\\d\n\t\0e\uD800f`$(g)é🧊; DROP TABLE runs --';

/**
 * Traces that no well-meaning host writes, beside sound ones: hostile names, figures that are none, a host without a name,
 * a run of two processes of which one stands in another file as well, and each kind of file that does not count.
 */
export async function hostileFolder(): Promise<string> {
  const folder = await scratch();
  const write = (name: string, ...lines: readonly (object | string)[]) => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : ndjson(line))).join(''));
  };
  const stalls = (name: string, route: string | null) => [
    { type: 'frame', id: 1, function: name, url: '/app/lib/a.js', line: 3.5, column: 1e300 },
    { type: 'stack', nodes: [[1, 0, 1]] },
    ...[1, 2, 3].flatMap((stall) => [
      { type: 'stall-open', stall, startNs: stall * 3e9, atNs: stall * 3e9 + 5e7 },
      {
        type: 'sample',
        stall,
        atNs: stall * 3e9 + 1e8,
        waitNs: 1,
        stack: 1,
        weightNs: 1e8,
        ...(route === null ? {} : { trigger: { type: 'http-request', label: route } }),
      },
      closed({ stall, startNs: stall * 3e9, endNs: stall * 3e9 + 123_456_789 }),
      { type: 'queued', atNs: stall * 3e9 + 123_456_789, requests: stall + 0.5 },
    ]),
  ];
  const one = (pid: number, change: Parameters<typeof header>[0], name = 'f', route: string | null = 'GET /') => [
    header({ pid, originWallMs: 1_700_000_000_000 + pid * 7_200_123.4567, ...change }),
    armed,
    ...stalls(name, route),
  ];
  write('a.ndjson', ...one(1, { hostname: HOSTILE, appVersion: HOSTILE, appName: HOSTILE }, HOSTILE, HOSTILE));
  write('b.ndjson', ...one(2, { hostname: 'web-1', appVersion: '1.0.0' }));
  write('c.ndjson', ...one(3, {}, 'g', null));
  write('d-again.ndjson', ...one(2, { hostname: 'web-1', appVersion: '1.0.0' }));
  write('e.ndjson', ...one(4, { hostname: 'web-2', nodeVersion: undefined as unknown as string }));
  write('f.ndjson', ...one(5, { hostname: 7 as unknown as string, originNs: 'no number' }));
  write('g-cut.ndjson', ...one(6, { hostname: 'web-1' }), '{"type":"stall-op');
  write('h-foreign.ndjson', '{"hello":1}\n');
  write('i-newer.ndjson', { ...header(), version: 99 });
  write('j-empty.ndjson');
  write('k-unsound.ndjson', ...one(8, { originWallMs: 1e300 }));
  write('l-endless.ndjson', ...one(9, {}), closed({ stall: 3, startNs: 9e9, endNs: 1e300 }));
  write('run/run.ndjson', launched());
  write('run/1.ndjson', ...one(2, { hostname: 'web-1', appVersion: '1.0.0' }));
  write('run/2.ndjson', ...one(7, { hostname: 'web-1', appVersion: '1.0.0' }));
  return folder;
}

/** Ways to ask a generated fleet. */
export const WAYS: readonly (readonly string[])[] = [
  [],
  ['--where', 'version=2.4.1', '--where', 'cause=cpu', '--order', 'requests'],
  ['--where', 'day=2026-01-06', '--by', 'day'],
  ['--since', '2.4.1', '--by', 'cause'],
  ['--since', '2026-01-07'],
];

/** Ways to ask the hostile one, each of which touches other questions. */
export const HOSTILE_WAYS: readonly (readonly string[])[] = [
  [],
  ...['host', 'version', 'node', 'app', 'day', 'route', 'package', 'cause', 'fingerprint'].map((by) => ['--by', by]),
  ['--where', 'host=web-1', '--by', 'version'],
  ['--where', `host=${HOSTILE}`],
  ['--where', `route=${HOSTILE}`, '--by', 'route'],
  ['--where', 'day=soon'],
  ['--where', 'package=none'],
];
