import { visible } from '../text/clean.js';
import { type Facts, inPlace } from './facts.js';
import type { Wording } from './wording.js';

const WHAT: Readonly<Record<string, string>> = {
  rejection: 'A promise was rejected and nobody took it',
  exception: 'An exception was thrown and nobody caught it',
  'error-event': 'An `error` event had no listener',
};

const FIXES: Readonly<Record<string, string>> = {
  rejection:
    'Put `try`/`catch` round the `await`, or a `.catch` on a promise that nobody awaits. In a request handler answer with a status; in a job decide whether to go on.',
  exception:
    'Handle the error where it can be decided about: `try`/`catch`, or in a callback pass it on (`if (error) return done(error)`) and do not throw, for nobody above can catch it.',
  'error-event':
    'Listen: `emitter.on("error", …)` right after it is made, for every socket, stream, server and child. `pipeline` from `node:stream/promises` listens to all of its streams.',
};

function saidOf({ figures: { name, message, code } }: Facts): string {
  const text = visible(String(message));
  const known = typeof code === 'string' && !text.includes(code) ? ` (${code})` : '';
  return `${visible(String(name))}: ${text}${known}`;
}

export const wording: Wording = {
  id: 'ignored-error',
  name: 'Ignored error',
  summary: 'an error that nobody took: it ends the process, or work is left undone',
  title: ({ figures }) =>
    figures['kind'] === 'rejection'
      ? 'Unhandled rejection'
      : figures['kind'] === 'error-event'
        ? 'Unheard error event'
        : 'Uncaught error',
  message: (facts) => {
    const end = facts.figures['fatal'] === true ? ' It ended the process.' : ' A process-wide handler kept it alive.';
    return `${WHAT[String(facts.figures['kind'])] ?? 'An error was not handled'}${inPlace(facts)}: ${saidOf(facts)}.${end}`;
  },
  fix: ({ figures }) => FIXES[String(figures['kind'])] ?? (FIXES['rejection'] as string),
  roasts: [
    '{fn} at {where} dropped a plate {count}. The whole restaurant closed. 🍴',
    '{fn} at {where} threw, {count}. Nobody on the team likes to catch. ⚾',
    'The smoke alarm at {where} went off {count}. {fn} had taken out the battery. 🔋',
    '{count} something went wrong in {fn} at {where}, and it told the void. 🌑',
    '{fn} ({where}) handles errors like spam: unread, {count}. 📭',
    'An error walks into {fn} at {where}, {count}. There is no bouncer. 🚪',
    '{fn} at {where} lit the toaster {count} and left the house. 🍞',
    'Catch was optional, said {fn} at {where}, {count}. It was not. 🧤',
  ],
  roastsNowhere: [
    'An error came by {count} and left no address. Nobody was home anyway. 📭',
    'Something threw, {count}. Nobody caught. Nobody saw. ⚾',
    'It failed {count}, and all that is left is a crater. 🌑',
  ],
};
