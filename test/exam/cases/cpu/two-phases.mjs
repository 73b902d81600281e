// @expect kind=cpu
// @min-ms 150
const rows = Array.from({ length: 30000 }, (_, i) => i);

function prepare() {
  let x = 0;
  for (let i = 0; i < 9e6; i++) x += i & 3;
  return x;
}

function heavy() {
  let hits = 0;
  for (let i = 0; i < 7000; i++) { // <- blame
    for (let j = i; j < 30000; j++) { // <- blame
      if ((rows[i] ^ rows[j]) % 977 === 0) hits++; // <- blame
    }
  }
  return hits;
}

setTimeout(() => {
  const a = prepare();
  const b = heavy();
  console.log(a, b);
}, 100);
setTimeout(() => {}, 900);
