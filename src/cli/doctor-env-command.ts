import { comfortRemarks } from './environment/comfort-remarks.js';
import { nodeRemarks } from './environment/node-remarks.js';
import { readMachine } from './environment/read-machine.js';
import { canRun, environmentJson, environmentText } from './environment/render.js';
import { systemRemarks } from './environment/system-remarks.js';
import { makeTrial } from './environment/trial.js';
import type { EnvironmentFormat } from './environment-options.js';
import { EXIT_USAGE } from './errors.js';
import type { CliProcess } from './host.js';
import type { Parts } from './parts.js';
import { styleOf } from './style.js';

/** `loopcheck doctor-env`: prints what on this machine helps or hinders a run. Gives the exit code. */
export async function doctorEnvCommand(format: EnvironmentFormat, host: CliProcess, parts: Parts): Promise<number> {
  const machine = await readMachine(host, await makeTrial(host, parts));
  const remarks = [...nodeRemarks(machine), ...systemRemarks(machine), ...comfortRemarks(machine)];
  host.stdout.write(
    format === 'json' ? environmentJson(remarks) : environmentText(remarks, styleOf(host.stdout, host.env)),
  );
  return canRun(remarks) ? 0 : EXIT_USAGE;
}
