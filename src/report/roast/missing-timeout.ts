import { formatCount, formatMs } from '../../gate/figures.js';
import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

const FIXES: Readonly<Record<string, string>> = {
  fetch:
    '`fetch(url, { signal: AbortSignal.timeout(5000) })`: after five seconds it rejects with a `TimeoutError`. undici’s own limit is 300 s.',
  'http.request':
    '`http.get(url, { signal: AbortSignal.timeout(5000) })` ends the whole of it; `{ timeout: 5000 }` only says so: listen to `timeout` and call `request.destroy()`.',
  'net.connect':
    '`socket.setTimeout(5000, () => socket.destroy(new Error("timeout")))`, or `net.connect({ …, signal: AbortSignal.timeout(5000) })`.',
};

export const wording: Wording = {
  id: 'missing-timeout',
  name: 'Missing timeout',
  summary: 'waits for a peer with nothing that ends the waiting',
  title: ({ api }) => (api === null ? 'Missing timeout' : `No timeout: ${api}`),
  message: (facts) => {
    const { peer, unanswered, began } = facts.figures;
    const open = Number(unanswered);
    const one = began === true ? ' The rest of the answer never came.' : ' No answer ever came.';
    const never =
      facts.count === 1
        ? one
        : ` ${formatCount(open)} of them never got ${began === true ? 'all of the' : 'an'} answer.`;
    return `${facts.count === 1 ? 'An operation' : `${figure(facts.count)} operations`} started${inPlace(facts)} (${String(peer)}) waited ${formatMs(facts.worstMs)} without a byte, with no timeout and no signal set.${open > 0 ? never : ''}`;
  },
  fix: ({ api }) => `Set a limit: ${FIXES[api ?? ''] ?? FIXES['fetch']} Then decide what the caller gets instead.`,
  roasts: [
    '{fn} at {where} waited {ms} for a call. It is still by the phone. 📞',
    '{ms} of "your call is important to us": {fn} at {where} believes it. 🎶',
    '{fn} ({where}) ordered {ms} ago. The restaurant has closed since. 🍝',
    'No timeout at {where}: {fn} would wait for ever. So far {ms}. ⏰',
    '{fn} at {where} knocked and waited {ms}. Nobody told it to go home. 🚪',
    'Somewhere a server sleeps, and {fn} at {where} watches it do so for {ms}. 😴',
    'Hope is not a timeout: {fn} at {where}, {ms} and counting. ⏳',
    '{fn} at {where} put bread in an unplugged toaster. {ms} of faith. 🍞',
  ],
  roastsNowhere: [
    'Somebody waits by the phone, {ms} so far, with no plan to leave. 📞',
    '{ms} of silence from the other end. Hope is not a timeout. ⏳',
    'A request left {ms} ago and nobody set an alarm. ⏰',
  ],
};
