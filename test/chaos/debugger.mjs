import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';

const TRIES = 100;
const BETWEEN_MS = 50;

/**
 * Does what a person with a debugger does: attaches to a process that was sent SIGUSR1, takes a profile, pauses the program for
 * `pauseMs`, lets it go on, and leaves. `port` is where its inspector listens.
 */
export async function debug(port, pauseMs) {
  const socket = new WebSocket(await addressOf(port));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let nextId = 0;
  const waiting = new Map();
  const paused = new Promise((resolve) => {
    socket.on('message', (text) => {
      const { id, method, result } = JSON.parse(text);
      if (id !== undefined) waiting.get(id)?.(result);
      if (method === 'Debugger.paused') resolve();
    });
  });
  const post = (method, params = {}) => {
    const id = ++nextId;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  await post('Profiler.enable');
  await post('Profiler.start');
  await post('Debugger.enable');
  await post('Debugger.pause');
  // The program rests at this moment: something must run in it to be paused.
  const woken = post('Runtime.evaluate', { expression: '1 + 1' });
  await paused;
  await sleep(pauseMs);
  await post('Debugger.resume');
  await woken;
  const { profile } = await post('Profiler.stop');
  socket.close();
  await new Promise((resolve) => socket.once('close', resolve));
  return profile.samples.length;
}

async function addressOf(port) {
  for (let tries = 0; tries < TRIES; tries++) {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`)
      .then((response) => response.json())
      .catch(() => null);
    if (list !== null) return list[0].webSocketDebuggerUrl;
    await sleep(BETWEEN_MS);
  }
  throw new Error(`no inspector listens on port ${port}`);
}
