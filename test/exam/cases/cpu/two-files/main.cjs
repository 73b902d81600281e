// @expect kind=cpu
// @min-ms 75
const { Board } = require('./board.cjs');

setTimeout(() => {
  const board = new Board(12);
  console.log(board.solve());
}, 100);
setTimeout(() => {}, 400);
