import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureBeside, spread } from '../meter.mjs';
import { bare } from '../variants.mjs';

/** What is run, and how much of it: some four seconds of CPU each, so that a tool's own start weighs little. */
const WORKS = { http: 30_000, files: 700, json: 1600 };
const workFile = (name) => fileURLToPath(new URL(`../work/${name}.cjs`, import.meta.url));

/**
 * CPU of each tool as a ratio to bare node, in rounds. In a round every second run is a bare one, and each tool is
 * compared with the bare run beside it; every other round goes the other way. Returns a map of the tool's name to
 * `{ http, files, json }`, of `workShare` (0 to 1) of the work, each a spread of ratios with `pairs`, or `{ failed }` with the reason.
 */
export async function overhead(tools, { node, works, pairs, workShare, folder, progress }) {
  const result = new Map(tools.map((tool) => [tool.name, {}]));
  for (const work of Object.keys(WORKS).filter((name) => works.length === 0 || works.includes(name))) {
    const ratios = new Map(tools.map((tool) => [tool, []]));
    for (let round = 0; round < pairs; round++) {
      const turned = round % 2 === 1;
      for (const tool of turned ? [...tools].reverse() : tools) {
        progress(`${work} ${round + 1}/${pairs} ${tool.name}`);
        ratios.get(tool).push(await pair(tool, work, { node, folder, turned, workShare }));
      }
    }
    for (const [tool, values] of ratios) result.get(tool.name)[work] = summary(values);
  }
  return result;
}

async function pair(tool, work, { node, folder, turned, workShare }) {
  const size = Math.min(tool.sizes?.[work] ?? Number.POSITIVE_INFINITY, WORKS[work] * workShare);
  const env = { BENCH_SIZE: String(Math.round(size)) };
  const session = (await tool.open?.()) ?? null;
  const variant = { name: tool.name, command: (...words) => commandOf(tool, session, ...words) };
  const run = (each) => measureBeside(each, node, workFile(work), join(folder, 'overhead'), env);
  try {
    const first = await run(turned ? variant : bare);
    const second = await run(turned ? bare : variant);
    return turned ? first.cpuMs / second.cpuMs : second.cpuMs / first.cpuMs;
  } catch (error) {
    return { failed: error.message.split(':')[0] };
  } finally {
    session?.close();
  }
}

function commandOf(tool, session, node, script, folder) {
  if (tool.overhead) return tool.overhead.command(node, script, folder, tool.home);
  const { command, env } = tool.start({ node, nodeArgs: [], script, folder, home: tool.home });
  return { args: command, env: { ...env, ...session?.env } };
}

function summary(values) {
  const failed = values.find((value) => typeof value !== 'number');
  return failed ?? { ...spread(values), pairs: values.length };
}
