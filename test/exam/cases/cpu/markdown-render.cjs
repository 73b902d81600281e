// @expect kind=cpu|regex
// @min-ms 75
function inline(text) {
  let out = '';
  let bold = false;
  for (let i = 0; i < text.length; i++) { // <- blame
    const ch = text[i]; // <- blame
    if (ch === '*' && text[i + 1] === '*') { // <- blame
      out += bold ? '</b>' : '<b>'; // <- blame
      bold = !bold; // <- blame
      i++; // <- blame
    } else if (ch === '<') { // <- blame
      out += '&lt;'; // <- blame
    } else {
      out += ch; // <- blame
    }
  }
  return out;
}

function render(source, write) {
  for (const line of source.split('\n')) {
    write(line.startsWith('# ') ? `<h1>${inline(line.slice(2))}</h1>` : `<p>${inline(line)}</p>`);
  }
}

setTimeout(function () {
  const doc = '# Title\nSome **bold** text with 1 < 2 and so on and so on.\n'.repeat(120000);
  let bytes = 0;
  render(doc, (html) => { bytes += html.length; });
  console.log(bytes);
}, 100);
setTimeout(() => {}, 400);
