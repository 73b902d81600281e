// The body is read by Node's client, which leaves no frame of the line that waits for it.
// @finding big-json
const big = JSON.stringify(Array.from({ length: 300_000 }, (_, id) => ({ id, name: `n${id}`, tags: ['x', 'y'] })));

async function load() {
  const answer = new Response(big);
  return answer.json(); // <- big-json
}

setTimeout(async () => console.log((await load()).length), 200); // <- big-json
