import type { RenderOptions } from '../report/renderer.js';
import type { CliStream } from './host.js';

/** How text may look on a stream. */
export type Style = Omit<RenderOptions, 'cwd' | 'verbose'>;

/** What a file, a log or a terminal of unknown width gets. */
export const DEFAULT_COLUMNS = 80;

/** The looks of a file. */
export const PLAIN: Style = { columns: DEFAULT_COLUMNS, color: false, unicode: true, links: false };

/** Terminals that are known to show OSC 8 links; others print the escape as rubbish. */
const LINKING_PROGRAMS: readonly string[] = ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'Tabby'];

/** VTE (GNOME's terminals) shows links from 0.50 on. */
const LINKING_VTE = 5000;

/** What `stream` can show, and what the user's environment says about it. */
export function styleOf(stream: CliStream, env: NodeJS.ProcessEnv): Style {
  const isTerminal = stream.isTTY === true && env['TERM'] !== 'dumb';
  return {
    columns: columnsOf(stream),
    color: wantsColor(env) ?? isTerminal,
    unicode: showsUnicode(env),
    links: isTerminal && showsLinks(env),
  };
}

/** The width of a stream; terminals that do not know their own say 0. */
export function columnsOf({ columns = 0 }: Pick<CliStream, 'columns'>): number {
  return columns > 0 ? columns : DEFAULT_COLUMNS;
}

/** See https://no-color.org and https://force-color.org: set and not empty. Null where the user says nothing. */
function wantsColor({ NO_COLOR = '', FORCE_COLOR = '' }: NodeJS.ProcessEnv): boolean | null {
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return NO_COLOR === '' ? null : false;
}

function showsLinks({ TERM_PROGRAM, VTE_VERSION, WT_SESSION, KITTY_WINDOW_ID, CI }: NodeJS.ProcessEnv): boolean {
  if (CI !== undefined) return false;
  if (WT_SESSION !== undefined || KITTY_WINDOW_ID !== undefined) return true;
  return LINKING_PROGRAMS.includes(TERM_PROGRAM ?? '') || Number(VTE_VERSION ?? 0) >= LINKING_VTE;
}

/** Terminals and logs do, but for the Linux console and where the locale says that only ASCII is safe. */
function showsUnicode({ TERM, LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  return TERM !== 'linux' && locale !== 'C' && locale !== 'POSIX';
}
