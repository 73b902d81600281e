/**
 * Sends the figures by OTLP/HTTP, one request at a time. A request that fails is not repeated, and nothing waits in a
 * queue: the counters of the next one say what the lost one said.
 */
import crypto = require('node:crypto');

import type { OtlpConfig } from '../../trace/probe-config.js' with { 'resolution-mode': 'import' };
import type { Outlet, OutletDeps } from './outlet.cjs';

import settings = require('../../metrics/otlp-settings.cjs');
import requests = require('../../metrics/otlp.cjs');
import sender = require('../../metrics/post.cjs');

type Attributes = Readonly<Record<string, string | number>>;

/**
 * The times of the requests: by the wall clock, as the receiver's are. Where it was set back to before the beginning, the
 * beginning moves along: no span ends before it has begun.
 */
function makeSpans(wallMs: () => number) {
  let startMs: number | null = null;
  return (uptimeMs: number): { readonly startMs: number; readonly timeMs: number } => {
    const timeMs = wallMs();
    if (startMs === null || startMs > timeMs) startMs = timeMs - uptimeMs;
    return { startMs, timeMs };
  };
}

function openOtlp(
  otlp: OtlpConfig,
  known: Attributes,
  loopcheckVersion: string,
  { nowMs, figures, tellOnce }: Pick<OutletDeps, 'nowMs' | 'figures' | 'tellOnce'>,
  wallMs: () => number = Date.now,
  post: typeof sender.post = sender.post,
): Outlet {
  const spanAfter = makeSpans(wallMs);
  spanAfter(nowMs());
  // Processes on one host, and the lives of one service, are told apart by it.
  const resource = { 'service.instance.id': crypto.randomUUID(), ...known, ...otlp.resource };
  let nextMs = nowMs() + otlp.intervalMs;
  let isSending = false;

  function send(now: number): void {
    isSending = true;
    const body = requests.otlpRequest(figures(), spanAfter(now), { resource, loopcheckVersion });
    post(otlp, body).then(
      (failure) => {
        isSending = false;
        if (failure === null) return;
        const where = settings.shownUrl(otlp.url);
        tellOnce('otlp', `Metrics could not be sent to ${where} (${failure}); the next ones are tried all the same.`);
      },
      () => {
        isSending = false;
      },
    );
  }

  return {
    tick(now) {
      if (isSending || now < nextMs) return;
      nextMs = now + otlp.intervalMs;
      send(now);
    },
    wantsTurns: () => isSending,
    // To wait for a collector would hold up the end of the process.
    close: () => {},
  };
}

export = { openOtlp };
