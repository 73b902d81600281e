/** Waits without giving up the thread. */
export function sleepSync(ms) {
  let now = Date.now();
  const end = now + ms;
  while (now < end) { // <- blame
    now = Date.now(); // <- blame
  }
}
