import { type Remark, remarksOf } from './ci/remark.js';
import { repoPath, rootOf } from './ci/repo-path.js';
import type { Renderer, RenderOptions } from './renderer.js';
import type { Report } from './report.js';
import { visible } from './text/clean.js';

/** GitHub shows no more of a kind for each step. */
const MOST_OF_A_KIND = 10;

type Command = 'error' | 'warning' | 'notice';

const COMMANDS: Readonly<Record<Remark['severity'], Command>> = { error: 'error', warning: 'warning', info: 'notice' };

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function command(name: Command, properties: Readonly<Record<string, string>>, text: string): string {
  const told = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${told.join(',')}::${escapeText(text)}`;
}

function annotation(remark: Remark, root: string): string {
  const { location, title, message, fix, severity } = remark;
  const path = location === null ? null : repoPath(location.file, root);
  const place =
    location === null || path === null
      ? {}
      : { file: visible(path), line: String(location.line), col: String(location.column) };
  const text = fix === '' ? message : `${message}\n${fix}`;
  return command(COMMANDS[severity], { ...place, title: `loopcheck: ${title}` }, text);
}

/** The annotations of one kind; the last place is for how many more there are. */
function ofKind(severity: Remark['severity'], remarks: readonly Remark[], root: string): readonly string[] {
  const all = remarks.filter((remark) => remark.severity === severity);
  const shown = all.length > MOST_OF_A_KIND ? all.slice(0, MOST_OF_A_KIND - 1) : all;
  const left = all.length - shown.length;
  const name = COMMANDS[severity];
  return [
    ...shown.map((remark) => annotation(remark, root)),
    ...(left === 0
      ? []
      : [
          command(
            name,
            { title: 'loopcheck' },
            `And ${left} more of this kind: GitHub shows ${MOST_OF_A_KIND} for each step.`,
          ),
        ]),
  ];
}

/**
 * Annotations as GitHub's workflow commands. The headline stands before them: it says something where there are none, and
 * ends a line that the target left open, behind which GitHub would hear no command.
 */
function render(report: Report, options: RenderOptions): string {
  const root = rootOf(options);
  const remarks = remarksOf(report, root);
  const lines = (['error', 'warning', 'info'] as const).flatMap((severity) => ofKind(severity, remarks, root));
  return `${[`loopcheck: ${visible(report.headline)}`, ...lines].join('\n')}\n`;
}

export const github: Renderer = { render };
