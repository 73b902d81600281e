// @expect kind=cpu
// @min-ms 75
const tags = Array.from({ length: 9000 }, (_, i) => ({ label: 'tag' + (i % 15000) }));
const labels = tags.map((t) => t.label);

function distinct() {
  return tags.filter((tag, i) => labels.findIndex((l) => l === tag.label) === i); // <- blame
}

setTimeout(() => console.log(distinct().length), 100);
setTimeout(() => {}, 300);
