// @expect none
const fs = require('fs');
const path = require('path');

const own = fs.readFileSync(__filename, 'utf8');
const siblings = fs.readdirSync(__dirname).filter((name) => fs.statSync(path.join(__dirname, name)).isFile());
const config = fs.existsSync(path.join(__dirname, '.env')) ? {} : { port: 0 };

require('http')
  .createServer((req, res) => res.end(own.slice(0, siblings.length)))
  .listen(config.port, function () {
    setTimeout(() => this.close(), 600);
  });
