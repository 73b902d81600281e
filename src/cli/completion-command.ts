import { commandTable } from './command-table.js';
import { bashScript } from './completion/bash.js';
import { fishScript } from './completion/fish.js';
import { SHELLS } from './completion/values.js';
import { zshScript } from './completion/zsh.js';
import { errors } from './errors.js';
import type { CliProcess } from './host.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

function isShell(name: string | null): name is keyof typeof SCRIPTS {
  return name !== null && Object.hasOwn(SCRIPTS, name);
}

/** `loopcheck completion <shell>`: prints the script that a shell takes in. Gives the exit code. */
export function completionCommand(shell: string | null, host: CliProcess): number {
  if (!isShell(shell)) throw errors.unknownShell(shell, SHELLS);
  host.stdout.write(SCRIPTS[shell](commandTable()));
  return 0;
}
