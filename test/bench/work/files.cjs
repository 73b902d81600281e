// Files, asynchronously and with short synchronous calls mixed in, as build tools and servers do: no turn is long.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROUNDS = Number(process.env.BENCH_SIZE ?? 2100);
const FILES = 64;
/** Whoever measures by pieces is told after so many rounds. */
const MARKED = 50;

async function main() {
  const dir = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'loopcheck-bench-'));
  const files = Array.from({ length: FILES }, (_, i) => path.join(dir, `${i}.txt`));
  const text = 'some text that is not long\n'.repeat(40);
  await Promise.all(files.map((file) => fs.promises.writeFile(file, text)));
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    if (round % MARKED === 0) globalThis.benchMark?.();
    const texts = await Promise.all(files.map((file) => fs.promises.readFile(file, 'utf8')));
    for (const each of texts) bytes += each.length;
    for (const file of files) {
      if (fs.existsSync(file)) bytes += fs.statSync(file).size;
    }
    for (let i = 0; i < 16; i++) bytes += fs.readFileSync(files[(round + i) % FILES], 'utf8').length;
    await fs.promises.writeFile(files[round % FILES], text);
  }
  await fs.promises.rm(dir, { recursive: true });
  if (bytes === 0) throw new Error('nothing was read');
}

main();
