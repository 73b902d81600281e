import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { SCENARIOS } from '../fleet/fleet.mjs';
import { scratch } from '../support/trace-lines.js';
import { fleetFolder, HOSTILE_WAYS, hostileFolder, triageJson, triageOf, WAYS } from '../support/triage-fleets.js';
import { LOGIN, READER } from './server.js';

const server = inject('clickHouse');
let databases = 0;

/** The options for a database that no other test has. */
function onClickHouse(): readonly string[] {
  databases += 1;
  return ['--engine', 'clickhouse', '--url', `${server}/?database=test_${databases}`];
}

/** Sends a statement of the test's own, as another program would. */
async function send([, , , url = '']: readonly string[], sql: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: sql });
  expect(await answer.text()).toBe('');
}

type Whole = { readonly skips: readonly { readonly kind: string }[] };
const withoutSkips = (triage: unknown) => ({ ...(triage as Whole), skips: [] });
const kindsOf = (triage: unknown) => (triage as Whole).skips.map(({ kind }) => kind);

describe('the triage is the same as that of DuckDB and of the reader, row by row', () => {
  it.each(SCENARIOS)('of a generated fleet: %s', async (scenario) => {
    for (const seed of [1, 2]) {
      const folder = await fleetFolder({ seed, scenario, traces: 96, hosts: 4 });
      const engine = onClickHouse();
      const first = await triageJson(folder, '.', ...engine);
      expect(first).toEqual(await triageJson(folder, '.', '--engine', 'duckdb'));
      for (const way of WAYS) {
        const stream = await triageJson(folder, '.', '--engine', 'stream', ...way);
        // What was loaded before is asked again without a trace.
        expect(await triageJson(folder, ...engine, ...way)).toEqual(stream);
      }
    }
  });

  it('of traces that are hostile, damaged, or there twice', async () => {
    const folder = await hostileFolder();
    const engine = onClickHouse();
    const first = await triageJson(folder, '.', 'nowhere', ...engine);
    expect(first).toEqual(await triageJson(folder, '.', 'nowhere', '--engine', 'stream'));
    for (const way of HOSTILE_WAYS) {
      const stream = await triageJson(folder, '.', 'nowhere', '--engine', 'stream', ...way);
      expect(await triageJson(folder, ...engine, ...way)).toEqual(withoutSkips(stream));
    }
  });
});

describe('a trace counts once', () => {
  it('that is loaded again, under its name or another', async () => {
    const folder = await fleetFolder({ seed: 1, scenario: 'noise', traces: 20, hosts: 4 });
    const engine = onClickHouse();
    const first = await triageJson(folder, '.', ...engine);
    for (const name of readdirSync(folder)) renameSync(join(folder, name), join(folder, `again-${name}`));
    const again = await triageJson(folder, '.', ...engine);
    expect(withoutSkips(again)).toEqual(first);
    expect(kindsOf(again)).toEqual(new Array(20).fill('duplicate'));
  });

  it('in whatever portions a fleet is loaded', async () => {
    const folder = await fleetFolder({ seed: 2, scenario: 'regression', traces: 48, hosts: 4 });
    const engine = onClickHouse();
    for (const part of ['1', '2', '3']) mkdirSync(join(folder, part));
    for (const [index, name] of readdirSync(folder)
      .filter((name) => name.endsWith('.ndjson'))
      .entries())
      renameSync(join(folder, name), join(folder, String(1 + (index % 3)), name));
    await triageJson(folder, '3', ...engine);
    await triageJson(folder, '1', ...engine);
    const all = await triageJson(folder, '2', ...engine);
    expect(all).toEqual(await triageJson(folder, '.', '--engine', 'stream'));
  });

  it('also after a loading that ended half-way', async () => {
    const folder = await fleetFolder({ seed: 3, scenario: 'regression', traces: 24, hosts: 4 });
    const engine = onClickHouse();
    const first = await triageJson(folder, '.', ...engine);
    // As if it had ended before the processes, and then before the runs, were written.
    await send(engine, 'TRUNCATE TABLE processes');
    expect(await triageJson(folder, '.', ...engine)).toEqual(first);
    await send(engine, 'TRUNCATE TABLE processes');
    await send(engine, 'TRUNCATE TABLE runs');
    expect(await triageJson(folder, '.', ...engine)).toEqual(first);
  });
});

it('a question in SQL is answered, may change nothing, and is told what is wrong with it', async () => {
  const folder = await fleetFolder({ seed: 1, scenario: 'noise', traces: 8, hosts: 4 });
  const engine = onClickHouse();
  const ask = async (sql: string) => triageOf(folder, ['.', ...engine, '--sql', sql]);
  const counted = await ask('select host, count() as runs from runs final group by host order by host');
  expect(counted.out()).toBe([1, 2, 3, 4].map((n) => `{"host":"web-${n}","runs":"2"}\n`).join(''));
  for (const [sql, complaint] of [
    ['drop table runs', 'Cannot drop table in readonly mode'],
    ["select * from url('http://127.0.0.1/', TSV, 'a String')", 'Table functions are forbidden in readonly mode'],
    ['selec 1', 'Syntax error'],
    ['select * from nowhere', 'it names a table or database that is not there'],
  ] as const) {
    const host = await ask(sql);
    expect(host.exitCode).toBe(2);
    expect(host.err()).toMatch(/^loopcheck: --sql could not be answered: .*\n$/);
    expect(host.err()).toContain(complaint);
  }
});

describe('a login', () => {
  const { user, password } = LOGIN;
  const withLogin = (login: string) => `${server.replace('//', `//${login}@`)}/?database=logins`;

  it('comes from the address or from the environment', async () => {
    const folder = await fleetFolder({ seed: 1, scenario: 'noise', traces: 4, hosts: 4 });
    const address = withLogin(`${user}:${encodeURIComponent(password)}`);
    expect((await triageOf(folder, ['.', '--engine', 'clickhouse', '--url', address])).exitCode).toBe(0);
    const env = { CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password };
    const args = ['--engine', 'clickhouse', '--url', `${server}/?database=logins`];
    expect((await triageOf(folder, args, env)).exitCode).toBe(0);
    expect((await triageOf(folder, args, { ...env, CLICKHOUSE_PASSWORD: 'no' })).exitCode).toBe(2);
  });

  it('that may only read suffices for what was loaded before', async () => {
    const folder = await fleetFolder({ seed: 1, scenario: 'noise', traces: 4, hosts: 4 });
    const engine = onClickHouse();
    const first = await triageJson(folder, '.', ...engine);
    const reading = engine.map((word) => word.replace('//', `//${READER}@`));
    expect(await triageJson(folder, ...reading)).toEqual(first);
    expect((await triageOf(folder, [...reading, '--sql', 'select 1 as one'])).out()).toBe('{"one":1}\n');
    const refused = await triageOf(folder, ['.', ...reading]);
    expect(refused.exitCode).toBe(2);
    expect(refused.err()).toMatch(/^loopcheck: ClickHouse could not do its part: .*readonly mode.*\n$/);
  });

  it.each([`${user}:wrong`, 'nobody:secret'])('that is wrong is told without the password: %s', async (login) => {
    const host = await triageOf('/', ['--engine', 'clickhouse', '--url', withLogin(login)]);
    expect(host.exitCode).toBe(2);
    expect(host.err()).toMatch(/^loopcheck: ClickHouse at http:\/\/127\.0\.0\.1:\d+ refuses this login: .*\n$/);
    expect(host.err()).not.toContain(login.split(':')[1]);
  });
});

describe('in one sentence it is told', () => {
  const complain = async (url: string, ...paths: readonly string[]) => {
    const host = await triageOf(await scratch(), [...paths, '--engine', 'clickhouse', '--url', url]);
    expect(host.exitCode).toBe(2);
    expect(host.err().trim().split('\n')).toHaveLength(1);
    return host.err();
  };

  it('that nobody answers', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    expect(await complain(`http://127.0.0.1:${port}`)).toContain(
      `There is no answer from http://127.0.0.1:${port} (ECONNREFUSED)`,
    );
  });

  it.each([
    [200, '<html>Hello</html>'],
    [404, 'Not found'],
    [200, '{"version":"1"}'],
  ])('that what answers is not ClickHouse: %i %s', async (status, text) => {
    const other = createServer((_, response) => response.writeHead(status).end(text)).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await complain(`http://127.0.0.1:${port}`, '.')).toContain("is not ClickHouse's HTTP interface");
  });

  it('that a server does not answer in time', async () => {
    onTestFinished(() => void vi.restoreAllMocks());
    vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(
      AbortSignal.abort(new DOMException('timed out', 'TimeoutError')),
    );
    expect(await complain(server)).toContain('(timed out)');
  });

  it('that nothing was loaded yet, of which nothing is made', async () => {
    expect(await complain(`${server}/?database=never`)).toContain('No traces were loaded into ClickHouse');
    expect(await complain(`${server}/?database=never`)).toContain('No traces were loaded into ClickHouse');
  });
});
