// @expect kind=cpu
// @min-ms 75
function toBinary(bytes) {
  let out = '';
  for (const byte of bytes) { // <- blame
    let bits = ''; // <- blame
    for (let i = 7; i >= 0; i--) bits += (byte >> i) & 1; // <- blame
    out += bits + ' '; // <- blame
  }
  return out;
}

setTimeout(() => {
  const frame = new Uint8Array(64).map((_, i) => i);
  let printed = 0;
  for (let f = 0; f < 22000; f++) printed += toBinary(frame).length;
  console.log(printed);
}, 120);
setTimeout(() => {}, 300);
