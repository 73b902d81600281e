import { expect, test } from 'vitest';
import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import { judge } from '../../src/gate/judge.js';
import { compose } from '../../src/report/compose.js';
import { prometheus } from '../../src/report/prometheus.js';
import { CWD, cause, diagnosis, place, stall } from './sample.js';

const read = stall(1, 212.5, cause('sync-call', 'fs.readFileSync'), place('app.js', 12, 'load"Users\n'));
const again = stall(2, 100, cause('sync-call', 'fs.readFileSync'), place('app.js', 12, 'load"Users\n'));
const spin = stall(3, 300, cause('cpu'), place('app.js', 40));

function text(run: Diagnosis): string {
  const report = compose(run, judge(run, {}), { tone: 'plain', tracePath: null });
  return prometheus.render(report, { columns: 80, color: false, unicode: true, links: false, cwd: CWD });
}

test('the whole text of a run with stalls', () => {
  expect(text(diagnosis([read, again, spin]))).toBe(`# HELP loopcheck_armed Whether the probe watches: 1 if it does.
# TYPE loopcheck_armed gauge
loopcheck_armed 1
# HELP loopcheck_threshold_seconds How long a pause is a stall.
# TYPE loopcheck_threshold_seconds gauge
loopcheck_threshold_seconds 0.05
# HELP nodejs_eventloop_lag_min_seconds The minimum of the event loop delays.
# TYPE nodejs_eventloop_lag_min_seconds gauge
nodejs_eventloop_lag_min_seconds 0.0009
# HELP nodejs_eventloop_lag_mean_seconds The mean of the event loop delays.
# TYPE nodejs_eventloop_lag_mean_seconds gauge
nodejs_eventloop_lag_mean_seconds 0.0022
# HELP nodejs_eventloop_lag_stddev_seconds The standard deviation of the event loop delays.
# TYPE nodejs_eventloop_lag_stddev_seconds gauge
nodejs_eventloop_lag_stddev_seconds 0.0045
# HELP nodejs_eventloop_lag_p50_seconds The 50th percentile of the event loop delays.
# TYPE nodejs_eventloop_lag_p50_seconds gauge
nodejs_eventloop_lag_p50_seconds 0.0011
# HELP nodejs_eventloop_lag_p90_seconds The 90th percentile of the event loop delays.
# TYPE nodejs_eventloop_lag_p90_seconds gauge
nodejs_eventloop_lag_p90_seconds 0.0035
# HELP nodejs_eventloop_lag_p99_seconds The 99th percentile of the event loop delays.
# TYPE nodejs_eventloop_lag_p99_seconds gauge
nodejs_eventloop_lag_p99_seconds 0.27
# HELP nodejs_eventloop_lag_max_seconds The maximum of the event loop delays.
# TYPE nodejs_eventloop_lag_max_seconds gauge
nodejs_eventloop_lag_max_seconds 0.3
# HELP loopcheck_eventloop_utilization_ratio Busy share of the event loop, 0 to 1.
# TYPE loopcheck_eventloop_utilization_ratio gauge
loopcheck_eventloop_utilization_ratio 0.37
# HELP loopcheck_eventloop_seconds_total Time that the event loop was busy (active), and waited for events (idle).
# TYPE loopcheck_eventloop_seconds_total counter
loopcheck_eventloop_seconds_total{state="active"} 1.9
loopcheck_eventloop_seconds_total{state="idle"} 3.3
# HELP loopcheck_stalls_total Stalls of the event loop, by cause.
# TYPE loopcheck_stalls_total counter
loopcheck_stalls_total{cause="sync-call"} 2
loopcheck_stalls_total{cause="sleep-loop"} 0
loopcheck_stalls_total{cause="regex"} 0
loopcheck_stalls_total{cause="json"} 0
loopcheck_stalls_total{cause="cpu"} 1
loopcheck_stalls_total{cause="gc"} 0
loopcheck_stalls_total{cause="module-load"} 0
loopcheck_stalls_total{cause="microtask-flood"} 0
loopcheck_stalls_total{cause="native"} 0
loopcheck_stalls_total{cause="cpu-starved"} 0
loopcheck_stalls_total{cause="suspended"} 0
# HELP loopcheck_stall_seconds_total Time for which the event loop stood still, by cause.
# TYPE loopcheck_stall_seconds_total counter
loopcheck_stall_seconds_total{cause="sync-call"} 0.3125
loopcheck_stall_seconds_total{cause="sleep-loop"} 0
loopcheck_stall_seconds_total{cause="regex"} 0
loopcheck_stall_seconds_total{cause="json"} 0
loopcheck_stall_seconds_total{cause="cpu"} 0.3
loopcheck_stall_seconds_total{cause="gc"} 0
loopcheck_stall_seconds_total{cause="module-load"} 0
loopcheck_stall_seconds_total{cause="microtask-flood"} 0
loopcheck_stall_seconds_total{cause="native"} 0
loopcheck_stall_seconds_total{cause="cpu-starved"} 0
loopcheck_stall_seconds_total{cause="suspended"} 0
# HELP loopcheck_dropped_events_total Events that the trace has lost.
# TYPE loopcheck_dropped_events_total counter
loopcheck_dropped_events_total 0
`);
});

test('a run that nobody watched has no stall counters: no zero that was not measured', () => {
  const run = diagnosis();
  const delays = { minMs: null, meanMs: null, stddevMs: null, p50Ms: null, p90Ms: null, p99Ms: null, maxMs: null };
  const loop = { ...run.loop, ...delays, utilization: null, activeMs: null, idleMs: null };
  const unseen = text({ ...run, loop, probe: { ...run.probe, armed: false } });
  expect(unseen).toBe(`# HELP loopcheck_armed Whether the probe watches: 1 if it does.
# TYPE loopcheck_armed gauge
loopcheck_armed 0
# HELP loopcheck_threshold_seconds How long a pause is a stall.
# TYPE loopcheck_threshold_seconds gauge
loopcheck_threshold_seconds 0.05
`);
});

test('a worker at its work is no stall', () => {
  expect(text(diagnosis([{ ...spin, atWork: true }]))).toContain('loopcheck_stalls_total{cause="cpu"} 0\n');
});
