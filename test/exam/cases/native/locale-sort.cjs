// @expect kind=native|cpu
// @min-ms 75
const names = Array.from({ length: 4000 }, (_, i) => `Müller ${(i * 7919) % 20011} Straße`);

module.exports = function sortNames(list) {
  return list.sort((a, b) => a.localeCompare(b, 'de', { numeric: true })); // <- blame
};

setTimeout(() => {
  console.log(module.exports(names)[0]);
}, 100);
setTimeout(() => {}, 300);
