// @expect kind=regex
// @min-ms 75
const highlight = (source) =>
  source.replace(/\/\*(.|\s)*?\*\/|(["'])(?:\\.|.)*?\2/g, (m) => `<i>${m}</i>`); // <- blame

async function render(source) {
  await null;
  return highlight(source);
}

await new Promise((r) => setTimeout(r, 100));
console.log((await render('/* ' + ' '.repeat(22) + 'end')).length);
await new Promise((r) => setTimeout(r, 100));
