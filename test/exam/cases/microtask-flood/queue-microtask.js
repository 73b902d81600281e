// @expect kind=microtask-flood api=Promise|queueMicrotask
// @min-ms 75
function schedule(task) {
  queueMicrotask(task); // <- blame
}

function countdown(n) {
  if (n === 0) return console.log('lift off');
  schedule(() => countdown(n - 1)); // <- blame
}

setTimeout(() => countdown(3500000), 100);
setTimeout(() => {}, 400);
