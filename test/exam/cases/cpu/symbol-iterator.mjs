// @expect kind=cpu
// @min-ms 75
const permutations = {
  items: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  *[Symbol.iterator]() {
    const a = [...this.items];
    const c = new Array(a.length).fill(0);
    let i = 0;
    yield a.slice(); // <- blame
    while (i < a.length) { // <- blame
      if (c[i] < i) { // <- blame
        const k = i % 2 === 0 ? 0 : c[i]; // <- blame
        [a[k], a[i]] = [a[i], a[k]]; // <- blame
        yield a.slice(); // <- blame
        c[i]++; // <- blame
        i = 0; // <- blame
      } else {
        c[i] = 0; // <- blame
        i++; // <- blame
      }
    }
  },
};

setTimeout(() => {
  let longest = 0;
  for (const p of permutations) longest = Math.max(longest, p[0] * p[8]); // <- blame
  console.log(longest);
}, 100);
setTimeout(() => {}, 400);
