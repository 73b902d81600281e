// @expect kind=microtask-flood
// @min-ms 75
class Mutex {
  #tail = Promise.resolve();
  run(task) {
    const result = this.#tail.then(task); // <- blame
    this.#tail = result.catch(() => {}); // <- blame
    return result;
  }
}
const mutex = new Mutex();
let balance = 0;
async function deposit(n) {
  balance += n; // <- blame
}
setTimeout(async () => {
  for (let i = 0; i < 900_000; i++) await mutex.run(() => deposit(1)); // <- blame
  console.log(balance);
}, 80);
setTimeout(() => {}, 300);
