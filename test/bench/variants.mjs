import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));
const preload = join(root, 'dist', 'probe', 'preload.cjs');
const register = join(root, 'dist', 'probe', 'register.cjs');

export const bare = {
  name: 'bare',
  about: 'node app.js',
  command: (node, script) => ({ args: [node, script], env: {} }),
};

/**
 * What is compared with bare node. Each entry's `command(node, script, folder)` gives the words to run and the
 * environment beside the own one; `folder` is empty and its own.
 */
export const variants = [
  {
    name: 'probe',
    about: 'node --require preload app.js: the target alone',
    command: (node, script, folder) => ({
      args: [node, '--require', preload, script],
      env: { LOOPCHECK_PROBE: probeConfig(folder) },
    }),
  },
  {
    name: 'loopcheck',
    about: 'loopcheck app.js: the target, the launcher and the report together',
    command: (node, script, folder) => ({
      args: [node, join(root, 'bin', 'loopcheck.js'), '--trace', join(folder, 'trace'), script],
      env: {},
    }),
  },
];

/** The probe alone, in a mode. */
export function probe(mode) {
  return {
    name: mode,
    about: `node --require preload app.js, in ${mode} mode`,
    command: (node, script, folder) => ({
      args: [node, '--require', preload, script],
      env: { LOOPCHECK_PROBE: probeConfig(folder, mode) },
    }),
  };
}

/** The flight recorder as it is left on in production, alone and with metrics on a port. */
export const recorders = [
  {
    name: 'register',
    about: 'node --require loopcheck/register app.js',
    command: (node, script, folder) => recording(node, script, folder, {}),
  },
  {
    name: 'with port',
    about: 'the same with LOOPCHECK_METRICS_PORT, which nobody asks',
    command: (node, script, folder) => recording(node, script, folder, { LOOPCHECK_METRICS_PORT: '0' }),
  },
];

function recording(node, script, folder, env) {
  return {
    args: [node, '--require', register, script],
    env: { LOOPCHECK_DIR: join(folder, 'trace'), LOOPCHECK_CONFIG: 'off', ...env },
  };
}

/** Other tools, started as they start themselves. */
export const peers = [
  {
    name: 'blocked-at',
    about: 'blocked-at 1.2, threshold 50 ms (HTTP: a sixtieth of the requests)',
    // It keeps a stack of every promise; on the whole load it takes minutes, and its ratio only grows.
    size: { http: 1500 },
    command: (node, script) => ({
      args: [node, '--require', join(root, 'test', 'bench', 'work', 'with-blocked-at.cjs'), script],
      env: {},
    }),
  },
  { name: 'doctor', about: "the sampler of @clinic/doctor 11, and V8's trace events", command: doctor },
  {
    name: 'cpu-prof',
    about: 'node --cpu-prof',
    command: (node, script, folder) => ({ args: [node, '--cpu-prof', `--cpu-prof-dir=${folder}`, script], env: {} }),
  },
];

/** As the launcher hands it to the probe. */
function probeConfig(folder, mode = 'default') {
  return JSON.stringify({
    dir: folder,
    file: null,
    originNs: String(process.hrtime.bigint()),
    originWallMs: Date.now(),
    thresholdMs: 50,
    mode,
    loopcheckVersion: 'bench',
    preload,
    nodeOptions: null,
  });
}

/** What `clinic doctor` puts before the target, less the detection of its port. */
function doctor(node, script, folder) {
  const injects = join(dirname(require.resolve('@clinic/doctor/package.json')), 'injects');
  const options = [
    '-r',
    'no-cluster.js',
    '-r',
    'sampler.js',
    '--trace-events-enabled',
    '--trace-event-categories',
    'v8',
  ];
  return {
    args: [node, ...options, script],
    env: {
      NODE_PATH: injects,
      NODE_CLINIC_DOCTOR_SAMPLE_INTERVAL: '10',
      NODE_CLINIC_DOCTOR_TIMEOUT_DELAY: '0',
      NODE_CLINIC_DOCTOR_COLLECT_LOOP_UTILIZATION: 'true',
      NODE_CLINIC_DOCTOR_DATA_PATH: folder,
    },
  };
}
