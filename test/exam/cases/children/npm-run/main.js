// @expect kind=json api=JSON.parse
// @process child
// @min-ms 75
// @launch command=npm,run,--silent,start
const text = `[${'{"id":1,"name":"row","tags":["a","b"],"at":[1,2]},'.repeat(250_000)}0]`;

setTimeout(() => {
  const parsed = JSON.parse(text); // <- blame
  console.log(parsed.length);
  setTimeout(() => {}, 100);
}, 150);
