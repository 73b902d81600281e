import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The traces of processes in a folder and those within: `{ file, events, bytes }` each, lines that were cut off left out. The launcher's own
 * file is not among them.
 */
export function readTraces(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).filter((file) => /^\d+-\w+\.ndjson$/.test(basename(file)));
  return files.map((name) => {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const events = whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    return { file, events, bytes: Buffer.byteLength(text) };
  });
}

/**
 * Whether the probe was really at work in a process: it saw its planned pause through the sampler, and the target's own code
 * began after that. A measurement without this is void: it may be one of bare Node.
 */
export function isArmed({ events }) {
  const armed = events.find(({ type }) => type === 'armed');
  const begun = events.some(({ type, name }) => type === 'mark' && name === 'target-start');
  return begun && ['monitor', 'sampler', 'calls'].every((eye) => armed?.eyes.includes(eye) === true);
}
