// @expect kind=cpu
// @min-ms 75
const people = [];

function fill(done) {
  for (let i = 0; i < 5000; i++) people.push({ name: 'n' + ((people.length * 7919) % 100003), age: i % 90 });
  if (people.length < 380000) setImmediate(fill, done);
  else setTimeout(done, 50);
}

fill(() => {
  people.sort((a, b) => { // <- blame
    if (a.age !== b.age) return a.age - b.age; // <- blame
    return a.name < b.name ? -1 : 1; // <- blame
  });
  console.log(people[0].name);
  setTimeout(() => {}, 50);
});
