import { posix } from 'node:path';
import type { CpuLimit } from './machine.js';

/** Reads a small text file of the system; null where there is none. */
export type ReadText = (path: string) => string | null;

const ROOT = '/sys/fs/cgroup';

/** The folders of a group from the innermost outwards: each of them may set a limit. */
function outwards(group: string): string[] {
  const all: string[] = [];
  for (let path = posix.normalize(group); ; path = posix.dirname(path)) {
    all.push(path);
    if (path === '/' || path === '.') return all;
  }
}

/** `0::/a/b` is version 2; `4:cpu,cpuacct:/a/b` version 1. */
function groupOf(text: string, controller: string): string | null {
  for (const line of text.split('\n')) {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path !== '' && (controller === '' ? controllers === '' : controllers.split(',').includes(controller)))
      return path;
  }
  return null;
}

/** `50000 100000`, in µs; `max` for no limit. */
function coresOf(quota: string | undefined, period: string | undefined): number | null {
  const share = Number(quota) / Number(period);
  return Number.isFinite(share) && share > 0 ? share : null;
}

function throttledOf(stat: string | null): number | null {
  const [, count] = /^nr_throttled (\d+)$/m.exec(stat ?? '') ?? [];
  return count === undefined ? null : Number(count);
}

function version2(folder: string, read: ReadText): CpuLimit | null {
  const [quota, period] = (read(posix.join(folder, 'cpu.max')) ?? '').trim().split(' ');
  const cores = coresOf(quota, period);
  return cores === null ? null : { cores, throttled: throttledOf(read(posix.join(folder, 'cpu.stat'))) };
}

function version1(folder: string, read: ReadText): CpuLimit | null {
  const quota = read(posix.join(folder, 'cpu.cfs_quota_us'))?.trim();
  const cores = coresOf(quota, read(posix.join(folder, 'cpu.cfs_period_us'))?.trim());
  return cores === null ? null : { cores, throttled: throttledOf(read(posix.join(folder, 'cpu.stat'))) };
}

/** The tightest limit on the CPU time of this process's control group, or of one round it; null where there is none. */
export function readCpuLimit(read: ReadText): CpuLimit | null {
  const groups = read('/proc/self/cgroup') ?? '';
  const limits = [
    ...outwards(groupOf(groups, '') ?? '/').map((path) => version2(posix.join(ROOT, path), read)),
    ...outwards(groupOf(groups, 'cpu') ?? '/').flatMap((path) => [version1(posix.join(ROOT, 'cpu', path), read)]),
  ].filter((limit) => limit !== null);
  return limits.reduce<CpuLimit | null>(
    (least, one) => (least === null || one.cores < least.cores ? one : least),
    null,
  );
}

/** The kind of container that the process runs in; null where nothing shows that it is in one. */
export function readContainer(
  read: ReadText,
  exists: (path: string) => boolean,
  env: NodeJS.ProcessEnv,
): string | null {
  if ((env['KUBERNETES_SERVICE_HOST'] ?? '') !== '') return 'Kubernetes';
  if (exists('/.dockerenv')) return 'Docker';
  if (exists('/run/.containerenv')) return 'Podman';
  const [named] = /docker|kubepods|containerd|libpod|lxc/.exec(read('/proc/self/cgroup') ?? '') ?? [];
  return named ?? null;
}
