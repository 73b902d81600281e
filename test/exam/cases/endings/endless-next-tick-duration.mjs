// @expect kind=microtask-flood api=process.nextTick
// @min-ms 500
// @ending endless stopped=duration ongoing exit=0
// @launch duration=1500ms
function poll() {
  process.nextTick(poll); // <- blame
}

setTimeout(poll, 150);
