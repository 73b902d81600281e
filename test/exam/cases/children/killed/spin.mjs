setTimeout(() => {
  console.log('begin');
  let x = 1;
  for (;;) { // <- blame
    x = (x * 48271) % 2147483647; // <- blame
    if (x === -1) break; // <- blame
  }
}, 150);
