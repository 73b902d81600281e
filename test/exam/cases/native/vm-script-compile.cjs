// @expect kind=native|module-load|cpu api=*
// @min-ms 75
const vm = require('vm');

let code = 'const out = [];\n';
let n = 0;
(function generate() {
  for (let i = 0; i < 2000; i++) code += `out.push({ id: ${n++}, go(a, b) { return a * ${i} + b; }, tags: ['x${i}', 'y'] });\n`;
  if (n < 60000) setImmediate(generate);
  else setTimeout(() => {
    const flat = Buffer.from(code).toString();
    setTimeout(compile, 60, flat);
  }, 20);
})();

function compile(text) {
  const script = new vm.Script(text, { filename: 'generated-rules.js' }); // <- blame
  console.log(typeof script);
}
