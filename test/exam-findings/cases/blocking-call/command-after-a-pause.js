// The pause is only the first half of the command: somebody wants what comes after it.
// @finding blocking-call severity=info
const { execSync } = require('node:child_process');

setTimeout(() => {
  const size = execSync('sleep 0.3 && wc -c < /etc/passwd').toString(); // <- blocking-call
  console.log(Number(size) > 0);
}, 60);
