/** What to write instead of a call that blocks: one row a call, so that a new call is one line. */

export interface Cure {
  /** What takes its place, as a noun phrase with code in backticks. */
  readonly instead: string;
  /** One more sentence, where the swap alone is not the whole story. */
  readonly also?: string;
}

const FS_PROMISES = '`node:fs/promises`';
const WORKER = 'a worker thread (`piscina` keeps a pool of them)';

/** The call as it is written with `node:fs/promises`. */
const FS_TWINS: Readonly<Record<string, string>> = {
  access: 'access(path)',
  appendFile: 'appendFile(path, data)',
  chmod: 'chmod(path, mode)',
  chown: 'chown(path, uid, gid)',
  copyFile: 'copyFile(from, to)',
  cp: 'cp(from, to, { recursive: true })',
  lchmod: 'lchmod(path, mode)',
  lchown: 'lchown(path, uid, gid)',
  link: 'link(existing, path)',
  lstat: 'lstat(path)',
  lutimes: 'lutimes(path, atime, mtime)',
  mkdir: 'mkdir(path, { recursive: true })',
  mkdtemp: 'mkdtemp(prefix)',
  open: 'open(path)',
  readFile: 'readFile(path)',
  readdir: 'readdir(path)',
  readlink: 'readlink(path)',
  realpath: 'realpath(path)',
  rename: 'rename(from, to)',
  rm: 'rm(path, { recursive: true })',
  rmdir: 'rmdir(path)',
  stat: 'stat(path)',
  statfs: 'statfs(path)',
  symlink: 'symlink(target, path)',
  truncate: 'truncate(path, length)',
  unlink: 'unlink(path)',
  utimes: 'utimes(path, atime, mtime)',
  writeFile: 'writeFile(path, data)',
};

/** The method of the `FileHandle` that `open` from `node:fs/promises` gives, for calls that take a descriptor. */
const HANDLE_TWINS: Readonly<Record<string, string>> = {
  close: 'close()',
  fchmod: 'chmod(mode)',
  fchown: 'chown(uid, gid)',
  fdatasync: 'datasync()',
  fstat: 'stat()',
  fsync: 'sync()',
  ftruncate: 'truncate(length)',
  futimes: 'utimes(atime, mtime)',
  read: 'read(buffer)',
  readv: 'readv(buffers)',
  write: 'write(data)',
  writev: 'writev(buffers)',
};

const MANY_FILES = 'For many files, keep a limit on how many are open at once (`p-limit`).';
const BIG_FILES = 'For a big file, stream it with `createReadStream` and `pipeline`.';

const FS_NOTES: Readonly<Record<string, string>> = {
  readFile: BIG_FILES,
  writeFile: 'For a lot of output, `pipeline(source, createWriteStream(path))`.',
  appendFile: 'For a log, open one `createWriteStream(path, { flags: "a" })` and write to it.',
  readdir: 'For a huge folder, `for await (const entry of await opendir(path))`.',
  stat: MANY_FILES,
  lstat: MANY_FILES,
};

function fsCures(): [string, Cure][] {
  const paths = Object.entries(FS_TWINS).map(([name, call]): [string, Cure] => {
    const also = FS_NOTES[name];
    const instead = `\`await ${call}\` from ${FS_PROMISES}`;
    return [`fs.${name}Sync`, also === undefined ? { instead } : { instead, also }];
  });
  const handles = Object.entries(HANDLE_TWINS).map(([name, call]): [string, Cure] => [
    `fs.${name}Sync`,
    { instead: `\`await handle.${call}\` on the handle that \`open\` from ${FS_PROMISES} gives` },
  ]);
  return [...paths, ...handles];
}

const FS_SPECIAL: readonly (readonly [string, Cure])[] = [
  [
    'fs.existsSync',
    {
      instead: `\`await access(path)\` from ${FS_PROMISES}`,
      also: 'Better still, open the file and handle `ENOENT`: one call less, and no race.',
    },
  ],
  ['fs.openAsBlobSync', { instead: '`await openAsBlob(path)` from `node:fs`' }],
  ['fs.realpathSync.native', { instead: `\`await realpath(path)\` from ${FS_PROMISES}` }],
  [
    'fs.opendirSync',
    { instead: `\`for await (const entry of await opendir(path))\` with \`opendir\` from ${FS_PROMISES}` },
  ],
  ['fs.Dir.readSync', { instead: '`for await (const entry of dir)`' }],
  ['fs.Dir.closeSync', { instead: '`await dir.close()`' }],
  ['fs.globSync', { instead: `\`for await (const path of glob(pattern))\` with \`glob\` from ${FS_PROMISES}` }],
  [
    'fs.mkdtempDisposableSync',
    { instead: `\`await using folder = await mkdtempDisposable(prefix)\` from ${FS_PROMISES}` },
  ],
];

const CHILD_NOTE = 'The child keeps running beside the loop, and `await` picks up its result.';

const CHILDREN: readonly (readonly [string, Cure])[] = [
  [
    'child_process.execSync',
    {
      instead: '`await promisify(exec)(command)` (`exec` from `node:child_process`), or `await execa(command)`',
      also: CHILD_NOTE,
    },
  ],
  [
    'child_process.execFileSync',
    {
      instead:
        '`await promisify(execFile)(file, args)` (`execFile` from `node:child_process`), or `await execa(file, args)`',
      also: CHILD_NOTE,
    },
  ],
  [
    'child_process.spawnSync',
    {
      instead: '`spawn(file, args)` from `node:child_process` and its `close` event, or `await execa(file, args)`',
      also: CHILD_NOTE,
    },
  ],
];

const POOL_NOTE = 'It runs on libuv’s thread pool (4 threads unless `UV_THREADPOOL_SIZE` says otherwise).';

function pooled(name: string, args: string): [string, Cure] {
  return [`crypto.${name}Sync`, { instead: `\`await promisify(crypto.${name})(${args})\``, also: POOL_NOTE }];
}

function callback(name: string, args: string): [string, Cure] {
  return [
    `crypto.${name}`,
    { instead: `\`crypto.${name}(${args}, callback)\`: with a callback it is asynchronous`, also: POOL_NOTE },
  ];
}

const HASHING: Cure = {
  instead: 'smaller pieces: `await pipeline(stream, hash)` hashes chunk by chunk and lets the loop turn between them',
  also: `For one big buffer in memory, \`await crypto.subtle.digest("SHA-256", buffer)\` or ${WORKER}.`,
};

const CIPHERING: Cure = {
  instead: 'the cipher as a stream: `await pipeline(source, cipher, target)` works chunk by chunk',
  also: `For one big buffer in memory, \`crypto.subtle.encrypt\` or ${WORKER}.`,
};

const CRYPTO: readonly (readonly [string, Cure])[] = [
  pooled('pbkdf2', 'password, salt, …'),
  pooled('scrypt', 'password, salt, length'),
  pooled('hkdf', 'digest, key, salt, info, length'),
  pooled('argon2', 'algorithm, parameters'),
  pooled('generateKeyPair', 'type, options'),
  pooled('generateKey', 'type, options'),
  pooled('generatePrime', 'bits'),
  pooled('checkPrime', 'candidate'),
  ['crypto.randomFillSync', { instead: '`await promisify(crypto.randomFill)(buffer)`', also: POOL_NOTE }],
  callback('randomBytes', 'size'),
  callback('randomInt', 'max'),
  callback('sign', 'algorithm, data, key'),
  callback('verify', 'algorithm, data, key, signature'),
  callback('diffieHellman', 'options'),
  callback('encapsulate', 'key'),
  callback('decapsulate', 'key, ciphertext'),
  ['crypto.createHash', HASHING],
  ['crypto.hash', HASHING],
  ['crypto.Hash.update', HASHING],
  ['crypto.Hash.digest', HASHING],
  ['crypto.Hmac.update', HASHING],
  ['crypto.Cipheriv.update', CIPHERING],
  ['crypto.Decipheriv.update', CIPHERING],
];

/** Each synchronous call of `zlib`, and the stream that does the same piece by piece. */
const ZLIB_STREAMS: Readonly<Record<string, string>> = {
  gzip: 'createGzip',
  gunzip: 'createGunzip',
  deflate: 'createDeflate',
  deflateRaw: 'createDeflateRaw',
  inflate: 'createInflate',
  inflateRaw: 'createInflateRaw',
  unzip: 'createUnzip',
  brotliCompress: 'createBrotliCompress',
  brotliDecompress: 'createBrotliDecompress',
  zstdCompress: 'createZstdCompress',
  zstdDecompress: 'createZstdDecompress',
};

function zlibCures(): [string, Cure][] {
  return Object.entries(ZLIB_STREAMS).map(([name, stream]) => [
    `zlib.${name}Sync`,
    {
      instead: `\`await pipeline(source, ${stream}(), target)\` for what can stream, or \`await promisify(zlib.${name})(buffer)\``,
      also: 'Both do the work on the thread pool.',
    },
  ]);
}

const LOGGING: Cure = {
  instead:
    'less of it in one turn: gather the lines and write them once, or log through `pino` with a transport thread',
  also: 'Writes to a terminal or a file are synchronous in Node, and to a pipe they are on Linux: a slow reader stops the loop.',
};

const PARSING: Cure = {
  instead:
    'a streaming parser (`stream-json`), a smaller answer (pagination, only the fields that are needed), or NDJSON line by line',
  also: `Where it must be one document, parse it in ${WORKER} and do the work with it there too.`,
};

const PRINTING: Cure = {
  instead:
    'a stream that prints piece by piece (`json-stream-stringify`), or a smaller answer (pagination, only the needed fields)',
  also: 'If the answer seldom changes, stringify it once and keep the text.',
};

const CLONING: Cure = {
  instead:
    'a copy of only what changes; to hand data to a worker, transfer its buffers: `postMessage(data, [data.buffer])`',
  also: 'Or share it with a `SharedArrayBuffer`, which nobody has to copy.',
};

const OTHERS: readonly (readonly [string, Cure])[] = [
  [
    'Atomics.wait',
    {
      instead:
        '`await Atomics.waitAsync(view, index, value).value`, or `await setTimeout(ms)` from `node:timers/promises`',
      also: '`Atomics.wait` is for worker threads, which have nobody else to serve.',
    },
  ],
  ['JSON.parse', PARSING],
  ['JSON.stringify', PRINTING],
  ['structuredClone', CLONING],
  ['v8.serialize', CLONING],
  ['v8.deserialize', CLONING],
  [
    'v8.writeHeapSnapshot',
    {
      instead: 'a snapshot only by hand or on a replica taken out of service',
      also: 'It has no asynchronous twin: V8 must stand still.',
    },
  ],
  ['process.stdout.write', LOGGING],
  ['process.stderr.write', LOGGING],
  ['WebAssembly.Module', { instead: '`await WebAssembly.compile(bytes)`' }],
  ['WebAssembly.Instance', { instead: '`await WebAssembly.instantiate(module, imports)`' }],
  [
    'worker_threads.receiveMessageOnPort',
    { instead: '`port.on("message", listener)`, or `await once(port, "message")` from `node:events`' },
  ],
  ['dns.lookupSync', { instead: '`await lookup(host)` from `node:dns/promises`' }],
];

const CONSOLE_METHODS = ['log', 'info', 'debug', 'warn', 'error', 'dir', 'table', 'trace'];

const CURES: ReadonlyMap<string, Cure> = new Map<string, Cure>([
  ...fsCures(),
  ...FS_SPECIAL,
  ...CHILDREN,
  ...CRYPTO,
  ...zlibCures(),
  ...OTHERS,
  ...CONSOLE_METHODS.map((method): [string, Cure] => [`console.${method}`, LOGGING]),
]);

/** Calls of Node's own that came after this table: their names still tell. */
const NODES_OWN_SYNC = /^(fs|child_process|crypto|zlib|dns|v8)\.(\w+)Sync$/;

/** Modules whose every call is synchronous, by design. */
const SYNC_ONLY = /^(?:sqlite|node:sqlite|DatabaseSync|StatementSync|better-sqlite3)\b/;

/** The row of `api` as the trace names it (`fs.readFileSync`), or null where no replacement is known. */
export function cureOfCall(api: string): Cure | null {
  const known = CURES.get(api) ?? CURES.get(api.replace(/^node:/, ''));
  if (known !== undefined) return known;
  const [, module, twin] = NODES_OWN_SYNC.exec(api) ?? [];
  if (twin !== undefined) return { instead: `its asynchronous twin, \`${module}.${twin}\`, where this Node has it` };
  if (SYNC_ONLY.test(api)) {
    return { instead: WORKER, also: 'This module has no asynchronous twin; an index or a smaller query helps first.' };
  }
  return null;
}

/** What to do about `api`, as sentences. Says so where no asynchronous twin is known. */
export function fixOfCall(api: string | null): string {
  if (api === null) return `Use the asynchronous twin of the call; if there is none, move the call to ${WORKER}.`;
  const cure = cureOfCall(api);
  if (cure === null) {
    return `No asynchronous twin of \`${api}\` is known to loopcheck: move it to ${WORKER}, or do it once and keep the result.`;
  }
  return [`Instead of \`${api}\`: ${cure.instead}.`, cure.also].filter(Boolean).join(' ');
}
