const { appendFileSync } = require('node:fs');

/** Adds one result, `{ name, status }` with status `pass`, `fail` or `skip`, to the file that COMPAT_RESULTS names. */
exports.addResult = function addResult(name, status) {
  appendFileSync(process.env.COMPAT_RESULTS, `${JSON.stringify({ name, status })}\n`);
};
