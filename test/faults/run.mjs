import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cuts, flips } from './damage.mjs';
import { filesOf, judge } from './judge.mjs';
import { kills } from './kills.mjs';

const dist = (path) => import(new URL(`../../dist/${path}`, import.meta.url));
const BIN = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../../fixtures/many-small-calls/bad.mjs', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '200' },
    step: { type: 'string', default: '1' },
    flips: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run faults -- [kills] [cuts] [flips] [options]
  kills            SIGKILL at random moments (--kills <n>, default 200)
  cuts             a real trace cut at every byte (--step <n>: at every nth)
  flips            bytes of a real trace changed at random (--flips <n>, default 10000)
  --seed <n>       another row of random numbers (default 1)

Without a name all three. Exit code 1 where a fault was found.`);
  process.exit(0);
}

const chosen = positionals.length > 0 ? positionals : ['cuts', 'flips', 'kills'];
const progress = (line) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${line}`);
const seed = Number(values.seed);

/** As `loopcheck report` does, up to the text. */
async function makeReporter() {
  const [{ readTrace }, { diagnose }, { judge: judgeGate }, { compose }, { formats }] = await Promise.all([
    dist('trace/read.js'),
    dist('analyze/diagnose.js'),
    dist('gate/judge.js'),
    dist('report/compose.js'),
    dist('report/formats.js'),
  ]);
  return async (folder) => {
    const trace = await readTrace(folder);
    const diagnosis = await diagnose(trace);
    const report = compose(diagnosis, judgeGate(diagnosis, {}), { tone: 'plain', tracePath: folder });
    for (const name of ['json', 'markdown']) formats[name].render(report, { cwd: folder });
    return { diagnosis, originNs: trace.run?.launch.originNs ?? '0' };
  };
}

function recordRun(home) {
  try {
    execFileSync(process.execPath, [BIN, '--trace', 'run', '--quiet', FIXTURE], { cwd: home, stdio: 'ignore' });
  } catch {
    // A fixture may fail; its trace is what counts.
  }
  return join(home, 'run', readdirSync(join(home, 'run'))[0] ?? '');
}

async function damage(report, makeDamaged) {
  const home = mkdtempSync(join(tmpdir(), 'loopcheck-faults-'));
  try {
    const folder = recordRun(home);
    let faults = 0;
    const names = filesOf(folder);
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      const damaged = makeDamaged(bytes, names.length);
      const { silent, ...counts } = await judge({ folder, name, damaged, report, progress });
      progress('');
      console.log(`${name === 'run.ndjson' ? name : 'the process'} (${bytes.length} bytes): ${words(counts)}`);
      for (const what of silent) console.log(`  another report without a word: ${what}`);
      faults += silent.length;
    }
    return faults;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function words({ copies, refused, told, same }) {
  return `${copies} copies: ${told} told, ${refused} refused, ${same} the same`;
}

const FAULTS = {
  cuts: (report) => damage(report, (bytes) => cuts(bytes, Number(values.step))),
  flips: (report) =>
    damage(report, (bytes, files) => flips(bytes, { count: Math.ceil(Number(values.flips) / files), seed })),
  kills: async (report) => {
    const { faults, ...counts } = await kills({ count: Number(values.kills), seed, report, progress });
    progress('');
    console.log(
      `${counts.kills} kills (${counts.launcherKills} of loopcheck first), ${counts.open} inside a stall of more than 250 ms`,
    );
    for (const fault of faults) console.log(`  ${fault}`);
    return faults.length;
  },
};

const report = await makeReporter();
let found = 0;
for (const name of chosen) {
  console.log(`${name}:`);
  const began = performance.now();
  found += await FAULTS[name](report);
  console.log(`  ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
console.log(found === 0 ? 'no fault' : `${found} faults`);
process.exitCode = found === 0 ? 0 : 1;
