// Every cell of a sheet is asked for with await.
// @finding task-churn deep
class Sheet {
  #cells = Array.from({ length: 1000 }, (_, i) => i);
  async cell(i) {
    return this.#cells[i % 1000];
  }
  async sum(rounds) {
    let total = 0;
    for (let i = 0; i < rounds; i++) total += await this.cell(i); // <- task-churn
    return total;
  }
}
const sheet = new Sheet();
setTimeout(async () => {
  let total = 0;
  for (let part = 0; part < 60; part++) {
    total += await sheet.sum(40_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  console.log(total);
}, 50);
