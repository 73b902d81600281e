import type { Machine } from '../../../src/cli/environment/machine.js';

/** A machine on which nothing gets in the way, but for what `change` says. */
export function machine(change: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    nodeVersion: 'v26.5.0',
    hasTypeScript: true,
    hasInspector: true,
    permissions: null,
    hasSchedstat: true,
    container: null,
    cpuLimit: null,
    cores: 4,
    load: 0.5,
    timerLateMs: 0.2,
    nodeOptions: [],
    configuration: { file: null, complaint: null, traceHome: '.loopcheck' },
    traceError: null,
    freeBytes: 5 * 2 ** 30,
    packages: { '@clinic/doctor': '11.0.0', '@duckdb/node-api': '1.5.6', tsx: '4.0.0' },
    terminal: { isTerminal: true, columns: 120, color: true, unicode: true, links: true },
    trial: { armed: true, blind: [] },
    ...change,
  };
}
