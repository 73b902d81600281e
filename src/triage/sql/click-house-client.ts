import { type StoreReason, storeError } from '../store.js';

/** Where a ClickHouse is, and who asks. */
export interface ClickHouseAddress {
  /** Without user, password and database; its other parameters are settings that go with each request. */
  readonly url: URL;
  readonly user: string | null;
  readonly password: string;
  readonly database: string;
}

/** ClickHouse's own numbers of what it complains about. */
const REASONS: Readonly<Record<string, StoreReason>> = {
  192: 'refused-login',
  193: 'refused-login',
  194: 'refused-login',
  516: 'refused-login',
  60: 'nothing-there',
  81: 'nothing-there',
};

/** Whoever is there says at once who it is. */
const HELLO_MS = 10_000;

/** ClickHouse over plain HTTP. Its methods reject with a `StoreError`. */
export class ClickHouseClient {
  constructor(private readonly address: ClickHouseAddress) {}

  /** Makes sure that it is a ClickHouse, and that it lets one in. */
  async hello(): Promise<void> {
    const signal = AbortSignal.timeout(HELLO_MS);
    const text = await this.send('SELECT version() AS version FORMAT JSONEachRow', null, null, {}, signal);
    if (!/^\{"version":"\d+\.\d+[^"]*"\}\s*$/.test(text)) throw storeError('foreign', this.place);
  }

  async createDatabase(): Promise<void> {
    const name = this.address.database.replaceAll(/[\\`]/g, '\\$&');
    await this.send(`CREATE DATABASE IF NOT EXISTS \`${name}\``, null, null);
  }

  async run(sql: string): Promise<void> {
    await this.send(sql, null, this.address.database);
  }

  /** The rows of an answer; `settings` go with this question alone. */
  async rows<T>(sql: string, settings: Readonly<Record<string, string>> = {}): Promise<readonly T[]> {
    const text = await this.send(sql, null, this.address.database, settings);
    const lines = text.split('\n').filter((line) => line !== '');
    try {
      return lines.map((line) => JSON.parse(line) as T);
    } catch {
      // What goes wrong in the middle of an answer stands at its end.
      throw storeError('failed', complaintIn(text) ?? 'its answer could not be understood');
    }
  }

  /** `sql` is an INSERT that ends with its format. */
  async insert(sql: string, data: Buffer): Promise<void> {
    await this.send(sql, data, this.address.database);
  }

  private get place(): string {
    return this.address.url.origin;
  }

  private async send(
    sql: string,
    data: Buffer | null,
    database: string | null,
    settings: Readonly<Record<string, string>> = {},
    signal: AbortSignal | null = null,
  ): Promise<string> {
    const url = new URL(this.address.url);
    for (const [name, value] of Object.entries(settings)) url.searchParams.set(name, value);
    if (database !== null) url.searchParams.set('database', database);
    if (data !== null) url.searchParams.set('query', sql);
    const { status, text } = await this.post(url, data ?? Buffer.from(sql), signal);
    if (status === 200) return text;
    const code = /\bCode: (\d+)/.exec(text)?.[1];
    if (code === undefined)
      throw storeError(status === 401 || status === 403 ? 'refused-login' : 'foreign', this.place);
    const reason = REASONS[code];
    throw reason === undefined
      ? storeError('failed', complaintIn(text) ?? `it answered with its code ${code}`)
      : storeError(reason, this.place);
  }

  private async post(url: URL, body: Buffer, signal: AbortSignal | null): Promise<{ status: number; text: string }> {
    const { user, password } = this.address;
    const login = Buffer.from(`${user}:${password}`).toString('base64');
    const headers: Record<string, string> = user === null ? {} : { authorization: `Basic ${login}` };
    try {
      const response = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers, signal });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw storeError('unreachable', `${this.place} (${whyUnreachable(error)})`);
    }
  }
}

/** `Code: 62. DB::Exception: Syntax error: …` → the sentence, without where in its source it was thrown. */
function complaintIn(text: string): string | null {
  const found = /Code: \d+[.,] ?(?:e\.displayText\(\) = )?DB::(?:\w+)?Exception: (.*)/s.exec(text)?.[1];
  const [sentence = ''] = (found ?? '').split(/, e\.what\(\) = |\. Expected one of|\. \([A-Z_]+\)| \(version /);
  return sentence === '' ? null : sentence.replaceAll(/\s+/g, ' ').trim();
}

function whyUnreachable(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string; errors?: readonly { code?: string }[] } };
  const first = cause?.code ?? cause?.errors?.[0]?.code;
  return first ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
}
