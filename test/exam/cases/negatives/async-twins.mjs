// @expect none
import { promisify } from 'node:util';
import { pbkdf2, scrypt, randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { gzip, gunzip } from 'node:zlib';

const salt = await promisify(randomBytes)(16);
const key = await promisify(pbkdf2)('secret', salt, 300000, 64, 'sha512');
const hash = await promisify(scrypt)('secret', salt, 64);
await promisify(execFile)('sleep', ['0.3']);
const packed = await promisify(gzip)(Buffer.alloc(4_000_000, 'hello '));
const text = await promisify(gunzip)(packed);
console.log(key.length, hash.length, text.length);
