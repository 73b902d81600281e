import http from 'node:http';
import { once } from 'node:events';

const STEPS = ['apply', 'identify', 'score', 'price', 'offer', 'accept', 'insure', 'sign', 'book', 'fund', 'notify', 'archive'];

/** Every step is given the ticket that the step before it was handed out. */
export class LoanSaga {
  state = { ticket: 'new', history: [] };

  constructor(port, agent) {
    this.port = port;
    this.agent = agent;
  }

  async #post(step, payload) {
    const req = http.request({ host: '127.0.0.1', port: this.port, agent: this.agent, method: 'POST', path: `/${step}` });
    req.end(JSON.stringify(payload));
    const [res] = await once(req, 'response');
    let body = '';
    for await (const part of res.setEncoding('utf8')) body += part;
    if (res.statusCode !== 200) throw new Error(`${step} refused: ${body}`);
    return JSON.parse(body);
  }

  async #perform(step) {
    const { ticket } = await this.#post(step, { ticket: this.state.ticket });
    this.state = { ticket, history: [...this.state.history, step] };
  }

  async run() {
    for (const step of STEPS) {
      await this.#perform(step);
    }
    return this.state;
  }
}
