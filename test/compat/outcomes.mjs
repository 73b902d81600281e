/**
 * What a suite's run brought: a map from a test's name to `pass`, `fail` or `skip`. Tests that share a name are told
 * apart by a number, in the order in which they were reported.
 */

/** Lines that the reporters of this folder wrote. */
export function fromLines(text) {
  return named(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  );
}

const TAP_LINE = /^(\s*)(not ok|ok)\b(?: \d+)?(?: - | )?(.*)$/;

/** The Test Anything Protocol, with subtests as blocks that are indented and come before their own line. */
export function fromTap(text) {
  const results = [];
  const above = [];
  for (const line of text.split('\n')) {
    const subtest = /^(\s*)# Subtest: (.*)$/.exec(line);
    if (subtest) {
      above.length = Math.floor(subtest[1].length / 4);
      above.push(subtest[2]);
      continue;
    }
    const match = TAP_LINE.exec(line);
    if (match === null) continue;
    const [, indent, verdict, rest] = match;
    const directive = /\s# (SKIP|TODO)\b.*$/i.exec(rest);
    // Times differ from run to run.
    const name = rest.replace(/\s# (SKIP|TODO|time)\b.*$/i, '').replace(/\s*\{$/, '');
    const status = directive ? 'skip' : verdict === 'ok' ? 'pass' : 'fail';
    results.push({ name: [...above.slice(0, Math.floor(indent.length / 4)), name].join(' > '), status });
  }
  return named(results);
}

const JSON_STATUS = { passed: 'pass', failed: 'fail' };

/** The JSON of jest and vitest. */
export function fromJestJson(text, root) {
  const { testResults } = JSON.parse(text);
  const results = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = name.replace(`${root}/`, '');
    const tests = assertionResults.map((test) => ({
      name: `${file} > ${test.fullName.trim()}`,
      status: JSON_STATUS[test.status] ?? 'skip',
    }));
    return tests.length === 0 ? [{ name: file, status: JSON_STATUS[status] ?? 'skip' }] : tests;
  });
  // They come in the order in which the files ended.
  return named(results.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)));
}

function named(results) {
  const times = new Map();
  return new Map(
    results.map(({ name, status }) => {
      const time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      return [time === 1 ? name : `${name} (${time})`, status];
    }),
  );
}
