import type { Trace } from '../../trace/trace.js';
import { type ClinicFiles, toClinic } from './clinic.js';
import { toCpuProfile } from './cpuprofile.js';
import { toFolded } from './folded.js';
import { type ExportLoop, type LabelOf, loopsOf } from './loops.js';
import { toPerfetto } from './perfetto.js';
import { toPprof } from './pprof.js';
import { toSpeedscope } from './speedscope.js';

/** What an export gives: one file, or Clinic's folder of three. */
export type Exported =
  | { readonly kind: 'file'; readonly content: string | Buffer; readonly leftOut: number }
  | { readonly kind: 'clinic'; readonly files: ClinicFiles; readonly pid: number; readonly leftOut: number };

interface Exporter {
  /** What is put behind the trace's name. */
  readonly ending: string;
  /** Where the result can be opened. */
  readonly opens: string;
  readonly write: (trace: Trace, labelOf: LabelOf) => Exported;
}

const file = (content: string | Buffer, leftOut = 0): Exported => ({ kind: 'file', content, leftOut });

function stalledNs({ stalls }: ExportLoop): number {
  return stalls.reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0);
}

/** For formats that hold one loop: the one that stood still longest, of equals the first; and how many others did too. */
function worstLoop(loops: readonly ExportLoop[]): { loop: ExportLoop; leftOut: number } {
  const loop = loops.reduce((worst, one) => (stalledNs(one) > stalledNs(worst) ? one : worst));
  return { loop, leftOut: loops.filter((one) => one !== loop && one.stalls.length > 0).length };
}

/** Every format of `loopcheck export`, by the name that `--as` takes. A trace must hold a process. */
export const exporters: Readonly<Record<string, Exporter>> = {
  perfetto: {
    ending: '.trace.json',
    opens: 'https://ui.perfetto.dev or chrome://tracing',
    write: (trace, labelOf) => file(toPerfetto(loopsOf(trace, labelOf))),
  },
  speedscope: {
    ending: '.speedscope.json',
    opens: 'https://www.speedscope.app',
    write: (trace, labelOf) => file(toSpeedscope(loopsOf(trace, labelOf))),
  },
  cpuprofile: {
    ending: '.cpuprofile',
    opens: 'DevTools (Performance), or an editor',
    write: (trace, labelOf) => {
      const { loop, leftOut } = worstLoop(loopsOf(trace, labelOf));
      return file(toCpuProfile(loop), leftOut);
    },
  },
  pprof: {
    ending: '.pb.gz',
    opens: 'pprof -http=: <file>',
    write: (trace, labelOf) => file(toPprof(loopsOf(trace, labelOf), trace.processes[0]?.header.originWallMs ?? 0)),
  },
  folded: {
    ending: '.folded',
    opens: 'flamegraph.pl, inferno or speedscope',
    write: (trace, labelOf) => file(toFolded(loopsOf(trace, labelOf))),
  },
  clinic: {
    ending: '.clinic-doctor',
    opens: 'clinic doctor --visualize-only <folder>',
    write: (trace, labelOf) => {
      const { loop, leftOut } = worstLoop(loopsOf(trace, labelOf));
      return { kind: 'clinic', files: toClinic(loop), pid: loop.process.header.pid, leftOut };
    },
  },
};

/** Other names that people know a format by. */
const ALIASES: Readonly<Record<string, string>> = { chrome: 'perfetto' };

/** A format's own name. */
export function exporterNamed(name: string): Exporter | null {
  const own = ALIASES[name] ?? name;
  return Object.hasOwn(exporters, own) ? (exporters[own] ?? null) : null;
}

/** All names that `--as` takes. */
export const EXPORT_NAMES: readonly string[] = [...Object.keys(exporters), ...Object.keys(ALIASES)];
