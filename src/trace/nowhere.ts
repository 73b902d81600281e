const NOWHERE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** Whether the system says that there is nothing under a path: no such name, a file in a folder's place, no name at all. */
export function isNowhere(error: unknown): boolean {
  return NOWHERE.has((error as NodeJS.ErrnoException).code);
}
