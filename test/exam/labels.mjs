import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const SOURCE = /\.(?:js|cjs|mjs|ts)$/;
const MAIN = ['main.js', 'main.mjs', 'main.cjs', 'main.ts'];
const MARK = /\/\/ <- blame(?: (\w+))?\s*$/;
const LABEL = /^\/\/ @([\w-]+)(?: (.*))?$/;

/**
 * All cases below a folder, sorted by name. A case is a program in one file, or a folder with a `main.*`; its labels
 * stand in the comments of the program itself, so that they can't drift from it:
 *
 * - `@expect kind=cpu|native api=a|b blame=tag` one stall (or `@stalls n` of one line) and its cause; `api=*` is any.
 *   `blame` names the marks `// <- blame tag` where a program has more than one. `@expect none allow=suspended`: no
 *   stall that anybody's code is blamed for.
 * - For the `@expect` above it: `@min-ms` the stated length, `@stalls`, `@phase`, `@thread main|worker`,
 *   `@process child`, `@loops n` (stalls at the line in so many threads and processes), `@at file=name line=3|4` (a place
 *   in generated code, besides the marked lines; `%20` is a space), `@trigger type|type words of the label`,
 *   `@delayed timers=2-3 requests=1` (who waited, within these bounds; one number is exact).
 * - `@ending name code=… signal=… exit=… ongoing` how the program ends; `exit` is loopcheck's own code.
 * - `@launch key=value …` what `launch.mjs` does for it. `@node >=24` the first major that can run it.
 *
 * Throws a sentence that names the file when a label is not understood.
 */
export function readCases(folder) {
  return findMains(folder)
    .map((file) => readCase(folder, file))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findMains(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return SOURCE.test(entry.name) ? [path] : [];
    const main = MAIN.map((name) => join(path, name)).find((each) => existsSync(each));
    return main ? [main] : findMains(path);
  });
}

function readCase(root, file) {
  const isFolder = MAIN.includes(basename(file));
  const folder = join(file, '..');
  const files = isFolder ? sourcesIn(folder) : [file];
  const found = {
    name: relative(root, isFolder ? folder : file),
    file,
    node: 20,
    launch: {},
    ending: null,
    expects: [],
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const label = LABEL.exec(line);
    if (label) applyLabel(found, label[1], label[2] ?? '');
  }
  if (found.expects.length === 0) throw new Error(`${found.name}: no @expect`);
  for (const expect of found.expects) expect.places = placesOf(found, expect, files);
  return found;
}

function sourcesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? sourcesIn(path) : SOURCE.test(path) ? [path] : []));
}

const perExpect = {
  'min-ms': (expect, text) => {
    expect.minMs = Number(text);
  },
  stalls: (expect, text) => {
    expect.stalls = Number(text);
  },
  phase: (expect, text) => {
    expect.phase = text;
  },
  thread: (expect, text) => {
    expect.thread = text;
  },
  process: (expect, text) => {
    expect.process = text;
  },
  loops: (expect, text) => {
    expect.loops = Number(text);
  },
  trigger: (expect, text) => {
    const [types, ...words] = text.split(' ');
    expect.trigger = { types: alternatives(types), label: words.join(' ') };
  },
  delayed: (expect, text) => {
    expect.delayed = Object.entries(fields(text)).map(([who, bounds]) => {
      const [least, most = least] = bounds.split('-').map(Number);
      return { who, least, most };
    });
  },
  at: (expect, text) => {
    const { file, line } = fields(text);
    expect.at = { file: decodeURIComponent(file), lines: alternatives(line).map(Number) };
  },
};

const perCase = {
  expect: (found, text) => {
    found.expects.push(expectation(text));
  },
  ending: (found, text) => {
    const [name, ...rest] = text.split(' ');
    found.ending = { name, ...fields(rest.join(' ')) };
  },
  launch: (found, text) => {
    Object.assign(found.launch, fields(text));
  },
  node: (found, text) => {
    found.node = Number(text.replace('>=', ''));
  },
};

function applyLabel(found, name, text) {
  if (perCase[name]) return perCase[name](found, text);
  const last = found.expects.at(-1);
  if (!perExpect[name] || !last) throw new Error(`${found.name}: @${name} is not understood`);
  perExpect[name](last, text);
}

function expectation(text) {
  const { none, kind, api, blame } = fields(text);
  return {
    none: none === true,
    kinds: alternatives(kind),
    apis: api === '*' ? [] : alternatives(api),
    tag: blame ?? null,
    minMs: 75,
    stalls: null,
    phase: null,
    thread: null,
    process: null,
    loops: null,
    trigger: null,
    delayed: [],
    at: null,
  };
}

function placesOf(found, expect, files) {
  if (expect.none) return [];
  const marked = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, index) => {
        const mark = MARK.exec(text);
        return mark && (mark[1] ?? null) === expect.tag ? [{ file: realpathSync(file), line: index + 1 }] : [];
      }),
  );
  const generated = expect.at ? expect.at.lines.map((line) => ({ file: expect.at.file, line })) : [];
  if (marked.length + generated.length === 0) throw new Error(`${found.name}: no line is marked`);
  return [...marked, ...generated];
}

/** `a=1 b` → `{ a: '1', b: true }`. */
function fields(text) {
  const pairs = text.split(' ').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, true] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function alternatives(text) {
  return text ? text.split('|') : [];
}
