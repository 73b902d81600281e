// What people write by hand: the histogram is read once a second, and once more when the program ends well.
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { tell } = require('./told.cjs');

const RESOLUTION_MS = 10;
const THRESHOLD_MS = 50;
const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
histogram.enable();

function look() {
  const maxMs = histogram.max / 1e6;
  if (maxMs - RESOLUTION_MS > THRESHOLD_MS) tell({ durationMs: maxMs });
  histogram.reset();
}

setInterval(look, 1000).unref();
process.on('exit', look);
