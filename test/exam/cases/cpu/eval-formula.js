// @expect kind=cpu
// @min-ms 75
const formula = 'let s = 0; for (let i = 0; i < 40e6; i++) { s = (s + i * 7) % 1000003; } s';

function evaluate(code) {
  return eval(code); // <- blame
}

setTimeout(() => console.log(evaluate(formula)), 100);
setTimeout(() => {}, 400);
