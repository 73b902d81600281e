// @expect kind=json api=JSON.stringify
// @min-ms 75
// @trigger message a message from another process
const { fork } = require('node:child_process');
const { join } = require('node:path');

const rows = new Array(400_000).fill({ id: 1, tags: ['a', 'b', 'c'], at: [1, 2, 3] });
const child = fork(join(__dirname, 'counter.js'));
child.on('message', () => {
  const text = JSON.stringify(rows); // <- blame
  console.log(text.length);
  setTimeout(() => child.kill(), 80);
});
