// A stream of a file that isn't there, with nobody who listens for its error.
// @finding ignored-error severity=error
const { createReadStream } = require('node:fs');

function show(name) {
  const input = createReadStream(name); // <- ignored-error
  return input.pipe(process.stdout);
}

setTimeout(() => show('/nowhere/list.txt'), 40);
