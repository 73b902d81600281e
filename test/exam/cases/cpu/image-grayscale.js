// @expect kind=cpu
// @min-ms 75
function grayscale(pixels) {
  for (let i = 0; i < pixels.length; i += 4) { // <- blame
    const y = Math.pow(pixels[i] / 255, 2.2) * 0.3 + Math.pow(pixels[i + 1] / 255, 2.2) * 0.59 + Math.pow(pixels[i + 2] / 255, 2.2) * 0.11; // <- blame
    pixels[i] = pixels[i + 1] = pixels[i + 2] = Math.pow(y, 1 / 2.2) * 255; // <- blame
  }
  return pixels;
}

const { Readable } = require('stream');

const image = new Readable({ read() {} });
image.on('data', (chunk) => {
  const out = grayscale(new Uint8ClampedArray(chunk));
  console.log(out.length);
});
setTimeout(() => image.push(Buffer.alloc(1600 * 1200 * 3, 77)), 100);
setTimeout(() => {}, 300);
