// @expect kind=cpu
// @min-ms 75
async function* batches(n) {
  for (let b = 0; b < n; b++) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const seen = new Uint8Array(12000000);
    for (let i = 2; i < seen.length; i++) { // <- blame
      for (let j = i * 2; j < seen.length; j += i) seen[j] = 1; // <- blame
    }
    yield seen.length;
  }
}

(async () => {
  for await (const batch of batches(2)) console.log(batch);
})();
