/**
 * The text of a CommonJS module that takes stock of all that a probe could have changed in its process, and says what is
 * different from that later: functions and accessors by identity, listeners, channels, variables, threads and resources.
 */
export const FOOTPRINT = `
const { builtinModules } = require('node:module');
const channels = require('node:diagnostics_channel');
const fs = require('node:fs');
const workers = require('node:worker_threads');
const LEFT_OUT = /^(?:_|sys$|punycode|trace_events|wasi|inspector|repl|domain|node:|internal)/;
const CHANNELS = ['net.client.socket', 'child_process', 'undici:request:create', 'undici:request:headers',
  'undici:request:error', 'http.server.request.start', 'tracing:net.server.listen:asyncEnd',
  'tracing:fastify.request.handler:start'];
function objects() {
  const found = new Map([['globalThis', globalThis], ['process', process], ['console', console], ['JSON', JSON], ['Atomics', Atomics],
    ['stdout', process.stdout], ['stderr', process.stderr], ['Error', Error]]);
  for (const id of builtinModules.filter((one) => !LEFT_OUT.test(one))) {
    const exported = require(id);
    found.set(id, exported);
    for (const key of Object.keys(exported)) {
      const value = Object.getOwnPropertyDescriptor(exported, key).value;
      if (typeof value === 'function' && value.prototype) found.set(id + '.' + key + '#', value.prototype);
      if (key === 'promises' && value) found.set(id + '.promises', value);
    }
  }
  return found;
}
function take() {
  const seen = new Map();
  for (const [name, object] of objects()) {
    for (const key of Reflect.ownKeys(object)) {
      const { value, get } = Object.getOwnPropertyDescriptor(object, key);
      const thing = typeof value === 'function' ? value : get;
      if (thing !== undefined) seen.set(name + '.' + String(key), thing);
    }
  }
  for (const event of process.eventNames()) seen.set('listeners of ' + String(event), process.listenerCount(event));
  for (const name of CHANNELS) seen.set('channel ' + name, channels.channel(name).hasSubscribers);
  for (const [name, value] of Object.entries(process.env)) seen.set('variable ' + name, value);
  for (const [name, count] of Object.entries(counted(process.getActiveResourcesInfo()))) seen.set('active ' + name, count);
  seen.set('environment data', workers.getEnvironmentData('loopcheck'));
  seen.set('modules', Object.keys(require.cache).length);
  return seen;
}
function counted(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
function differences(before, after) {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}
module.exports = { take, differences };
`;
