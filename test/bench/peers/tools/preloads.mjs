import { fileURLToPath } from 'node:url';
import { stackFinding, toldOf } from './stack.mjs';

const preload = (name) => fileURLToPath(new URL(`../target/${name}.cjs`, import.meta.url));

/** A tool that is a module in the target: `--require` of a few lines that start it as its documentation says. */
function inProcess({ name, ...rest }) {
  const command = ({ node, nodeArgs, script, home }) => ({
    command: [node, '--require', preload(name), ...nodeArgs, script],
    env: { PEER_HOME: home },
  });
  return {
    name,
    start: command,
    findings: ({ stderr }) => toldOf(stderr).map(stackFinding),
    resultAt: (outcome) => outcome.firstAt(/^PEER \{/m),
    ...rest,
  };
}

export const blockedAt = inProcess({
  name: 'blocked-at',
  about: 'its callback with time and stack, threshold 50 ms',
  packages: { 'blocked-at': '1.2.0' },
  loads: "require('blocked-at')",
  claims: { stalls: true, lines: true, kinds: [], startup: false, workers: false, short: true },
  // It keeps a stack of every asynchronous resource: the whole work takes minutes, and its ratio only grows.
  sizes: { http: 1500, files: 100 },
});

export const fastBlockedAt = inProcess({
  name: 'fast-blocked-at',
  about: 'its callback with time and stack, threshold 50 ms',
  packages: { 'fast-blocked-at': '0.0.12' },
  loads: "require('fast-blocked-at')",
  // What it ships built is for one Node alone.
  installEnv: { npm_config_build_from_source: 'true' },
  claims: { stalls: true, lines: true, kinds: [], startup: true, workers: true, short: true },
});

export const delayLoop = inProcess({
  name: 'delay-loop',
  about: 'monitorEventLoopDelay, its maximum looked at once a second, as people write it',
  packages: {},
  claims: { stalls: true, lines: false, kinds: [], startup: true, workers: false, short: true },
});
