const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read by this user (EACCES)',
  EPERM: 'it may not be read by this user (EPERM)',
  ENAMETOOLONG: 'its name is too long',
};

/** Why the system could not read a file, as a clause about it; null for an error that is not the system's. */
export function whyUnread(error: unknown): string | null {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  return WORDS[code] ?? `it cannot be read (${code})`;
}
