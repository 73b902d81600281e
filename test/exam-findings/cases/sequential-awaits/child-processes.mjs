// A child for each commit, one after the other.
// @finding sequential-awaits
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const commits = Array.from({ length: 14 }, (_, i) => `c${i}`);

async function describeAll() {
  const lines = [];
  for (const commit of commits) {
    const { stdout } = await run('sh', ['-c', `sleep 0.04; echo ${commit}`]); // <- sequential-awaits
    lines.push(stdout.trim());
  }
  return lines;
}

console.log((await describeAll()).length);
