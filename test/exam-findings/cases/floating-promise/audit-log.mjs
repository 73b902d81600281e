// The audit entry is written behind the answer's back, by a function of the program's own.
// @finding floating-promise deep
import { appendFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = join(tmpdir(), `audit-${process.pid}.log`);

async function audit(entry) {
  await new Promise((resolve) => setTimeout(resolve, 40));
  await appendFile(file, `${entry}\n`);
}

function remove(id) {
  audit(`removed ${id}`); // <- floating-promise
  return { removed: id };
}

const server = createServer((req, res) => res.end(JSON.stringify(remove(req.url))));
server.listen(0, async () => {
  for (let i = 0; i < 5; i++) await (await fetch(`http://localhost:${server.address().port}/${i}`)).text();
  setTimeout(() => {
    server.close();
    rm(file, { force: true }).catch(() => {});
  }, 150);
});
