// What one call through each hook of the default probe costs, bare and watched, in ns. Prints JSON: [name, bare, watched].
const channels = require('node:diagnostics_channel');
const fs = require('node:fs');
const path = require('node:path');
const { Writable } = require('node:stream');

const ROUNDS = 400_000;
const probe = path.join(__dirname, '../../../dist/probe');
const layout = require(path.join(probe, 'shared.cjs'));

class Sink extends Writable {
  _write(_chunk, _encoding, done) {
    done();
  }
}

const sink = new Sink();
const chunk = Buffer.alloc(16);
// In place of real work, which would hide the cost of a hook: functions that do nothing.
fs.promises.nothing = (value) => value;
fs.promises.nothingSync = () => {};
const requests = Array.from({ length: 64 }, () => ({ request: { destroyed: true, completed: true } }));
const created = channels.channel('undici:request:create');
let turn = 0;

const works = {
  'a write to a stream': () => sink.write(chunk),
  'an asynchronous call of fs': () => fs.promises.nothing(1),
  'a request of undici': () => {
    if (created.hasSubscribers) created.publish(requests[turn++ & 63]);
  },
  'an event of process': () => process.emit('nothing'),
};

function cost(work) {
  for (let i = 0; i < ROUNDS / 10; i++) work();
  const from = process.hrtime.bigint();
  for (let i = 0; i < ROUNDS; i++) work();
  return Number(process.hrtime.bigint() - from) / ROUNDS;
}

const bare = Object.entries(works).map(([name, work]) => [name, cost(work)]);
const memory = layout.shared();
const nowMs = layout.clockSince(process.hrtime.bigint());
const { watchBehaviour } = require(path.join(probe, 'behaviour.cjs'));
const behaviour = watchBehaviour(memory, nowMs, () => {}, probe);
const rows = bare.map(([name, ns]) => [name, ns, cost(works[name])]);
rows.push(['a beat', 0, cost(behaviour.beat)]);
const stack = require(path.join(probe, 'stack.cjs'));
rows.push(['taking a place', 0, cost(() => stack.takeStack(cost, probe))]);
console.log(JSON.stringify(rows));
