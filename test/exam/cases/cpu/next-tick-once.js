// @expect kind=cpu
// @min-ms 75
function mandelbrot(size) {
  let inside = 0;
  for (let py = 0; py < size; py++) { // <- blame
    for (let px = 0; px < size; px++) { // <- blame
      let x = 0, y = 0, i = 0; // <- blame
      const cx = (px / size) * 3 - 2, cy = (py / size) * 2 - 1; // <- blame
      while (x * x + y * y < 4 && i < 80) { // <- blame
        const t = x * x - y * y + cx; // <- blame
        y = 2 * x * y + cy; // <- blame
        x = t; // <- blame
        i++; // <- blame
      }
      if (i === 80) inside++; // <- blame
    }
  }
  return inside;
}

setTimeout(() => {
  process.nextTick(function draw() {
    console.log(mandelbrot(1500));
  });
}, 100);
setTimeout(() => {}, 400);
