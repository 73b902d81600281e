// A layout of many boxes, asked for by a request while another one waits.
// @finding cpu-bound
import { createServer } from 'node:http';

function overlaps(boxes) {
  let count = 0;
  for (let i = 0; i < boxes.length; i++) { // <- cpu-bound
    for (let j = i + 1; j < boxes.length; j++) { // <- cpu-bound
      const [a, b] = [boxes[i], boxes[j]]; // <- cpu-bound
      if (a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h) count++; // <- cpu-bound
    }
  }
  return count;
}

const boxes = Array.from({ length: 9000 }, (_, i) => ({ x: (i * 37) % 5000, y: (i * 91) % 5000, w: 40, h: 20 }));
const server = createServer((req, res) => res.end(req.url === '/pdf' ? String(overlaps(boxes)) : 'ok'));
server.listen(0, async () => {
  const base = `http://localhost:${server.address().port}`;
  const pdf = fetch(`${base}/pdf`).then((answer) => answer.text());
  const page = fetch(`${base}/`).then((answer) => answer.text());
  console.log(await Promise.all([pdf, page]));
  server.close();
});
