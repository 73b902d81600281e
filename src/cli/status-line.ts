import type { CliStream } from './host.js';
import { columnsOf } from './style.js';

/** A place on the terminal for one line of ours, beside all that the target writes. */
export interface StatusLine {
  /** Whether it keeps out of the way of whatever the target writes, so that it may stay while the target is busy. */
  readonly isApart: boolean;
  /** Shows the text, or for null nothing. */
  readonly show: (text: string | null) => void;
  /** Gives the terminal back as it was. */
  readonly end: () => void;
}

/** IND: a line down, in the same column; at the bottom it scrolls. */
const DOWN = '\u001bD';
const UP = '\u001b[A';
const SAVE = '\u001b7';
const RESTORE = '\u001b8';
/** The target's colours are not ours. */
const PLAIN = '\u001b[0m';
const CLEAR_LINE = '\u001b[2K';
const FREE_ALL = '\u001b[r';
const scrollAbove = (bottom: number) => `\u001b[1;${bottom}r`;
const toLine = (line: number) => `\u001b[${line};1H`;

/** On less than this a line for us is one that the target misses. */
const FEWEST_ROWS = 5;

/** The kind of line that the terminal `stream` can have. */
export function openStatusLine(stream: CliStream): StatusLine {
  return (stream.rows ?? 0) >= FEWEST_ROWS ? bottomLine(stream) : lineBelowCursor(stream);
}

/** One column stays free: a full line would wrap. */
function clip(text: string, stream: CliStream): string {
  return text.slice(0, columnsOf(stream) - 1);
}

/**
 * The terminal's last line, taken out of what scrolls (DECSTBM), as package managers do for their progress: what the
 * target prints scrolls above it and the two never meet. The terminal is touched only once there is something to show.
 */
function bottomLine(stream: CliStream): StatusLine {
  let rows = 0;
  let shown: string | null = null;
  const paint = (text: string) => `${SAVE}${toLine(rows)}${PLAIN}${CLEAR_LINE}${clip(text, stream)}${RESTORE}`;
  const take = () => {
    rows = stream.rows ?? 0;
    // Setting the region sends the cursor home, so it is saved; before that it is moved out of the last line.
    return `${DOWN}${UP}${SAVE}${scrollAbove(rows - 1)}${RESTORE}`;
  };
  const giveBack = () => `${SAVE}${FREE_ALL}${toLine(rows)}${PLAIN}${CLEAR_LINE}${RESTORE}`;
  const onResize = () => {
    if (rows === 0 || shown === null) return;
    const before = giveBack();
    stream.write(`${before}${(stream.rows ?? 0) < FEWEST_ROWS ? '' : `${take()}${paint(shown)}`}`);
  };
  const end = () => {
    stream.off?.('resize', onResize);
    process.off('exit', end);
    process.off('SIGTSTP', onSuspend);
    if (rows !== 0) stream.write(giveBack());
    rows = 0;
    shown = null;
  };
  // Ctrl-Z: the shell gets the whole terminal back. The next thing to show takes the line again.
  const onSuspend = () => {
    end();
    process.kill(process.pid, 'SIGTSTP');
  };
  const begin = () => {
    stream.on('resize', onResize);
    // A terminal whose last line does not scroll is a nuisance: whatever ends us, it is given back.
    process.on('exit', end);
    process.on('SIGTSTP', onSuspend);
    return take();
  };
  const show = (text: string | null) => {
    if (text === shown || (text === null && rows === 0)) return;
    stream.write(`${rows === 0 ? begin() : ''}${paint(text ?? '')}`);
    shown = text;
  };
  return { isApart: true, show, end };
}

/**
 * Where the terminal does not tell its size: a line below the cursor, which stays where the target left it, perhaps in
 * the middle of its own line. IND makes room below and keeps the column; then: up, save the cursor, down, to the start,
 * rub out; and back again.
 */
const GO_BELOW = `${DOWN}${UP}${SAVE}\u001b[B\r\u001b[K`;

/** Rubs out all that is right of the cursor and below it: our line, wherever the target has gone on to. */
const RUB_OUT = '\u001b[J';

function lineBelowCursor(stream: CliStream): StatusLine {
  let shown: string | null = null;
  const show = (text: string | null) => {
    if (text === shown) return;
    stream.write(text === null ? RUB_OUT : `${GO_BELOW}${clip(text, stream)}${RESTORE}`);
    shown = text;
  };
  return { isApart: false, show, end: () => show(null) };
}
