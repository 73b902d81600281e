import { describe, expect, it } from 'vitest';
import sender from '../../src/metrics/post.cjs';
import { collector } from '../support/collector.js';

const to = (url: string, timeoutMs = 5000) => sender.post({ url, headers: { 'api-key': 'k' }, timeoutMs }, '{"a":"ü"}');

describe('a request to a collector', () => {
  it('is a POST of JSON with the user’s headers', async () => {
    const { url, received } = await collector();
    expect(await to(`${url}/v1/metrics`)).toBeNull();
    expect(received).toMatchObject([
      { method: 'POST', path: '/v1/metrics', body: '{"a":"ü"}', headers: { 'api-key': 'k', 'content-length': '10' } },
    ]);
    expect(received[0]?.headers['content-type']).toBe('application/json');
  });

  it.each<[number, string, string | null]>([
    [200, '', null],
    [202, 'not JSON', null],
    [200, '{"partialSuccess":{"rejectedDataPoints":"3","errorMessage":"x"}}', '3 data points were rejected'],
    [200, '{"partialSuccess":{"errorMessage":"a warning"}}', null],
    [503, '', 'HTTP 503'],
    [302, '', 'HTTP 302'],
  ])('that is answered with %d %s', async (status, answer, failure) => {
    expect(await to((await collector(status, answer)).url)).toBe(failure);
  });

  it('that nobody answers ends after its time', async () => {
    expect(await to((await collector(null)).url, 50)).toBe('no answer within 50 ms');
  });

  it('that Node refuses to send says why', async () => {
    const headers = { 'api-key': 'line\nbreak' };
    const failure = await sender.post({ url: 'http://127.0.0.1:1/', headers, timeoutMs: 50 }, '');
    expect(failure).toBe('ERR_INVALID_CHAR');
  });

  it('that nobody hears says why', async () => {
    expect(await to('http://127.0.0.1:1/')).toBe('ECONNREFUSED');
  });
});
