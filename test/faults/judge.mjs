import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Maps as pairs; what the reading itself has to say is no figure. */
const asText = (diagnosis) =>
  JSON.stringify(diagnosis, (key, value) =>
    key === 'problems' ? undefined : value instanceof Map ? [...value] : value,
  );

/**
 * Reads each damaged copy in the place of the intact file, and counts how it went: `refused` with a sentence, `told` (it
 * was read and the report says what is wrong), `same` (nothing in the report has changed). `silent` should be empty: the
 * report has changed, and nothing says why. An exception is a fault of its own and goes on to the caller.
 * @param {{ folder: string, name: string, damaged: Iterable<import('./damage.mjs').Damaged>,
 *   report: (folder: string) => Promise<{ diagnosis: object }>, progress?: (line: string) => void }} options
 */
export async function judge({ folder, name, damaged, report, progress = () => {} }) {
  const file = join(folder, name);
  const intact = readFileSync(file);
  const wanted = await report(folder);
  const expected = asText(wanted.diagnosis);
  const known = new Set(wanted.diagnosis.problems);
  const counts = { copies: 0, refused: 0, told: 0, same: 0 };
  const silent = [];
  try {
    for (const { what, bytes } of damaged) {
      writeFileSync(file, bytes);
      counts.copies += 1;
      if (counts.copies % 500 === 0) progress(`${name}: ${counts.copies}`);
      try {
        const { diagnosis } = await report(folder);
        if (diagnosis.problems.some((problem) => !known.has(problem))) counts.told += 1;
        else if (asText(diagnosis) === expected) counts.same += 1;
        else silent.push(what);
      } catch (error) {
        if (error.name !== 'TraceError') throw new Error(`${name}, ${what}: ${error.stack}`);
        counts.refused += 1;
      }
    }
  } finally {
    writeFileSync(file, intact);
  }
  return { ...counts, silent };
}

/** The files of a run's folder. */
export function filesOf(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .sort();
}
