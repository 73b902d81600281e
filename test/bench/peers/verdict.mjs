import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from '../../exam/labels.mjs';
import { spread } from '../meter.mjs';
import { launch } from './launch.mjs';

const [oneStall] = readCases(fileURLToPath(new URL('./verdict/', import.meta.url)));

/**
 * How long after the target's end the first result of a tool is there, of `times` runs of one program: a spread in ms, below
 * zero where it was told while the program ran. Null where it told of nothing.
 */
export async function verdictMs(tool, { node, home, folder, times }) {
  const waits = [];
  for (let i = 0; i < times; i++) {
    const outcome = await launch(tool, oneStall, { node, home, folder, wholePage: true });
    if (outcome.findings.length === 0 && !tool.hasResult?.(outcome)) return null;
    const endedAtMs = tool.watchEndsAt?.(outcome) ?? Number(readFileSync(join(folder, 'ended'), 'utf8'));
    waits.push((tool.resultAt?.(outcome) ?? outcome.closedAtMs) - endedAtMs);
  }
  return spread(waits);
}
