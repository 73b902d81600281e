import { expect, test } from 'vitest';
import { fixOfPackage, nameOfPackage } from '../../../src/report/cures/packages.js';

test.each([
  ['bcryptjs@3.0.2', 'bcryptjs'],
  ['@scope/name@1.0.0-rc.1', '@scope/name'],
  ['@scope/name', '@scope/name'],
])('%s is %s', (label, name) => {
  expect(nameOfPackage(label)).toBe(name);
});

test('a package that is known gets its own cure, another one honest advice', () => {
  expect(fixOfPackage('bcryptjs')).toContain('`await bcrypt.hash(…)`');
  expect(fixOfPackage('left-pad')).toBe(
    '`left-pad` computed on the loop for this line. Give it less to do in one go, keep its result if the same comes again, or call it in a worker thread (`piscina` keeps a pool of them). An asynchronous form helps only if it works on another thread.',
  );
});
