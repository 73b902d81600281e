import type { Renderer } from '../renderer.js';
import type { Report } from '../report.js';
import { type Assets, readAssets } from './assets.js';
import { forScript, pageText } from './document.js';
import { firstScreen } from './first-screen.js';
import { environmentSection, findingsSection, processesSection } from './sections.js';
import { toPageData } from './to-page-data.js';

/** The report as one file that needs no other and no network. Made of nothing but the report and the package's own files. */
export function renderPage(report: Report, cwd: string, assets: Assets): string {
  return pageText(
    {
      title: report.headline,
      skip: ['fix-first', 'what to fix first'],
      first: firstScreen(report, cwd),
      sections: [
        ['timeline', 'Timeline', forScript('timeline', 'Timeline')],
        ['culprits', 'Culprits', forScript('culprits', 'Culprits')],
        ['findings', 'Findings', findingsSection(report, cwd)],
        ['processes', 'Processes', processesSection(report)],
        ['environment', 'Environment', environmentSection(report)],
      ],
      data: toPageData(report, cwd, assets.pages),
    },
    assets,
  );
}

export const htmlPage: Renderer = { render: (report, { cwd }) => renderPage(report, cwd, readAssets('run')) };
