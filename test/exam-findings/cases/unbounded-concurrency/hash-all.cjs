// A password hash for each of 300 users, all at once.
// @finding unbounded-concurrency
const crypto = require('node:crypto');
const { promisify } = require('node:util');

const pbkdf2 = promisify(crypto.pbkdf2);

const migrate = (users) =>
  Promise.all(
    users.map(async (user) => {
      await null;
      return pbkdf2(user, 'salt', 2000, 32, 'sha256'); // <- unbounded-concurrency
    }),
  );

migrate(Array.from({ length: 300 }, (_, i) => `user${i}`)).then((hashes) => console.log(hashes.length));
