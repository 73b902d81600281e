// Each step needs the token that the one before has brought; the session keeps it to itself.
// @clean
import { createServer } from 'node:http';

let issued = 0;
const server = createServer((_, response) => {
  issued += 1;
  setTimeout(() => response.end(JSON.stringify({ token: issued })), 35);
});
await new Promise((done) => server.listen(0, done));
const url = `http://localhost:${server.address().port}`;

class Session {
  #token = 0;

  #headers() {
    return { authorization: `Bearer ${this.#token}` };
  }

  async step(name) {
    const signal = AbortSignal.timeout(3000);
    const answer = await fetch(`${url}/${name}`, { method: 'POST', headers: this.#headers(), signal });
    this.#token = (await answer.json()).token;
  }
}

const session = new Session();
for (let i = 0; i < 40; i += 1) await session.step(`move-${i}`);
server.close();
server.closeAllConnections();
