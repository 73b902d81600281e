import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const HOME = join(import.meta.dirname, '../../.cache/prometheus/usr/bin');

function inPath(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** Why there can be no Prometheus here; null where there can. */
export const NO_PROMETHEUS =
  existsSync(join(HOME, 'promtool')) || inPath('promtool') || inPath('apt-get')
    ? null
    : 'no apt-get to install it with';

/** The command, as it was installed. Throws where it was not. */
function commandOf(name: 'prometheus' | 'promtool'): string {
  if (existsSync(join(HOME, name))) return join(HOME, name);
  if (inPath(name)) return name;
  throw new Error(`There is no ${name}: run test/prometheus/install.sh.`);
}

/** What `promtool check metrics` has to say against a text; '' where it has nothing. */
export function complaints(text: string): string {
  const { status, stdout, stderr } = spawnSync(commandOf('promtool'), ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  const said = `${stdout}${stderr}`.trim();
  return status === 0 ? said : `${said} (exit code ${status})`;
}

/** A server that scrapes `target` (host:port) each second, with its data in `folder`. Ends with the test. */
export async function scraping(target: string, port: number, folder: string) {
  const config = join(folder, 'prometheus.yml');
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(
    config,
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: loopcheck
    static_configs: [{ targets: ['${target}'] }]
`,
  );
  const server = spawn(
    commandOf('prometheus'),
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise((done) => server.on('exit', done));
  onTestFinished(async () => {
    server.kill('SIGKILL');
    await ended;
  });
  const ask = async (query: string): Promise<number | null> => {
    const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`;
    const response = await fetch(url).catch(() => null);
    if (response === null || !response.ok) return null;
    const { data } = (await response.json()) as { data: { result: readonly { value: [number, string] }[] } };
    const value = data.result[0]?.value[1];
    return value === undefined ? null : Number(value);
  };
  return {
    /** Resolves to the answer to a query, once it is one that is wanted. */
    async until(query: string, isWanted: (value: number) => boolean): Promise<number> {
      for (;;) {
        const value = await ask(query);
        if (value !== null && isWanted(value)) return value;
        await new Promise((wait) => setTimeout(wait, 100));
      }
    },
  };
}
