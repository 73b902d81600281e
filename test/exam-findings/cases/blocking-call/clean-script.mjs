// A one-shot script that hashes and writes synchronously: nothing waits for it, and that is fine.
// @clean
import { pbkdf2Sync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'exam-'));
for (let i = 0; i < 3; i++) writeFileSync(join(folder, `${i}`), pbkdf2Sync(`${i}`, 'salt', 200_000, 64, 'sha512'));
rmSync(folder, { recursive: true });
console.log('done');
