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

/** Resolves to why it failed, in a few words, or to null; never rejects. */
function post({ url, headers, timeoutMs }: Pick<OtlpConfig, 'url' | 'headers' | 'timeoutMs'>, body: string) {
  return new Promise<string | null>((tell) => {
    const bytes = Buffer.from(body);
    const timer = setTimeout(() => end(`no answer within ${timeoutMs} ms`), timeoutMs);
    const end = (why: string | null) => {
      clearTimeout(timer);
      request.destroy();
      tell(why);
    };
    const { request: open } = url.startsWith('https:') ? https : http;
    const request = open(url, {
      method: 'POST',
      // No connection is kept: the next request is a minute away.
      agent: false,
      headers: { ...headers, 'content-type': 'application/json', 'content-length': bytes.length },
    });
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
