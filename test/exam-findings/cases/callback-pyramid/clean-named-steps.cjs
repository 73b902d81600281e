// @clean
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(os.tmpdir(), `steps-${process.pid}`);
const end = (error) => console.log(error ?? 'done');
const remove = (error) => (error ? end(error) : fs.unlink(file, end));
const read = (error) => (error ? end(error) : fs.readFile(file, remove));
const stat = (error) => (error ? end(error) : fs.stat(file, read));
const touch = (error) => (error ? end(error) : fs.utimes(file, 1, 1, stat));
const append = (error) => (error ? end(error) : fs.appendFile(file, '2', touch));
fs.writeFile(file, '1', append);
