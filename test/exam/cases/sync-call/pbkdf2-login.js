// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 75
// @phase running
const crypto = require('crypto');

const users = new Map();
const ROUNDS = 260000;

async function findUser(name) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return users.get(name) ?? { name, salt: 'pepper' };
}

async function login(name, password) {
  const user = await findUser(name);
  const hash = crypto.pbkdf2Sync(password, user.salt, ROUNDS, 64, 'sha512'); // <- blame
  return hash.toString('hex') === user.hash;
}

setTimeout(async () => {
  console.log(await login('ada', 'hunter2'));
  setTimeout(() => {}, 100);
}, 100);
