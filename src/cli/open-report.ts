import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { type CliProcess, say } from './host.js';
import { type Output, pageIn } from './outputs.js';

/** An opener that is still there by then has a browser to look after. */
const OPENER_MS = 2000;

/** The system's own way to open a file, without a shell in between. */
export function openerFor(platform: NodeJS.Platform): readonly [command: string, ...args: string[]] {
  if (platform === 'darwin') return ['open'];
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}

/** Opens a file with this command. Resolves to why that failed, or to null. */
function openFile(path: string, [command, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv) {
  return new Promise<string | null>((tell) => {
    const child = spawn(command, [...args, path], { stdio: 'ignore', detached: true, env });
    const timer = setTimeout(tell, OPENER_MS, null);
    const done = (why: string | null) => {
      clearTimeout(timer);
      tell(why);
    };
    child.on('error', (error) => done((error as NodeJS.ErrnoException).code ?? error.message));
    child.on('exit', (code) => done(code === 0 ? null : `${command} ended with ${code ?? 'a signal'}`));
    child.unref();
  });
}

/** Shows the page that was written in the browser. Where that fails it is said, and nothing else comes of it. */
export async function openReport(
  outputs: readonly Output[],
  host: CliProcess,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const page = pageIn(outputs);
  if (page === null) return say(host, 'loopcheck: --open needs the HTML report in a file, so nothing was opened.');
  const why = await openFile(resolve(host.cwd(), page), openerFor(platform), host.env);
  if (why !== null) say(host, `loopcheck: ${page} could not be opened (${why}): open it in a browser by hand.`);
}
