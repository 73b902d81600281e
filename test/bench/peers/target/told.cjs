// What an in-process tool tells its callback is printed on one line of stderr, at once, whatever the program does next.
const { writeSync } = require('node:fs');

exports.tell = (finding) => writeSync(2, `PEER ${JSON.stringify(finding)}\n`);
