import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const cpuProf = {
  name: '--cpu-prof',
  about: 'node --cpu-prof, and of its profile the own line with the largest self time',
  packages: {},
  // A profile says where the time went, never that the loop stood still.
  claims: { stalls: false, lines: true, kinds: [], startup: true, workers: true, short: true },
  start: ({ node, nodeArgs, script, folder }) => ({
    command: [node, '--cpu-prof', `--cpu-prof-dir=${folder}`, ...nodeArgs, script],
    env: {},
  }),
  findings: ({ folder }) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.cpuprofile'))
      .flatMap((name) => topLine(JSON.parse(readFileSync(join(folder, name), 'utf8'))) ?? [])
      .sort((a, b) => b.durationMs - a.durationMs)
      .slice(0, 1),
};

/**
 * The line that a reader of the profile comes to: of the function with the largest self time its hottest line. Where that
 * function is Node's own or built in, the own function that calls it most, at its first line, which is all that a profile
 * tells of a caller.
 */
function topLine({ nodes, samples, timeDeltas }) {
  const selfUs = new Map();
  samples.forEach((id, i) => {
    selfUs.set(id, (selfUs.get(id) ?? 0) + timeDeltas[i]);
  });
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const functions = new Map();
  for (const node of nodes) {
    const us = selfUs.get(node.id) ?? 0;
    if (us <= 0 || /^\((?:idle|program|root)\)$/.test(node.callFrame.functionName)) continue;
    const entry = entryOf(functions, keyOf(node));
    entry.us += us;
    entry.nodes.push({ node, us });
  }
  const [top] = [...functions.values()].sort((a, b) => b.us - a.us);
  if (!top) return null;
  const said = `${top.nodes[0].node.callFrame.functionName || '(anonymous)'} ${Math.round(top.us / 1000)} ms`;
  const place = isOwn(top.nodes[0].node) ? hottestLine(top.nodes) : heaviestCaller(top.nodes, parents, byId);
  return { startMs: null, durationMs: top.us / 1000, ...place, kinds: [], accuses: true, said };
}

function entryOf(map, key) {
  if (!map.has(key)) map.set(key, { us: 0, nodes: [] });
  return map.get(key);
}

function keyOf({ callFrame }) {
  return `${callFrame.functionName} ${callFrame.url}:${callFrame.lineNumber}:${callFrame.columnNumber}`;
}

function isOwn({ callFrame }) {
  return /^(?:file:|\/)/.test(callFrame.url) && !callFrame.url.includes('/node_modules/');
}

function hottestLine(parts) {
  const ticks = new Map();
  for (const { node } of parts) {
    for (const { line, ticks: count } of node.positionTicks ?? []) ticks.set(line, (ticks.get(line) ?? 0) + count);
  }
  const [line] = [...ticks].sort((a, b) => b[1] - a[1])[0] ?? [parts[0].node.callFrame.lineNumber + 1];
  return { file: pathOf(parts[0].node), line };
}

function heaviestCaller(parts, parents, byId) {
  const callers = new Map();
  for (const { node, us } of parts) {
    let at = node;
    while (at && !isOwn(at)) at = byId.get(parents.get(at.id));
    if (!at) continue;
    const entry = entryOf(callers, keyOf(at));
    entry.us += us;
    entry.nodes.push(at);
  }
  const [heaviest] = [...callers.values()].sort((a, b) => b.us - a.us);
  if (!heaviest) return { file: null, line: null };
  return { file: pathOf(heaviest.nodes[0]), line: heaviest.nodes[0].callFrame.lineNumber + 1 };
}

function pathOf({ callFrame }) {
  return callFrame.url.startsWith('file:') ? fileURLToPath(callFrame.url) : callFrame.url;
}
