import type { Location } from '../../analyze/diagnosis.js';
import { repoPath } from '../ci/repo-path.js';
import { visible } from '../text/clean.js';

/** The base that a consumer replaces by the repository's folder. */
const BASE = '%SRCROOT%';

function encoded(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

function region({ line, column }: Location): object {
  if (!Number.isInteger(line) || line < 1) return {};
  return { region: { startLine: line, ...(Number.isInteger(column) && column >= 1 ? { startColumn: column } : {}) } };
}

/** The `locations` of a result; null where the place is no file of the repository: GitHub has no way to show it. */
export function locationsOf(location: Location, root: string): readonly object[] | null {
  const path = repoPath(location.file, root);
  if (path === null) return null;
  const name = visible(location.function);
  return [
    {
      physicalLocation: { artifactLocation: { uri: encoded(path), uriBaseId: BASE }, ...region(location) },
      ...(name === '' ? {} : { logicalLocations: [{ name, kind: 'function' }] }),
    },
  ];
}

/** A whole file of the repository, by its path in it. */
export function wholeFile(path: string): readonly object[] {
  return [{ physicalLocation: { artifactLocation: { uri: encoded(path), uriBaseId: BASE } } }];
}
