import type { StackFrame } from '../report.js';
import { GLUE, type Line, type Span } from '../text/wrap.js';
import type { Ink } from './ink.js';
import { labelled, paragraph } from './layout.js';
import { displayPath, fileUrl } from './place.js';

/** One line of a stack: a frame of the user's, or all the frames of one package in a row. */
interface Step {
  readonly frame: StackFrame;
  readonly count: number;
}

function stepsOf(stack: readonly StackFrame[]): readonly Step[] {
  const steps: { frame: StackFrame; count: number }[] = [];
  for (const frame of stack) {
    const last = steps.at(-1);
    const isSame =
      frame.origin !== 'app' && last?.frame.package === frame.package && last.frame.origin === frame.origin;
    if (last !== undefined && isSame && last.frame.async === frame.async) last.count += 1;
    else steps.push({ frame, count: 1 });
  }
  return steps;
}

/** `login routes/login.ts:31`; an async one says so: it is suspended, not on the stack. */
export function frameSpans(ink: Ink, frame: StackFrame, cwd: string): Line {
  const place = `${displayPath(frame.file, cwd)}:${frame.line}`;
  const mark: Span[] = frame.async === true ? [{ text: `async${GLUE}`, paint: ink.yellow }] : [];
  const name: Span[] = frame.function === '' ? [] : [ink.span(frame.function), { text: GLUE }];
  return [...mark, ...name, ink.span(place, ink.link(fileUrl(frame.file), ink.dim))];
}

function stepSpans(ink: Ink, { frame, count }: Step, cwd: string): Line {
  if (frame.origin === 'app') return frameSpans(ink, frame, cwd);
  const owner = frame.package ?? (frame.file === '' ? 'V8' : displayPath(frame.file, cwd));
  const frames = count === 1 ? frame.function : `${count} frames`;
  const mark: Span[] = frame.async === true ? [{ text: `async${GLUE}`, paint: ink.yellow }] : [];
  return [...mark, ink.span(owner, ink.dim), ...(frames === '' ? [] : [ink.span(` ${frames}`, ink.dim)])];
}

/** A whole stack, innermost first, the frames of a package or of a module of Node in one line. */
export function wholeStack(ink: Ink, stack: readonly StackFrame[], cwd: string, indent: number): readonly string[] {
  const [first, ...rest] = stepsOf(stack).map((step) => stepSpans(ink, step, cwd));
  if (first === undefined) return [];
  const lines = labelled(ink, 'stack', first, indent);
  // Below the text of the label's own line.
  const below = indent + 'stack '.length;
  return [...lines, ...rest.flatMap((spans) => paragraph(ink, spans, below))];
}
