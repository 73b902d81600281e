// @expect kind=cpu
// @min-ms 75
const isObject = (value) => typeof value === 'object' && value !== null; // <- blame

const merge = (into, from) => {
  for (const key of Object.keys(from)) { // <- blame
    if (isObject(from[key])) into[key] = merge(into[key] ?? {}, from[key]); // <- blame
    else into[key] = from[key]; // <- blame
  }
  return into;
};

const defaults = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`k${i}`, { a: { b: { c: i } }, d: i }]));
await new Promise((resolve) => setTimeout(resolve, 60));
let merged = {};
for (let i = 0; i < 250; i++) merged = merge({ ...merged }, defaults); // <- blame
console.log(Object.keys(merged).length);
