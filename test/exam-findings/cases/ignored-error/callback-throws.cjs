// Throws what it was handed, from a callback that nobody can catch.
// @finding ignored-error severity=error
const fs = require('node:fs');

function loadSettings(file) {
  fs.readFile(file, 'utf8', (error, text) => { // <- ignored-error
    if (error) throw error;
    console.log(JSON.parse(text));
  });
}

setTimeout(loadSettings, 50, '/no/such/settings.json');
