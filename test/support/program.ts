import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratch } from './trace-lines.js';

/** A new folder, with a space in its name, that holds these files. */
export async function program(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await scratch();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
