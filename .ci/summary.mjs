// What vitest's JSON reports in a folder say: each test that failed with the first lines of its message, then the counts.
// The end of a long output is all that is kept of it in many places, so what went wrong belongs there.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const MESSAGE_LINES = 30;

const folder = process.argv[2];
const reports = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const files = reports.flatMap((report) => report.testResults);

for (const file of files) {
  const place = relative(process.cwd(), file.name);
  const failed = file.assertionResults.filter((test) => test.status === 'failed');
  for (const test of failed) say(`FAILED ${place} > ${test.fullName}`, test.failureMessages.join('\n'));
  if (file.status === 'failed' && failed.length === 0) say(`FAILED ${place}`, file.message);
}

const sum = (count) => reports.reduce((total, report) => total + report[count], 0);
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);

function say(title, message) {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, MESSAGE_LINES);
  console.log([title, ...lines.map((line) => `  ${line}`)].join('\n'));
}
