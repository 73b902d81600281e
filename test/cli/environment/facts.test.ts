import { describe, expect, it } from 'vitest';
import { readContainer, readCpuLimit } from '../../../src/cli/environment/cpu-limit.js';
import { isSupported, lackingIn } from '../../../src/cli/environment/node-differences.js';
import { findConflicts, splitNodeOptions } from '../../../src/cli/environment/node-options.js';

const reader = (files: Readonly<Record<string, string>>) => (path: string) => files[path] ?? null;

describe('the CPU limit of a control group', () => {
  it.each<[string, Record<string, string>, unknown]>([
    ['none outside of Linux', {}, null],
    ['none for max', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }, null],
    [
      'that of a container with a namespace of its own',
      {
        '/proc/self/cgroup': '0::/\n',
        '/sys/fs/cgroup/cpu.max': '150000 100000\n',
        '/sys/fs/cgroup/cpu.stat': 'usage_usec 1\nnr_throttled 7\n',
      },
      { cores: 1.5, throttled: 7 },
    ],
    [
      'the tightest of nested groups',
      {
        '/proc/self/cgroup': '0::/a/b\n',
        '/sys/fs/cgroup/a/b/cpu.max': '400000 100000\n',
        '/sys/fs/cgroup/a/cpu.max': '50000 100000\n',
      },
      { cores: 0.5, throttled: null },
    ],
    [
      'that of version 1',
      {
        '/proc/self/cgroup': '4:cpu,cpuacct:/d\n1:name=systemd:/\n',
        '/sys/fs/cgroup/cpu/d/cpu.cfs_quota_us': '200000\n',
        '/sys/fs/cgroup/cpu/d/cpu.cfs_period_us': '100000\n',
      },
      { cores: 2, throttled: null },
    ],
    [
      'none for a quota of -1',
      { '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000' },
      null,
    ],
  ])('is %s', (_what, files, limit) => {
    expect(readCpuLimit(reader(files))).toEqual(limit);
  });
});

describe('the container', () => {
  it.each<[string, Record<string, string>, string[], NodeJS.ProcessEnv]>([
    ['Kubernetes', {}, ['/.dockerenv'], { KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
    ['Docker', {}, ['/.dockerenv'], {}],
    ['Podman', {}, ['/run/.containerenv'], {}],
    ['lxc', { '/proc/self/cgroup': '1:cpu:/lxc/web\n' }, [], {}],
  ])('is known as %s', (kind, files, there, env) => {
    expect(readContainer(reader(files), (path) => there.includes(path), env)).toBe(kind);
  });

  it('is none without a sign of one', () => {
    expect(readContainer(reader({ '/proc/self/cgroup': '0::/user.slice\n' }), () => false, {})).toBeNull();
  });
});

describe('NODE_OPTIONS', () => {
  it('is split as Node splits it', () => {
    expect(splitNodeOptions(' --require "/a b/\\"c\\\\d.js"  --title=\'x y\' ')).toEqual([
      '--require',
      '/a b/"c\\d.js',
      "--title='x",
      "y'",
    ]);
    expect(splitNodeOptions('')).toEqual([]);
  });

  it.each([
    ['--inspect-brk', '--inspect-brk'],
    ['--inspect=9229', '--inspect=9229'],
    ['--cpu-prof', '--cpu-prof'],
    ['--experimental-permission', '--experimental-permission'],
    ['--require=dd-trace/init', 'dd-trace'],
    ['/app/node_modules/@sentry/node/init.js', '@sentry/node'],
  ])('%s gets in the way', (word, named) => {
    expect(findConflicts([word]).map(([option]) => option)).toEqual([named]);
  });

  it.each(['--max-old-space-size=4096', '--inspector', '--require', './profile.js', '--no-warnings'])(
    '%s does not',
    (word) => {
      expect(findConflicts([word])).toEqual([]);
    },
  );
});

describe('what a Node lacks', () => {
  const words = { jest: 'jest', typescript: 'TypeScript', delay: 'delays are sampled' };
  it.each<[string, (keyof typeof words)[]]>([
    ['v20.15.1', ['jest', 'typescript', 'delay']],
    ['v20.16.0', ['typescript', 'delay']],
    ['v21.7.0', ['jest', 'typescript', 'delay']],
    ['v22.2.0', ['jest', 'typescript', 'delay']],
    ['v22.17.1', ['typescript', 'delay']],
    ['v22.18.0', ['delay']],
    ['v23.5.0', ['typescript', 'delay']],
    ['v23.6.0', ['delay']],
    ['v24.18.0', ['delay']],
    ['v24.19.0', []],
    ['v25.9.0', ['delay']],
    ['v26.4.0', ['delay']],
    ['v26.5.0', []],
    ['v28.0.0', []],
  ])('%s', (version, lacking) => {
    expect(lackingIn(version)).toEqual(lacking.map((key) => expect.stringContaining(words[key])));
  });

  it('is everything before Node 20', () => {
    expect([isSupported('v19.9.0'), isSupported('v20.0.0')]).toEqual([false, true]);
  });
});
