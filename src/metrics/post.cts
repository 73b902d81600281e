/** Sends one request of OTLP/HTTP. It is not repeated: counters hold what a lost one said, the next time. */
import http = require('node:http');
import https = require('node:https');

import type { OtlpConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

/** More of an answer than that is not read. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Why an answer means that not all was taken; null where it was. */
function refusal(status: number, body: string): string | null {
  if (status < 200 || status > 299) return `HTTP ${status}`;
  try {
    const { partialSuccess } = JSON.parse(body) as { partialSuccess?: { rejectedDataPoints?: string | number } };
    const rejected = Number(partialSuccess?.rejectedDataPoints ?? 0);
    return rejected > 0 ? `${rejected} data points were rejected` : null;
  } catch {
    // Nothing was said, or nothing that is understood: it was taken.
    return null;
  }
}

/** Begins a request, or tells why Node refuses to. No connection is kept: the next request is a minute away. */
function open(url: string, headers: http.OutgoingHttpHeaders): http.ClientRequest | string {
  try {
    const { request } = url.startsWith('https:') ? https : http;
    return request(url, { method: 'POST', agent: false, headers });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  }
}

/** Resolves to why it failed, in a few words, or to null; never rejects. */
function post({ url, headers, timeoutMs }: Pick<OtlpConfig, 'url' | 'headers' | 'timeoutMs'>, body: string) {
  return new Promise<string | null>((tell) => {
    const bytes = Buffer.from(body);
    const request = open(url, { ...headers, 'content-type': 'application/json', 'content-length': bytes.length });
    if (typeof request === 'string') {
      tell(request);
      return;
    }
    const end = (why: string | null) => {
      clearTimeout(timer);
      request.destroy();
      tell(why);
    };
    const timer = setTimeout(() => end(`no answer within ${timeoutMs} ms`), timeoutMs);
    request.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    request.on('response', (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        answer += text;
        if (answer.length > MAX_ANSWER_BYTES) response.destroy();
      });
      response.on('error', () => {});
      response.on('close', () => end(refusal(response.statusCode ?? 0, answer)));
    });
    request.end(bytes);
  });
}

export = { post };
