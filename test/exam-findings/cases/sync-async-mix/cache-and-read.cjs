// A lookup that answers at once when it may, and later when it must.
// @finding sync-async-mix severity=info
const fs = require('node:fs');

class Settings {
  load(file, urgent, done) {
    if (urgent) {
      done(fs.readFileSync(file, 'utf8')); // <- sync-async-mix
    } else {
      fs.readFile(file, 'utf8', (error, text) => done(error ? '' : text));
    }
  }
}

const settings = new Settings();
let turn = 0;
const timer = setInterval(() => {
  turn += 1;
  settings.load(__filename, turn % 3 === 0, (text) => console.log(text.length));
  if (turn === 6) clearInterval(timer);
}, 30);
