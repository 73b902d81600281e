import text from '../metrics/prometheus.cjs';
import { figuresOf } from './figures.js';
import type { Renderer } from './renderer.js';

/** The run's figures in Prometheus' text format, for the textfile collector of node_exporter. */
export const prometheus: Renderer = { render: (report) => text.prometheusText(figuresOf(report)) };
