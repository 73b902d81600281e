import { appendFileSync, statSync } from 'node:fs';
import type { Renderer, RenderOptions } from '../report/renderer.js';
import { type CliProcess, say } from './host.js';

/** What GitHub takes for one step. */
const MOST_BYTES = 1 << 20;

/** The format that goes with a summary of the step, and the one that the summary is written in. */
const GITHUB = 'github';
const MARKDOWN = 'markdown';

/**
 * Adds the report to the step's summary where GitHub's runner names a file for it. A summary that cannot be written is
 * told and fails nothing: the reports that were asked for are elsewhere.
 */
export function writeStepSummary<Content>(
  report: Content,
  requested: readonly string[],
  formats: Readonly<Record<string, Renderer<Content>>>,
  host: CliProcess,
  options: RenderOptions,
): void {
  const path = host.env['GITHUB_STEP_SUMMARY'] ?? '';
  const renderer = formats[MARKDOWN];
  if (path === '' || renderer === undefined || !requested.includes(GITHUB)) return;
  try {
    const room = MOST_BYTES - (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
    appendFileSync(path, renderer.render(report, { ...options, maxBytes: Math.max(0, room) }));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    say(host, `loopcheck: The step summary could not be written to ${path} (${why}).`);
  }
}
