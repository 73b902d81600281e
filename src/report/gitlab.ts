import { fingerprints } from './ci/fingerprint.js';
import { type Remark, remarksOf } from './ci/remark.js';
import { repoPath, rootOf } from './ci/repo-path.js';
import type { Renderer, RenderOptions } from './renderer.js';
import type { Report } from './report.js';
import { visible } from './text/clean.js';

function severityOf({ about, severity }: Remark): string {
  if (about === 'budget' && severity === 'error') return 'critical';
  return severity === 'error' ? 'major' : severity === 'warning' ? 'minor' : 'info';
}

/** GitLab's Code Quality report. It has no room for what has no place in the repository, so that is left out. */
function render(report: Report, options: RenderOptions): string {
  const root = rootOf(options);
  const remarks = remarksOf(report, root);
  const names = fingerprints(remarks, root);
  const entries = remarks.flatMap((remark, index) => {
    const path = remark.location === null ? null : repoPath(remark.location.file, root);
    if (remark.location === null || path === null) return [];
    return [
      {
        description: [`${remark.title}.`, remark.message, remark.fix].filter(Boolean).join(' '),
        check_name: remark.rule,
        fingerprint: names[index],
        severity: severityOf(remark),
        location: { path: visible(path), lines: { begin: remark.location.line } },
      },
    ];
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}

export const gitlab: Renderer = { render };
