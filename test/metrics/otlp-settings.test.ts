import { describe, expect, it } from 'vitest';
import settings from '../../src/metrics/otlp-settings.cjs';

const urlOf = (endpoint: string, env = {}) => settings.otlpSettings(endpoint, env).otlp?.url ?? null;

describe('where OTLP goes', () => {
  it.each([
    ['http://localhost:4318', 'http://localhost:4318/v1/metrics'],
    ['https://collector.example/otlp/', 'https://collector.example/otlp/v1/metrics'],
    ['http://localhost:4318/v1/metrics', 'http://localhost:4318/v1/metrics'],
    ['http://localhost:4318/?tenant=a', 'http://localhost:4318/v1/metrics?tenant=a'],
  ])('%s stands for %s', (endpoint, url) => expect(urlOf(endpoint)).toBe(url));

  it.each(['localhost:4318', 'ftp://localhost', '', 'http://user:secret@localhost:4318'])('not %j', (endpoint) => {
    expect([settings.isAddress(endpoint), urlOf(endpoint)]).toEqual([false, null]);
  });

  it('otel stands for what OpenTelemetry’s variables say, the one for metrics as it is', () => {
    const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://gateway:4318/otlp' };
    expect(urlOf('otel', base)).toBe('http://gateway:4318/otlp/v1/metrics');
    expect(urlOf('otel', { ...base, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://m:1/in' })).toBe('http://m:1/in');
    expect(urlOf('otel')).toBe('http://localhost:4318/v1/metrics');
    const wrong = settings.otlpSettings('otel', { OTEL_EXPORTER_OTLP_ENDPOINT: 'gateway' });
    expect(wrong.otlp).toBeNull();
    expect(wrong.complaints).toEqual([
      'OTEL_EXPORTER_OTLP_ENDPOINT is no address that begins with http:// or https://; no metrics are sent.',
    ]);
  });

  it('takes headers, resource and times from OpenTelemetry’s variables', () => {
    const { otlp, complaints } = settings.otlpSettings('http://c:1', {
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b, X-Tenant=one',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'x-tenant=two',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,deployment.environment.name=prod',
      OTEL_SERVICE_NAME: 'shop',
      OTEL_EXPORTER_OTLP_TIMEOUT: '20000',
      OTEL_METRIC_EXPORT_INTERVAL: '5000',
    });
    expect(complaints).toEqual([]);
    expect(otlp).toEqual({
      url: 'http://c:1/v1/metrics',
      headers: { 'api-key': 'a b', 'x-tenant': 'two' },
      resource: { 'service.name': 'shop', 'deployment.environment.name': 'prod' },
      // A request is over before the next is due.
      timeoutMs: 5000,
      intervalMs: 5000,
    });
  });

  it('tells what it could not use, without the value of a header', () => {
    const { otlp, complaints } = settings.otlpSettings('http://c:1', {
      OTEL_EXPORTER_OTLP_HEADERS: 'key=hunter%0D%0A2,hunter3',
      OTEL_METRIC_EXPORT_INTERVAL: 'often',
      OTEL_RESOURCE_ATTRIBUTES: '%ZZ=1',
    });
    expect(otlp).toMatchObject({ headers: {}, intervalMs: 60_000, resource: {} });
    expect(complaints).toEqual([
      'OTEL_METRIC_EXPORT_INTERVAL is no number of ms from 1000 on; 60000 was used.',
      '2 of the entries in OTEL_EXPORTER_OTLP_HEADERS are no headers (name=value); not used.',
      '1 of the entries in OTEL_RESOURCE_ATTRIBUTES are no key=value; not used.',
    ]);
  });

  it('is shown without what may be a secret', () => {
    expect(settings.shownUrl('https://c:1/v1/metrics?key=hunter2')).toBe('https://c:1/v1/metrics');
    expect(settings.withoutSecrets('http://me:hunter2@c:1/a?key=hunter2')).toBe('http://c:1/a');
  });
});
