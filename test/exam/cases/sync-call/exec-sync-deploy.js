// @expect kind=sync-call api=child_process.execSync
// @min-ms 200
// @phase running
const { execSync } = require('child_process');

function deploy(target) {
  console.log('deploying to', target);
  execSync('sleep 0.2'); // <- blame
  return true;
}

setTimeout(() => {
  deploy('staging');
}, 150);

setTimeout(() => console.log('bye'), 500);
