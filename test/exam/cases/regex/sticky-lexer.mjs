// @expect kind=regex
// @min-ms 75
function* tokens(source) {
  const pattern = /\s*(?:(\d+(?:\.\d+)*)+$|([-+*/()]))/y;
  let at = 0;
  while (at < source.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(source); // <- blame
    if (match === null) return;
    at = pattern.lastIndex;
    yield match[0];
  }
}

setTimeout(() => console.log([...tokens(`${'1'.repeat(23)}x`)].length), 90);
setTimeout(() => {}, 300);
