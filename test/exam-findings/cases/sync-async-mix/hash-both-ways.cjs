// Short passwords are hashed at once, long ones later.
// @finding sync-async-mix
const { pbkdf2, pbkdf2Sync } = require('node:crypto');

function digest(password, done) {
  if (password.length < 8) return done(null, pbkdf2Sync(password, 'salt', 2000, 32, 'sha256')); // <- sync-async-mix
  pbkdf2(password, 'salt', 2000, 32, 'sha256', done); // <- sync-async-mix
}

const passwords = ['short', 'a longer password', 'tiny', 'quite a long password'];
const timer = setInterval(() => {
  const next = passwords.pop();
  if (next === undefined) clearInterval(timer);
  else digest(next, () => {});
}, 50);
