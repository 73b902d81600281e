// The progress bar is never told that the work is done.
// @finding leaked-handle severity=warning place=deep
// @launch duration=4s
const fs = require('node:fs');

let done = 0;
setInterval(() => { // <- leaked-handle
  if (done > 1e9) console.log('a long way to go');
}, 200);

fs.readdir(__dirname, (error, names) => {
  done = error ? 0 : names.length;
  console.log(`${done} files`);
});
