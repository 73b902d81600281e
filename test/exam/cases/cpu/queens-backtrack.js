// @expect kind=cpu
// @min-ms 75
function safe(board, row, col) {
  for (let r = 0; r < row; r++) { // <- blame
    const c = board[r]; // <- blame
    if (c === col || Math.abs(c - col) === row - r) return false; // <- blame
  }
  return true;
}

function place(board, row, size) {
  if (row === size) return 1;
  let found = 0;
  for (let col = 0; col < size; col++) { // <- blame
    if (!safe(board, row, col)) continue; // <- blame
    board[row] = col; // <- blame
    found += place(board, row + 1, size); // <- blame
  }
  return found;
}

setTimeout(() => console.log(place([], 0, 12)), 80);
setTimeout(() => {}, 400);
