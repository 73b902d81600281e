import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomOf } from '../fleet/fleet.mjs';

const BIN = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
const TARGET = fileURLToPath(new URL('target.cjs', import.meta.url));

/** A stall that lasted this long at the kill must be in the trace. */
const MUST_BE_THERE_MS = 250;
/** How far the ends of a stall may lie apart from what the target says of it. */
const SLACK_MS = 60;
/** The earliest and the latest kill, ms after the target's first word. */
const KILL_MS = [0, 2500];

/**
 * Starts a program that stalls, under the probe, and kills it by SIGKILL at a random moment; every fourth time loopcheck
 * is killed first, and the program a while later. Then reads what is left as `loopcheck report` does.
 * @param {{ count: number, seed: number, report: (folder: string) => Promise<any>, progress?: (line: string) => void }} options
 */
export async function kills({ count, seed, report, progress = () => {} }) {
  const random = randomOf(seed);
  const result = { kills: 0, open: 0, launcherKills: 0, faults: [] };
  for (let index = 0; index < count; index += 1) {
    const afterMs = KILL_MS[0] + random() * (KILL_MS[1] - KILL_MS[0]);
    const killLauncher = index % 4 === 3;
    const folder = mkdtempSync(join(tmpdir(), 'loopcheck-kill-'));
    try {
      const killed = await killOne({ folder, seed: seed + index, afterMs, killLauncher });
      const faults = await faultsOf(killed, report);
      result.kills += 1;
      if (killLauncher) result.launcherKills += 1;
      if (isOwed(killed)) result.open += 1;
      const when = `kill ${index} (seed ${seed}, after ${Math.round(afterMs)} ms${killLauncher ? ', loopcheck first' : ''})`;
      for (const fault of faults) result.faults.push(`${when}: ${fault}`);
      progress(`${result.kills} kills, ${result.open} inside a stall, ${result.faults.length} faults`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return result;
}

async function killOne({ folder, seed, afterMs, killLauncher }) {
  const log = join(folder, 'log');
  const child = spawn(process.execPath, [BIN, '--trace', 'run', '--quiet', TARGET, log, String(seed)], {
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const pid = await firstWord(log, ended);
  await sleep(afterMs);
  if (killLauncher) {
    child.kill('SIGKILL');
    await ended;
    await sleep(afterMs / 4);
  }
  const killedNs = process.hrtime.bigint();
  process.kill(pid, 'SIGKILL');
  await (killLauncher ? gone(pid) : ended);
  return { run: join(folder, 'run'), pid, killedNs, killLauncher, words: readFileSync(log, 'utf8') };
}

async function firstWord(log, ended) {
  let isOver = false;
  ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const [, pid] = /^pid (\d+)\n/.exec(readOrNothing(log)) ?? [];
    if (pid !== undefined) return Number(pid);
    await sleep(5);
  }
  throw new Error('The target ended before its first word.');
}

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function gone(pid) {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(5);
  }
}

/** When the last stall began that had no end at the kill; null where the target was between stalls. */
function openSince({ words, killedNs }) {
  const last = words.trimEnd().split('\n').at(-1) ?? '';
  const [, atNs] = /^begin (\d+)$/.exec(last) ?? [];
  return atNs === undefined ? null : { startNs: BigInt(atNs), ms: Number(killedNs - BigInt(atNs)) / 1e6 };
}

function isOwed(killed) {
  return (openSince(killed)?.ms ?? 0) > MUST_BE_THERE_MS;
}

async function faultsOf(killed, report) {
  const { diagnosis, originNs } = await report(join(killed.run, readdirSync(killed.run)[0] ?? ''));
  const faults = [];
  const { target, problems, stalls } = diagnosis;
  const says = killed.killLauncher
    ? problems.some((problem) => problem.includes('has no end'))
    : target.signal === 'SIGKILL';
  if (!says) faults.push(`the report does not say that it was killed (${target.signal}; ${problems.join(' ')})`);
  const unread = problems.filter((problem) => /could not be understood|checksum|beginning is missing/.test(problem));
  if (unread.length > 0) faults.push(unread.join(' '));
  if (!isOwed(killed)) return faults;
  const { startNs, ms } = openSince(killed);
  const startMs = Number(startNs - BigInt(originNs)) / 1e6;
  const found = stalls.find(
    (stall) => stall.startMs <= startMs + SLACK_MS && stall.startMs + stall.durationMs > startMs,
  );
  if (found === undefined) faults.push(`the stall that was open for ${Math.round(ms)} ms is not there`);
  else if (!found.ongoing) faults.push(`the stall that was open for ${Math.round(ms)} ms is told as ended`);
  return faults;
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
