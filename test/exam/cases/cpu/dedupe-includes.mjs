// @expect kind=cpu
// @min-ms 75
export const unique = (list) => {
  const seen = [];
  for (const item of list) { // <- blame
    if (!seen.includes(item)) seen.push(item); // <- blame
  }
  return seen;
};

setTimeout(() => {
  const ids = Array.from({ length: 17000 }, (_, i) => 'id-' + i);
  console.log(unique(ids).length);
}, 100);
setTimeout(() => {}, 300);
