/** The variable in which the probe finds what it is to do. */
export const PROBE_VARIABLE = 'LOOPCHECK_PROBE';

/**
 * The environment of the target: its own, plus the preload in `NODE_OPTIONS` and the probe's configuration. The preload
 * comes before the user's own options, so that it is armed before anything that they load.
 */
export function probeEnvironment(env: NodeJS.ProcessEnv, preload: string, config: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: own } = env;
  const require = requireOption(preload);
  const options = own === undefined || own.trim() === '' ? require : `${require} ${own}`;
  return { ...env, NODE_OPTIONS: options, [PROBE_VARIABLE]: config };
}

/**
 * `--require` as Node's own parser of NODE_OPTIONS takes it: only double quotes protect spaces, and inside them a
 * backslash escapes. Windows takes forward slashes, which need no escape.
 */
export function requireOption(preload: string, platform: NodeJS.Platform = process.platform): string {
  const path = platform === 'win32' ? preload.replaceAll('\\', '/') : preload.replaceAll(/["\\]/g, '\\$&');
  return `--require "${path}"`;
}
