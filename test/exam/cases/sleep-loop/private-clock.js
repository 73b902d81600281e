// @expect kind=sleep-loop
// @min-ms 75
// The loop has no condition of its own, and the clock is read in a private method.
class Patience {
  #since = Date.now();

  #elapsed() {
    return Date.now() - this.#since;
  }

  wait(ms) {
    for (;;) { // <- blame
      if (this.#elapsed() >= ms) break; // <- blame
    } // <- blame
  }
}

setTimeout(() => new Patience().wait(300), 120);
