// A race against a timer that nobody clears.
// @finding leaked-handle place=deep
const load = () => new Promise((resolve) => setTimeout(resolve, 80, 'page'));

function withLimit(work, ms) {
  const limit = new Promise((_, fail) => {
    setTimeout(() => fail(new Error('too slow')), ms); // <- leaked-handle
  });
  limit.catch(() => {});
  return Promise.race([work, limit]);
}

console.log(await withLimit(load(), 3000));
