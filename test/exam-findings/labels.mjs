import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const SOURCE = /\.(?:js|cjs|mjs|ts)$/;
const MAIN = /^main\.(?:js|cjs|mjs|ts)$/;
const FIXTURE = /^(bad|good)\.(?:js|cjs|mjs|ts)$/;
const MARK = /\/\/ <- (\S+)\s*$/;
const LABEL = /^\/\/ @([\w-]+)(?: (.*))?$/;

/**
 * All cases below `folder`, and the fixtures of the findings that they are about, sorted by name. A case is a program in
 * one file or a folder with a `main.*`, below a folder with the finding's id. Its labels stand in its own comments:
 *
 * - `@finding id severity=error|warning|info deep place=deep` it must be found; `deep`: only with `--deep`. The lines that
 *   may be named end in `// <- id`; without such a line any place will do, and with `place=deep` so it will without it.
 * - `@clean` nothing of weight (an error or a warning) may be found. `@allow id|id` leaves out findings that are right.
 * - `@launch key=value …` as in test/exam. `@node >=22` the first major that can run it.
 *
 * `bad.*` of a fixture must show the finding whose name the folder has, `good.*` is clean; labels may say more. Throws a
 * sentence that names the file when a label is not understood.
 */
export function readCases(folder, fixtures) {
  const cases = mainsBelow(folder).map((file) => readCase(folder, file));
  const ids = new Set(cases.map((each) => dirname(each.name).split('/')[0]));
  const own = [...ids].flatMap((id) => fixturesOf(fixtures, id).map((file) => readCase(fixtures, file, id)));
  return [...cases, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function mainsBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === 'node_modules') return [];
    if (entry.isFile()) return SOURCE.test(entry.name) ? [path] : [];
    const main = readdirSync(path).find((name) => MAIN.test(name));
    return main ? [join(path, main)] : mainsBelow(path);
  });
}

function fixturesOf(fixtures, id) {
  const folder = join(fixtures, id);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => FIXTURE.test(name))
    .map((name) => join(folder, name));
}

function readCase(root, file, fixtureOf) {
  const isFolder = MAIN.test(basename(file));
  const name = relative(root, isFolder ? dirname(file) : file);
  const found = {
    name: fixtureOf ? `fixtures/${name}` : name,
    file,
    node: 20,
    launch: {},
    findings: [],
    clean: false,
    allowed: [],
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const label = LABEL.exec(line);
    if (label) applyLabel(found, label[1], label[2] ?? '');
  }
  if (fixtureOf) applyFixture(found, fixtureOf);
  if (found.findings.length === 0 && !found.clean) throw new Error(`${found.name}: neither @finding nor @clean`);
  const marks = (isFolder ? sourcesIn(dirname(file)) : [file]).flatMap(marksIn);
  for (const finding of found.findings) finding.places = marks.filter((mark) => mark.id === finding.id);
  return found;
}

/** What promises and callbacks must be followed for. */
const DEEP_ONLY = new Set(['floating-promise', 'never-settled', 'task-churn', 'callback-pyramid']);

function applyFixture(found, id) {
  const bad = basename(found.file).startsWith('bad');
  if (!bad) found.clean = true;
  else if (!found.findings.some((finding) => finding.id === id)) {
    found.findings.push(finding(id, { deep: DEEP_ONLY.has(id) }));
  }
}

function applyLabel(found, label, text) {
  const words = text.split(' ').filter(Boolean);
  if (label === 'finding') found.findings.push(finding(words[0], pairs(words.slice(1))));
  else if (label === 'clean') found.clean = true;
  else if (label === 'allow') found.allowed.push(...text.split('|'));
  else if (label === 'launch') Object.assign(found.launch, pairs(words));
  else if (label === 'node') found.node = Number(text.replace('>=', ''));
  else throw new Error(`${found.name}: @${label} is not understood`);
}

function finding(id, { severity, deep, place } = {}) {
  const severities = severity ? severity.split('|') : [];
  return { id, severities, deepOnly: deep === true, placeDeepOnly: place === 'deep', places: [] };
}

/** `a=1 b` → `{ a: '1', b: true }`. */
function pairs(words) {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      return at < 0 ? [word, true] : [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

function sourcesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? sourcesIn(path) : SOURCE.test(path) ? [path] : []));
}

function marksIn(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const id = MARK.exec(text)?.[1];
      return id === undefined ? [] : [{ id, file: realpathSync(file), line: index + 1 }];
    });
}
