/** Which application on which host this is, for those who compare the traces of many. Runs beside the target's loop. */
import fs = require('node:fs');
import os = require('node:os');
import path = require('node:path');

interface Application {
  readonly hostname: string | null;
  readonly appName: string | null;
  readonly appVersion: string | null;
}

/** No project lies deeper than this below its package.json. */
const MAX_FOLDERS = 32;

/** What the user says instead; an empty host name turns it off. */
interface Told {
  readonly hostname?: string | undefined;
  readonly appVersion?: string | undefined;
}

/** What is known of the application that the file or folder `place` belongs to. Never throws. */
function applicationOf(place: string, told: Told): Application {
  const { name, version } = nearestPackage(place);
  return {
    hostname: (told.hostname ?? hostname()) || null,
    appName: textOrNull(name),
    appVersion: textOrNull(told.appVersion) ?? textOrNull(version),
  };
}

function hostname(): string {
  try {
    return os.hostname();
  } catch {
    return '';
  }
}

/** The first package.json with a name or a version: those that only say `"type": "module"` are passed by. */
function nearestPackage(place: string): { readonly name?: unknown; readonly version?: unknown } {
  let folder = place;
  for (let count = 0; count < MAX_FOLDERS; count += 1) {
    const found = readPackage(path.join(folder, 'package.json'));
    if (found !== null) return found;
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return {};
}

function readPackage(file: string): { readonly name?: unknown; readonly version?: unknown } | null {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && ('name' in value || 'version' in value) ? value : null;
  } catch {
    return null;
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export = { applicationOf };
