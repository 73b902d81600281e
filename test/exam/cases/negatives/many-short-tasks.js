// @expect none
let n = 0;
let sum = 0;

function task() {
  for (let i = 0; i < 4e6; i++) sum = (sum + i) % 7919;
  if (++n < 60) setImmediate(task);
  else console.log(sum);
}

setImmediate(task);
