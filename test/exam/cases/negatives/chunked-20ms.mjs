// @expect none
const digits = new Float64Array(6_000_000);

async function average(list, chunk = 400_000) {
  let sum = 0;
  for (let at = 0; at < list.length; at += chunk) {
    for (let i = at; i < Math.min(at + chunk, list.length); i++) {
      list[i] += i % 10;
      sum += Math.sqrt(list[i]);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return sum / list.length;
}

for (let pass = 0; pass < 8; pass++) console.log(await average(digits));
console.log(await average(digits, 200_000));
