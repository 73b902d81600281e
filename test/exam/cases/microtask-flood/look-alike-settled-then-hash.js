// @expect kind=sync-call api=crypto.scryptSync
// @min-ms 75
const { scryptSync } = require('crypto');

const ready = Promise.resolve();

async function signup(user) {
  for (let i = 0; i < 100; i++) await ready;
  user.hash = scryptSync(user.password, 'salt', 32, { N: 65536, maxmem: 2 ** 28 }); // <- blame
  for (let i = 0; i < 100; i++) await ready;
  return user;
}

setTimeout(async () => {
  await signup({ password: 'x' });
  console.log('signed up');
}, 100);
setTimeout(() => {}, 300);
