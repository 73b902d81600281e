import { isGuilty } from '../guilty.js';
import type { Renderer, RenderOptions } from '../renderer.js';
import type { Report } from '../report.js';
import type { Line } from '../text/wrap.js';
import { baseline } from './baseline.js';
import { budgets } from './budgets.js';
import { culprits, notTheCode } from './culprits.js';
import { findings } from './findings.js';
import { footer } from './footer.js';
import { health } from './health.js';
import { createInk, type Ink } from './ink.js';
import { paragraph } from './layout.js';
import { packages } from './packages.js';
import { processes } from './processes.js';
import { series } from './series.js';
import { silenced } from './silenced.js';
import { stalls } from './stalls.js';
import { workers } from './workers.js';

/** The sign and word before the headline. */
function badge(ink: Ink, { verdict, culprits, findings }: Report): Line {
  switch (verdict.status) {
    case 'fail':
      return [{ text: `${ink.sign.fail} FAIL `, paint: ink.mark }];
    case 'target-failed':
      return [{ text: `${ink.sign.fail} `, paint: ink.mark }];
    case 'no-data':
      return [{ text: `${ink.sign.unknown} NO DATA `, paint: ink.yellow }];
    case 'pass': {
      const clean = [...culprits.filter(isGuilty), ...findings].every(({ severity }) => severity === 'info');
      return [
        clean ? { text: `${ink.sign.pass} `, paint: ink.green } : { text: `${ink.sign.warn} `, paint: ink.yellow },
      ];
    }
  }
}

function opener(ink: Ink, report: Report): readonly string[] {
  const lead = badge(ink, report);
  const indent = (lead[0]?.text ?? '').length;
  return paragraph(ink, ink.prose(report.headline, ink.bold), indent, lead);
}

/** The report for people: text of at most `columns` columns, worst news first. */
function render(report: Report, options: RenderOptions): string {
  const ink = createInk(options);
  const lines = [
    ...opener(ink, report),
    ...gap(health(ink, report)),
    ...culprits(ink, report, options.cwd),
    ...findings(ink, report, options.cwd),
    ...packages(ink, report, options.cwd),
    ...workers(ink, report),
    ...notTheCode(ink, report),
    ...silenced(ink, report, options.cwd),
    ...stalls(ink, report, options.cwd),
    ...series(ink, report),
    ...baseline(ink, report, options.cwd),
    ...budgets(ink, report),
    ...processes(ink, report),
    ...footer(ink, report, options.cwd),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function gap(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? lines : ['', ...lines];
}

export const terminal: Renderer = { render };
