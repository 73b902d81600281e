const { readFileSync } = require('node:fs');

setTimeout(() => {
  let bytes = 0;
  for (let i = 0; i < 5; i++) bytes += readFileSync(process.execPath).length; // <- blame
  console.log(bytes > 0);
  setTimeout(() => {}, 100);
}, 150);
