import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { type ProcessSpec, runTrace } from './trace-builder.js';

const dry: NonNullable<ProcessSpec['marks']> = [{ name: 'loop-empty', at: 9990 }];

async function problems(spec: ProcessSpec, mode: 'default' | 'deep' = 'default'): Promise<readonly string[]> {
  const trace = runTrace({ marks: dry, exitCode: 13, ...spec });
  const processes = trace.processes.map((process) => ({ ...process, header: { ...process.header, mode } }));
  return (await diagnose({ ...trace, processes })).problems;
}

describe('exit code 13', () => {
  it('is told as a top-level await that never went on, with the option that names it', async () => {
    expect(await problems({})).toEqual([
      'Exit code 13 is Node’s own: a top-level `await` still waited when nothing was left to do. `--deep` names its line.',
    ]);
  });

  it('is the program’s own where there was something left to do, and is told by its finding in deep mode', async () => {
    expect(await problems({ marks: [] })).toEqual([]);
    expect(await problems({}, 'deep')).toEqual([]);
    expect(await problems({ exitCode: 12 })).toEqual([]);
  });
});
