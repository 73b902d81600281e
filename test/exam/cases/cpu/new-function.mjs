// @expect kind=cpu
// @min-ms 75
export function compile(expression) {
  return new Function('n', `let acc = 0; for (let i = 0; i < n; i++) acc += ${expression}; return acc;`); // <- blame
}

const score = compile('Math.sqrt(i) * Math.log(i + 1)');

setTimeout(() => {
  console.log(score(20e6) > 0); // <- blame
}, 100);
setTimeout(() => {}, 500);
