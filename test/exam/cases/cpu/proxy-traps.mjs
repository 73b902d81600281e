// @expect kind=cpu
// @min-ms 75
const reactive = (target) =>
  new Proxy(target, {
    get(obj, key, receiver) {
      reads++; // <- blame
      return Reflect.get(obj, key, receiver); // <- blame
    },
  });

let reads = 0;
const state = reactive({ a: 1, b: 2, c: 3 });

function compute(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += state.a * state.b - state.c; // <- blame
  return sum;
}

setTimeout(() => console.log(compute(1800000), reads), 120);
setTimeout(() => {}, 500);
