// @expect kind=cpu|native
// @min-ms 75
const people = Array.from({ length: 20_000 }, (_, i) => ({ name: 'Zoë ' + ((i * 7919) % 20_000), age: i % 90 }));
const byName = (a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }); // <- blame

setTimeout(() => {
  const sorted = [...people].sort(byName); // <- blame
  console.log(sorted[0].name);
}, 100);
setTimeout(() => {}, 500);
