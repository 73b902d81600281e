// A client class of the company's own, without a limit.
// @finding missing-timeout
import http from 'node:http';

class ApiClient {
  constructor(port) {
    this.port = port;
  }
  post(path, body) {
    return new Promise((resolve, reject) => {
      const request = http.request({ port: this.port, path, method: 'POST' }, (res) => { // <- missing-timeout
        res.resume().on('end', resolve);
      });
      request.on('error', reject);
      request.end(JSON.stringify(body));
    });
  }
}

const server = http.createServer((req) => req.resume());
server.listen(0, () => {
  new ApiClient(server.address().port).post('/orders', { id: 1 }).catch(() => {}); // <- missing-timeout
  setTimeout(() => {
    server.closeAllConnections();
    server.close();
  }, 3500);
});
