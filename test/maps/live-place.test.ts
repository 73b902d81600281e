import { join } from 'node:path';
import { expect, it } from 'vitest';
import { liveSources } from '../../src/maps/live-place.js';
import type { FrameEvent } from '../../src/trace/events.js';
import { lineMap, project } from './support.js';

const frame = (url: string, line: number): FrameEvent => ({
  type: 'frame',
  id: 1,
  function: 'f',
  url,
  line,
  column: 1,
});
const inline = (map: string) =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;

it('finds the author’s line by the map that a script announces', async () => {
  const cwd = await project({
    'dist/a.js': `a();\nb();\n${inline(lineMap('../src/a.ts'))}\n`,
    'src/a.ts': 'a()\n\nb()\n',
  });
  const found = liveSources(cwd)(frame(join(cwd, 'dist/a.js'), 2), undefined);
  expect(found).toMatchObject({ url: join(cwd, 'src/a.ts'), line: 2, function: 'f' });
});

it('finds it by a map that only the trace holds', () => {
  const recorded = { type: 'source-map', url: '/nowhere/a.ts', map: lineMap('a.ts') } as const;
  expect(liveSources('/')(frame('/nowhere/a.ts', 3), recorded)).toMatchObject({ url: '/nowhere/a.ts', line: 3 });
});

it('has nothing to say of code without a map, or that is not there', async () => {
  const cwd = await project({ 'a.js': 'a();\n' });
  const find = liveSources(cwd);
  expect(find(frame(join(cwd, 'a.js'), 1), undefined)).toBeNull();
  expect(find(frame(join(cwd, 'gone.js'), 1), undefined)).toBeNull();
  expect(find(frame('evalmachine.<anonymous>', 1), undefined)).toBeNull();
  expect(find(frame(join(cwd, 'a.js'), 0), undefined)).toBeNull();
});
