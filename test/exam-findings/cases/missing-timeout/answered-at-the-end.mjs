// The answer does come, late, and the program ends right after it.
// @finding missing-timeout severity=warning
import { createServer } from 'node:http';

const backend = createServer((_, response) => {
  setTimeout(() => response.end('ok'), 3200);
});

backend.listen(0, async () => {
  const answer = await fetch(`http://localhost:${backend.address().port}/`); // <- missing-timeout
  console.log(await answer.text());
  process.exit(0);
});
