// @expect kind=cpu
// @min-ms 75
// @trigger timer setTimeout 180 ms (refreshCache)
function refreshCache() {
  let total = 0; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 29) % 5003; // <- blame
  console.log(total);
}

setTimeout(refreshCache, 180);
setTimeout(() => {}, 400);
