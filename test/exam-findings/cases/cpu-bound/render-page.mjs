// A page is rendered by adding to a string, table by table.
// @finding cpu-bound severity=error
import http from 'node:http';

function render(rows) {
  let html = '';
  for (let i = 0; i < rows; i++) { // <- cpu-bound
    let digits = 0;
    for (let k = 0; k < 900; k++) digits = (digits * 31 + i * k) % 99_991; // <- cpu-bound
    html += `<tr><td>${i}</td><td>${digits}</td></tr>`; // <- cpu-bound
  }
  return html;
}

const server = http.createServer((request, response) => response.end(render(70_000)));
server.listen(0, async () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  await Promise.all([visit(), visit()]);
  server.close();
});
