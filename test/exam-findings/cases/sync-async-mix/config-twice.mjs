// One helper that reads now or later, as it likes.
// @finding sync-async-mix
import { readFile, readFileSync } from 'node:fs';

const cache = new Map();
function template(name, done) {
  if (cache.size === 0) {
    cache.set(name, readFileSync(new URL(import.meta.url), 'utf8')); // <- sync-async-mix
    return done(null, cache.get(name));
  }
  readFile(new URL(import.meta.url), 'utf8', done); // <- sync-async-mix
}

let left = 6;
const timer = setInterval(() => {
  template('index', (error, text) => {
    if (error) throw error;
    if (text.length > 0 && --left === 0) clearInterval(timer);
  });
}, 40);
