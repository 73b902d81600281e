// A callback that never comes.
// @finding missing-timeout severity=error
// @launch duration=4s
const http = require('node:http');
const net = require('node:net');

function latest(port, done) {
  http // <- missing-timeout
    .get({ port, path: '/feed' }, (response) => { // <- missing-timeout
      response.resume();
      response.on('end', () => done(null));
    })
    .on('error', done);
}

// It takes the connection, and says nothing.
const mute = net.createServer(() => {});
mute.listen(0, () => latest(mute.address().port, () => console.log('done')));
