// @expect kind=native
// @min-ms 75
const keys = [];
function more() {
  for (let i = 0; i < 50000; i++) keys.push('key-' + keys.length);
  if (keys.length < 500000) setImmediate(more);
  else setTimeout(index, 60);
}

function index() {
  const set = new Set(keys); // <- blame
  console.log(set.size);
}

more();
