// A large export is read line by line.
// @clean
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const folder = await mkdtemp(join(tmpdir(), 'exam-'));
const file = await open(join(folder, 'rows.ndjson'), 'w');
for (let i = 0; i < 40; i++) await file.write(`${JSON.stringify({ part: i, text: 'x'.repeat(50) })}\n`.repeat(100));
await file.close();
let rows = 0;
for await (const line of createInterface({ input: createReadStream(join(folder, 'rows.ndjson')) })) rows += JSON.parse(line).part >= 0;
await rm(folder, { recursive: true });
console.log(rows);
