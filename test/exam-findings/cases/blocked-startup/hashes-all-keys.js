// All keys are derived at the start, in case somebody needs one.
// @finding blocked-startup severity=warning
const { pbkdf2Sync } = require('node:crypto');
const http = require('node:http');

const keys = new Map();
for (let tenant = 0; tenant < 8; tenant++) {
  keys.set(tenant, pbkdf2Sync(`tenant ${tenant}`, 'salt', 150_000, 64, 'sha512')); // <- blocked-startup
}

const server = http.createServer((request, response) => response.end(String(keys.size)));
server.listen(0, () => setTimeout(() => server.close(), 200));
