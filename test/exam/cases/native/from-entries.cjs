// @expect kind=native
// @min-ms 75
const pairs = [];
const timer = setInterval(() => {
  for (let i = 0; i < 20000; i++) pairs.push(['user-' + pairs.length, i]);
  if (pairs.length >= 400000) {
    clearInterval(timer);
    setTimeout(build, 50);
  }
}, 1);

function build() {
  const lookup = Object.fromEntries(pairs); // <- blame
  console.log(lookup['user-7']);
}
