import { parseArgs } from 'node:util';
import { findNode, versionOf } from '../../support/nodes.mjs';
import { casesOf } from './cases.mjs';
import { TOOLS } from './tools/index.mjs';

/** What is measured, and may be measured alone. */
const PARTS = ['corpus', 'overhead', 'verdict'];
const USAGE = `usage: npm run bench peers -- [options]
  --only corpus,overhead,verdict   only these parts
  --tools doctor,sentry            only tools whose name contains one of these
  --cases json,endings/            only programs whose name contains one of these
  --works http,files,json          only these kinds of work, for the overhead
  --all                            all programs of the exam that more than one tool can run, not the chosen ones
  --work-share <percent>           so much of that work alone (default 100): a tool's own start weighs more then
  --pairs <n>                      pairs of bare and with, for the overhead (default 1)
  --times <n>                      runs for the time to a result (default 1)
  --node <major>                   with another Node
  --write                          keep the results in docs/peers.json, and their table in the pages`;

/**
 * The words after `npm run bench peers --` as `{ parts, cases, tools, works, workShare, pairs, times, node,
 * nodeVersion, write }`, or `{ say, exitCode }` where there is something to say instead: how it is used, or what was wrong.
 */
export function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        only: { type: 'string', default: '' },
        tools: { type: 'string', default: '' },
        cases: { type: 'string', default: '' },
        works: { type: 'string', default: '' },
        'work-share': { type: 'string', default: '100' },
        all: { type: 'boolean', default: false },
        pairs: { type: 'string', default: '1' },
        times: { type: 'string', default: '1' },
        node: { type: 'string', default: '' },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return wrong(error.message);
  }
  if (values.help) return { say: USAGE, exitCode: 0 };
  const parts = values.only === '' ? PARTS : listOf(values.only);
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown) return wrong(`--only knows ${PARTS.join(', ')}, not ${unknown}`);
  const uncounted = ['pairs', 'times', 'work-share'].find((name) => !/^[1-9]\d*$/.test(values[name]));
  if (uncounted) return wrong(`--${uncounted} is a whole number from 1, not ${values[uncounted]}`);
  if (values.write && (values.only || values.tools || values.cases || values.works))
    return wrong('--write keeps whole runs: leave out --only, --tools, --cases and --works');
  const tools = TOOLS.filter(({ name }) => isNamed(name, listOf(values.tools)));
  if (tools.length === 0)
    return wrong(`no tool's name contains ${values.tools}: ${TOOLS.map(({ name }) => name).join(', ')}`);
  const node = values.node ? findNode(Number(values.node)) : process.execPath;
  const nodeVersion = versionOf(node);
  const major = Number(/^v(\d+)/.exec(nodeVersion)[1]);
  const cases = casesOf({ all: values.all, major }).filter(({ name }) => isNamed(name, listOf(values.cases)));
  if (cases.length === 0) return wrong(`no program's name contains ${values.cases}`);
  return {
    parts,
    cases,
    tools,
    works: listOf(values.works),
    workShare: Number(values['work-share']) / 100,
    pairs: Number(values.pairs),
    times: Number(values.times),
    node,
    nodeVersion,
    write: values.write,
  };
}

function wrong(reason) {
  return { say: `${reason}\n\n${USAGE}`, exitCode: 2 };
}

function listOf(text) {
  return text.split(',').filter(Boolean);
}

function isNamed(name, wanted) {
  return wanted.length === 0 || wanted.some((text) => name.toLowerCase().includes(text.toLowerCase()));
}
