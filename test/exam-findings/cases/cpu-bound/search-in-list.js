// Each new name is searched for in the list of all names so far.
// @finding cpu-bound severity=error
const names = Array.from({ length: 26_000 }, (_, i) => `name-${(i * 7919) % 26_003}`);

function unique(list) {
  const seen = [];
  for (const name of list) { // <- cpu-bound
    if (!seen.includes(name)) seen.push(name); // <- cpu-bound
  }
  return seen;
}

const beat = setInterval(() => {}, 20);
setTimeout(() => console.log(unique(names).length), 100);
setTimeout(() => clearInterval(beat), 900);
