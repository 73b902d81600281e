import { expect, test } from 'vitest';
import { fixOfPackage, packageOf } from '../../../src/report/cures/packages.js';

test.each([
  ['/app/node_modules/bcryptjs/dist/bcrypt.js', 'bcryptjs'],
  ['/app/node_modules/@scope/name/index.js', '@scope/name'],
  ['/app/node_modules/.pnpm/a@1/node_modules/a/lib/x.js', 'a'],
  ['file:///app/node_modules/outer/node_modules/inner/i.mjs', 'inner'],
  ['C:\\app\\node_modules\\@scope\\name\\i.js', '@scope/name'],
  ['/app/src/index.js', null],
])('%s is of %s', (file, name) => {
  expect(packageOf(file)).toBe(name);
});

test('a package that is known gets its own cure, another one honest advice', () => {
  expect(fixOfPackage('bcryptjs')).toContain('`await bcrypt.hash(…)`');
  expect(fixOfPackage('left-pad')).toBe(
    '`left-pad` computed on the loop for this line. Give it less to do in one go, keep its result if the same comes again, or call it in a worker thread (`piscina` keeps a pool of them). An asynchronous form helps only if it works on another thread.',
  );
});
