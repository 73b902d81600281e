// @expect kind=cpu
// @min-ms 75
Promise.resolve('abcdefghijklmnop')
  .then((letters) => new Promise((resolve) => setTimeout(resolve, 100, letters)))
  .then((letters) => {
    let count = 0;
    const visit = (prefix, rest) => { // <- blame
      if (prefix.length === 6) { // <- blame
        count++; // <- blame
        return; // <- blame
      }
      for (let i = 0; i < rest.length; i++) visit(prefix + rest[i], rest.slice(0, i) + rest.slice(i + 1)); // <- blame
    };
    visit('', letters.slice(0, 15));
    return count;
  })
  .then((count) => console.log(count));
setTimeout(() => {}, 400);
