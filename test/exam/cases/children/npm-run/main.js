// @expect kind=json api=JSON.parse
// @process child
// @min-ms 75
// @launch command=npm,run,--silent,start
const rows = Array.from({ length: 200_000 }, (_, id) => ({ id, name: `row ${id}`, tags: ['a', 'b'], at: [id, id + 1] }));
const text = JSON.stringify(rows);

setTimeout(() => {
  const parsed = JSON.parse(text); // <- blame
  console.log(parsed.length);
  setTimeout(() => {}, 100);
}, 150);
