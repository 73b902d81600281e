import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';

/** What Clinic Doctor's analysis says of a folder of its own. */
export interface SecondOpinion {
  /** `event-loop`, `gc`, `io`, `performance`, `none`, `unknown`, or `data`: too little to say. */
  readonly category: string;
  /** What it found wrong: `delay`, `cpu`, `memory`, `handles`, `loopUtilization`. */
  readonly issues: readonly string[];
}

/** The parts of `@clinic/doctor` that are used. */
export interface Doctor {
  readonly analyse: (folder: string) => Promise<SecondOpinion>;
  /** Draws its page. */
  readonly draw: (folder: string, htmlPath: string) => Promise<void>;
}

interface Result {
  readonly issues: Readonly<Record<string, unknown>>;
  readonly issueCategory: string;
}

type Analysis = new (systemInfo: Duplex, traceEvent: Duplex, processStat: Duplex) => Readable;
type Decoder<A extends unknown[] = []> = new (...rest: A) => Duplex;
type ClinicDoctor = new (
  options: object,
) => { visualize(folder: string, html: string, done: (error: Error | null) => void): void };

const PACKAGE = '@clinic/doctor';

/** Finds the package beside loopcheck, or from one of `folders` upwards; null where it is nowhere. Nothing is loaded yet. */
export function findDoctor(folders: readonly string[]): (() => Doctor) | null {
  const places = [import.meta.url, ...folders.map((folder) => join(folder, 'index.js'))];
  for (const place of places) {
    const require = createRequire(place);
    try {
      require.resolve(`${PACKAGE}/analysis/index.js`);
      return () => doctorFrom(require);
    } catch {
      // Not from there.
    }
  }
  return null;
}

function doctorFrom(require: NodeJS.Require): Doctor {
  return {
    analyse: (folder) => {
      const analysis = require(`${PACKAGE}/analysis/index.js`) as Analysis;
      const systemInfo = require(`${PACKAGE}/format/system-info-decoder.js`) as Decoder;
      const traceEvent = require(`${PACKAGE}/format/trace-event-decoder.js`) as Decoder<[Duplex]>;
      const processStat = require(`${PACKAGE}/format/process-stat-decoder.js`) as Decoder;
      return new Promise((resolve, reject) => {
        const read = (ending: string, decoder: Duplex) =>
          createReadStream(join(folder, `${basename(folder)}-${ending}`))
            .on('error', reject)
            .pipe(decoder)
            .on('error', reject);
        const clock = read('systeminfo', new systemInfo());
        const traces = read('traceevent', new traceEvent(read('systeminfo', new systemInfo())));
        new analysis(clock, traces, read('processstat', new processStat()))
          .on('error', reject)
          .on('data', ({ issues, issueCategory }: Result) =>
            resolve({ category: issueCategory, issues: issuesOf(issues) }),
          );
      });
    },
    draw: (folder, htmlPath) => {
      const clinicDoctor = require(PACKAGE) as ClinicDoctor;
      return new Promise((resolve, reject) =>
        new clinicDoctor({}).visualize(folder, htmlPath, (error) => (error ? reject(error) : resolve())),
      );
    },
  };
}

function issuesOf(issues: Result['issues']): string[] {
  return Object.entries(issues).flatMap(([name, issue]) => {
    const values = typeof issue === 'object' && issue !== null ? Object.values(issue) : [issue];
    return values.includes('performance') ? [name] : [];
  });
}
