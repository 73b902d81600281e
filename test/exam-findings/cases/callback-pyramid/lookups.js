// @finding callback-pyramid deep
const crypto = require('node:crypto');
const zlib = require('node:zlib');

function seal(text, done) {
  crypto.randomBytes(16, (error, salt) => {
    if (error) return done(error);
    crypto.scrypt(text, salt, 32, { N: 1024 }, (error, key) => {
      if (error) return done(error);
      zlib.deflate(text, (error, packed) => {
        if (error) return done(error);
        crypto.randomBytes(12, (error, iv) => {
          if (error) return done(error);
          setImmediate(() => done(null, [key.length, packed.length, iv.length])); // <- callback-pyramid
        });
      });
    });
  });
}

seal('a letter', (error, sizes) => console.log(error ?? sizes));
