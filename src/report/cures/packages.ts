/** What to do when a dependency did the computing that the user's line asked for. */

const WORKER = 'a worker thread (`piscina` keeps a pool of them)';

const HASH_IN_JAVASCRIPT =
  '`bcrypt` (native, same interface) with `await bcrypt.hash(…)`, or `promisify(crypto.scrypt)`: both work on the thread pool. The asynchronous calls of `bcryptjs` compute on the loop as well, only in slices.';
const NATIVE_CRYPTO =
  'the built-in `node:crypto`: many times faster than JavaScript, and asynchronous where it has a callback or is `crypto.subtle`.';
const PICTURES = '`sharp`, which decodes and resizes on threads of its own.';

const FIXES: ReadonlyMap<string, string> = new Map([
  ['bcryptjs', HASH_IN_JAVASCRIPT],
  ['bcrypt-nodejs', HASH_IN_JAVASCRIPT],
  ['crypto-js', NATIVE_CRYPTO],
  ['node-forge', NATIVE_CRYPTO],
  ['jimp', PICTURES],
  ['pngjs', PICTURES],
  ['jpeg-js', PICTURES],
  ['pako', 'the built-in `node:zlib` (`pipeline` with `createGzip()`), which works on the thread pool.'],
  ['jszip', `\`yazl\` or \`archiver\`, which stream and compress on the thread pool, or ${WORKER}.`],
  ['xlsx', `a streaming reader or writer (\`exceljs\`), or ${WORKER}.`],
  ['csv-parse', 'its streaming form: `pipeline(createReadStream(path), parse(), …)`, not `csv-parse/sync`.'],
]);

/** `@scope/name` of `@scope/name@1.2.3`. */
export function nameOfPackage(label: string): string {
  const at = label.indexOf('@', 1);
  return at < 0 ? label : label.slice(0, at);
}

/** What to do about computing inside `name`. */
export function fixOfPackage(name: string): string {
  const known = FIXES.get(name);
  if (known !== undefined) return `Instead of \`${name}\`: ${known}`;
  return `\`${name}\` computed on the loop for this line. Give it less to do in one go, keep its result if the same comes again, or call it in ${WORKER}. An asynchronous form helps only if it works on another thread.`;
}
