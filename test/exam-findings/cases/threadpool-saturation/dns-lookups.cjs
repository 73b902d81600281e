// Files that take long to read hold all four threads: everything else that needs one waits.
// @finding threadpool-saturation
// @allow unbounded-concurrency
const { pbkdf2 } = require('node:crypto');
const { stat } = require('node:fs');

function signIn(user) {
  return new Promise((resolve) => pbkdf2(user, 'salt', 180_000, 64, 'sha512', resolve)); // <- threadpool-saturation
}

setTimeout(async () => {
  const users = Array.from({ length: 28 }, (_, i) => `user-${i}`);
  const timer = setInterval(() => stat(__filename, () => {}), 40);
  await Promise.all(users.map(signIn));
  clearInterval(timer);
}, 50);
