// @expect kind=cpu
// @min-ms 75
function html(strings, ...values) {
  let out = strings[0];
  for (let v = 0; v < values.length; v++) { // <- blame
    for (const ch of String(values[v])) { // <- blame
      out += ch === '&' ? '&amp;' : ch; // <- blame
    }
    out += strings[v + 1]; // <- blame
  }
  return out;
}

const row = (item) => html`<li>${item.name}</li><li>${item.price}</li>`;

setTimeout(() => {
  let bytes = 0;
  for (let i = 0; i < 220000; i++) bytes += row({ name: `salt & pepper no ${i}`, price: i / 7 }).length;
  console.log(bytes);
}, 100);
setTimeout(() => {}, 400);
