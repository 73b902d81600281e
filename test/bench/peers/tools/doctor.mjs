import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const driver = fileURLToPath(new URL('../target/clinic.cjs', import.meta.url));
/** What of its categories says that the loop stood still, and why as far as it says so. */
const STALLED = { 'event-loop': [], gc: ['gc'] };

export const doctor = {
  name: 'Clinic Doctor',
  about: 'collect, then the analysis that its page shows',
  packages: { '@clinic/doctor': '11.0.0' },
  loads: "require('@clinic/doctor')",
  // It judges a span of load, and says of a short run that the data are too few.
  claims: { stalls: true, lines: false, kinds: ['gc'], startup: false, workers: false, short: false },
  start: ({ node, nodeArgs, script, home, folder, wholePage }) => ({
    command: [node, driver, home, folder, wholePage ? 'page' : 'judge', node, ...nodeArgs, script],
    env: {},
  }),
  findings: ({ stdout }) => {
    const said = /^DOCTOR (.*)$/m.exec(stdout)?.[1];
    const { category } = said ? JSON.parse(said) : {};
    const kinds = STALLED[category];
    return kinds === undefined
      ? []
      : [{ startMs: null, durationMs: null, file: null, line: null, kinds, accuses: true, said }];
  },
  /** A page that finds nothing wrong is a result too. */
  hasResult: ({ stdout }) => /^DOCTOR \{"category"/m.test(stdout),
  overhead: {
    about: 'its sampler in the target',
    /** What `collect` puts before the target. */
    command: (node, script, folder, home) => ({
      args: [
        node,
        ...['-r', 'no-cluster.js', '-r', 'sampler.js', '--trace-events-enabled', '--trace-event-categories', 'v8'],
        script,
      ],
      env: {
        NODE_PATH: join(home, 'node_modules', '@clinic', 'doctor', 'injects'),
        NODE_CLINIC_DOCTOR_SAMPLE_INTERVAL: '10',
        NODE_CLINIC_DOCTOR_TIMEOUT_DELAY: '0',
        NODE_CLINIC_DOCTOR_COLLECT_LOOP_UTILIZATION: 'true',
        NODE_CLINIC_DOCTOR_DATA_PATH: folder,
      },
    }),
  },
};
