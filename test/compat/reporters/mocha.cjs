const { relative } = require('node:path');
const { addResult } = require('./lines.cjs');

/** A reporter for mocha: `--reporter <this file>`. */
module.exports = function CompatReporter(runner) {
  const nameOf = (test) => `${test.file ? `${relative('', test.file)}: ` : ''}${test.fullTitle()}`;
  runner.on('pass', (test) => addResult(nameOf(test), 'pass'));
  runner.on('fail', (test) => addResult(nameOf(test), 'fail'));
  runner.on('pending', (test) => addResult(nameOf(test), 'skip'));
};
