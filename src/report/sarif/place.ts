import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
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

/** An `artifactLocation`: from the repository's folder, or by its whole URL outside; null for what is no file. */
function artifact(file: string, root: string): object | null {
  const path = repoPath(file, root);
  if (path !== null) return { uri: encoded(path), uriBaseId: BASE };
  return isAbsolute(file) ? { uri: pathToFileURL(file).href } : null;
}

function region({ line, column }: Location): object {
  if (!Number.isInteger(line) || line < 1) return {};
  return { region: { startLine: line, ...(Number.isInteger(column) && column >= 1 ? { startColumn: column } : {}) } };
}

/** The `locations` of a result; null where the place is no file. */
export function locationsOf(location: Location, root: string): readonly object[] | null {
  const artifactLocation = artifact(location.file, root);
  if (artifactLocation === null) return null;
  const name = visible(location.function);
  return [
    {
      physicalLocation: { artifactLocation, ...region(location) },
      ...(name === '' ? {} : { logicalLocations: [{ name, kind: 'function' }] }),
    },
  ];
}

/** A whole file of the repository, by its path in it. */
export function wholeFile(path: string): readonly object[] {
  return [{ physicalLocation: { artifactLocation: { uri: encoded(path), uriBaseId: BASE } } }];
}
