import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server, without a login: `default` needs none. */
    clickHouse: string;
  }
}

/** A user with a password, beside `default` without one. */
export const LOGIN = { user: 'triage', password: 'p@ss:word/é' };
/** A user who may read and set nothing. */
export const READER = 'reader';

const START_LIMIT_MS = 30_000;

/** Starts a ClickHouse of its own in a temporary folder, on a free port of this machine alone, for all the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'loopcheck-clickhouse-'));
  const port = await freePort();
  for (const name of ['data', 'tmp']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'config.xml'), configOf(folder, port));
  writeFileSync(join(folder, 'users.xml'), usersOf());
  // Debian keeps it among the commands of the system.
  const env = { ...process.env, PATH: `${process.env['PATH']}${delimiter}/usr/sbin` };
  const server = spawn('clickhouse-server', [`--config-file=${join(folder, 'config.xml')}`], { env, cwd: folder });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      said += String(chunk);
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await stopped(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(url, server);
  } catch (error) {
    await stop();
    throw new Error(`ClickHouse did not start (${error instanceof Error ? error.message : error}): ${said}`);
  }
  project.provide('clickHouse', url);
  return stop;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Resolves when it answers; rejects when it ends, cannot be started, or takes too long. */
async function answering(url: string, server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${code}`)));
  const failed = once(server, 'error').then(([error]) => Promise.reject(error));
  const deadline = Date.now() + START_LIMIT_MS;
  const asked = async () => {
    while (Date.now() < deadline) {
      const answer = await fetch(`${url}/ping`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('it does not answer');
  };
  await Promise.race([asked(), ended, failed]);
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

function configOf(folder: string, port: number): string {
  return `<?xml version="1.0"?>
<yandex>
  <logger><level>error</level><console>1</console></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${port}</http_port>
  <path>${folder}/data/</path>
  <tmp_path>${folder}/tmp/</tmp_path>
  <mark_cache_size>67108864</mark_cache_size>
  <users_config>users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
</yandex>
`;
}

function usersOf(): string {
  const userOf = (name: string, password: string, profile = 'default') =>
    `<${name}><password>${password}</password><networks><ip>127.0.0.1</ip></networks>` +
    `<profile>${profile}</profile><quota>default</quota></${name}>`;
  return `<?xml version="1.0"?>
<yandex>
  <profiles><default/><reading><readonly>1</readonly></reading></profiles>
  <quotas><default/></quotas>
  <users>${userOf('default', '')}${userOf(LOGIN.user, LOGIN.password)}${userOf(READER, '', 'reading')}</users>
</yandex>
`;
}
