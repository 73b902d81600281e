/** The package that a file lies in, by its path alone. */
export interface PackagePlace {
  /** Absolute path of its folder, where its package.json is. */
  readonly folder: string;
  /** The folder's name, with the scope: that of the package unless it was installed under another. */
  readonly name: string;
  /** As pnpm's folders tell it; null elsewhere. */
  readonly version: string | null;
}

/** Greedy, so that the innermost `node_modules` decides: packages carry packages of their own. */
const IN_PACKAGE = /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+))/s;

/** `…/.pnpm/@scope+name@1.2.3_peer@4/node_modules/@scope/name`. */
const PNPM = /[\\/]\.pnpm[\\/]([^\\/]+)[\\/]node_modules[\\/][^\\/]+(?:[\\/][^\\/]+)?$/;

/** Finds the package; null for files of the user's own. */
export function packagePlaceOf(file: string): PackagePlace | null {
  const match = IN_PACKAGE.exec(file);
  if (match === null) return null;
  const [, folder = '', name = ''] = match;
  return { folder, name: name.replace('\\', '/'), version: pnpmVersion(folder, name) };
}

function pnpmVersion(folder: string, name: string): string | null {
  const id = PNPM.exec(folder)?.[1] ?? '';
  const before = `${name.replace(/[\\/]/, '+')}@`;
  // What peers it was installed with follows in brackets or after an underscore.
  return id.startsWith(before) ? (/^[^_(]+/.exec(id.slice(before.length))?.[0] ?? null) : null;
}
