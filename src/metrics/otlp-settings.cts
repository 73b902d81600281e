/** Where OTLP goes, from an address and OpenTelemetry's own variables (`OTEL_…`). */
import type { OtlpConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

/** In place of an address: what `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT` or `OTEL_EXPORTER_OTLP_ENDPOINT` says. */
const AS_OTEL = 'otel';
/** Where a collector on the same machine listens. */
const DEFAULT_BASE = 'http://localhost:4318';
const SIGNAL_PATH = '/v1/metrics';
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_INTERVAL_MS = 60_000;
const MIN_INTERVAL_MS = 1000;
/** Timers of Node run at once when they are asked for more. */
const MAX_MS = 2 ** 31 - 1;

/** What HTTP lets a header's name be, and what a value must not hold. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;

type Environment = Readonly<Record<string, string | undefined>>;

interface Read {
  /** Null where the address is none. */
  readonly otlp: OtlpConfig | null;
  /** What could not be used, a sentence each. No value of a header is in them. */
  readonly complaints: readonly string[];
}

/** The whole address for a base, which may have a path of its own. Null for what is no address of HTTP. */
function signalUrl(base: string): string | null {
  const url = httpUrl(base);
  if (url === null) return null;
  if (!url.pathname.endsWith(SIGNAL_PATH)) url.pathname = `${url.pathname.replace(/\/+$/, '')}${SIGNAL_PATH}`;
  return url.href;
}

function httpUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}

/** Whether it can be told where to send to: an address without credentials, or `otel`. */
function isAddress(text: string): boolean {
  return text === AS_OTEL || httpUrl(text) !== null;
}

/** What a person wrote as an address, to be shown: without the credentials and the query that it may hold. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//').replace(/\?.*/s, '');
}

/** An address for people: without what may be a secret in it. */
function shownUrl(text: string): string {
  const url = new URL(text);
  return `${url.origin}${url.pathname}`;
}

/** `key=value,key2=value2`, percent-encoded; what is not so is counted. */
function pairsOf(text: string | undefined): { readonly pairs: readonly (readonly [string, string])[]; wrong: number } {
  const entries = (text ?? '').split(',').filter((entry) => entry.trim() !== '');
  const pairs = entries.flatMap((entry) => {
    const at = entry.indexOf('=');
    const key = decoded(entry.slice(0, Math.max(0, at)).trim());
    const value = decoded(entry.slice(at + 1).trim());
    return key === null || key === '' || value === null ? [] : [[key, value] as const];
  });
  return { pairs, wrong: entries.length - pairs.length };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The first of these variables that is set to anything. */
function firstSet(env: Environment, ...names: readonly string[]): { name: string; text: string } | null {
  for (const name of names) {
    const text = env[name];
    if (text !== undefined && text.trim() !== '') return { name, text };
  }
  return null;
}

/**
 * Reads where to send to. `endpoint` is an address to which `/v1/metrics` is added, or `otel`; headers, times and the
 * resource come from OpenTelemetry's variables.
 */
function otlpSettings(endpoint: string, env: Environment): Read {
  const complaints: string[] = [];
  const url = endpoint === AS_OTEL ? urlOf(env, complaints) : signalUrl(endpoint);
  const milliseconds = (fallback: number, least: number, ...names: readonly string[]) => {
    const set = firstSet(env, ...names);
    const ms = set === null ? fallback : Number(set.text);
    if (Number.isFinite(ms) && ms >= least && ms <= MAX_MS) return ms;
    complaints.push(`${set?.name} is no number of ms from ${least} on; ${fallback} was used.`);
    return fallback;
  };
  const intervalMs = milliseconds(DEFAULT_INTERVAL_MS, MIN_INTERVAL_MS, 'OTEL_METRIC_EXPORT_INTERVAL');
  const timeoutMs = milliseconds(
    DEFAULT_TIMEOUT_MS,
    1,
    'OTEL_EXPORTER_OTLP_METRICS_TIMEOUT',
    'OTEL_EXPORTER_OTLP_TIMEOUT',
  );
  const headers = headersOf(env, complaints);
  const resource = resourceOf(env, complaints);
  // One request at a time: it is over before the next is due.
  const otlp = url === null ? null : { url, headers, timeoutMs: Math.min(timeoutMs, intervalMs), intervalMs, resource };
  return { otlp, complaints };
}

function urlOf(env: Environment, complaints: string[]): string | null {
  const exact = firstSet(env, 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT');
  const base = firstSet(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  const url = exact === null ? signalUrl(base?.text ?? DEFAULT_BASE) : (httpUrl(exact.text)?.href ?? null);
  if (url === null) {
    const name = exact?.name ?? base?.name ?? '';
    complaints.push(`${name} is no address that begins with http:// or https://; no metrics are sent.`);
  }
  return url;
}

function headersOf(env: Environment, complaints: string[]): Record<string, string> {
  const all = ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_METRICS_HEADERS'].flatMap((name) => {
    const { pairs, wrong } = pairsOf(env[name]);
    const sendable = pairs.filter(([key, value]) => TOKEN.test(key) && !UNSENDABLE.test(value));
    const bad = wrong + pairs.length - sendable.length;
    if (bad > 0) complaints.push(`${bad} of the entries in ${name} are no headers (name=value); not used.`);
    return sendable.map(([key, value]) => [key.toLowerCase(), value] as const);
  });
  return Object.fromEntries(all);
}

function resourceOf(env: Environment, complaints: string[]): Record<string, string> {
  const { pairs, wrong } = pairsOf(env['OTEL_RESOURCE_ATTRIBUTES']);
  if (wrong > 0) complaints.push(`${wrong} of the entries in OTEL_RESOURCE_ATTRIBUTES are no key=value; not used.`);
  const service = firstSet(env, 'OTEL_SERVICE_NAME');
  return { ...Object.fromEntries(pairs), ...(service === null ? {} : { 'service.name': service.text.trim() }) };
}

export = { otlpSettings, isAddress, withoutSecrets, shownUrl };
