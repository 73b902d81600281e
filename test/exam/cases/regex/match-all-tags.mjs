// @expect kind=regex
// @min-ms 75
export function* links(html) {
  for (const [, href] of html.matchAll(/<a\s+.*?href="(.*?)".*?>(.*?)<\/a>/gs)) { // <- blame
    yield href; // <- blame
  }
}

setTimeout(() => {
  const html = '<a href="x"'.repeat(125);
  console.log([...links(html)].length);
}, 100);
setTimeout(() => {}, 400);
