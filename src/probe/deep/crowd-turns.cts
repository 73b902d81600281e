/** When promises are followed: always, but in turns while their jobs come in crowds. */

/** Promise jobs between two looks at the clock, less one. */
const CLOCK_EVERY = 4095;
/** With more promise jobs in a second of CPU time than that, promises are followed in turns: that many looks at the clock, and as many not. */
const CROWD_PER_SECOND = 250_000;
const LOOKS_ON = 7;
const LOOKS_OFF = 60;

interface Turns {
  /** A look at the clock, at the `jobs`th job. Returns whether they come in a crowd. */
  look(jobs: number): boolean;
  /** To be called now and then, from outside of promise jobs. Returns whether few have come since the last time. */
  rest(jobs: number): boolean;
  /** Of so many jobs those in which all was followed. */
  followed(jobs: number): number;
  /** For some of the time nothing but the jobs was followed. */
  readonly hasGaps: boolean;
}

/** `switched` is called when following ends (true) and when it goes on (false). `cpuNs` is the thread's CPU time so far. */
function makeTurns(cpuNs: () => number, switched: (isOff: boolean) => void): Turns {
  let isOff = false;
  let hasGaps = false;
  let looks = 0;
  /** Jobs in earlier times in which all was followed, and the first job of the present time. */
  let jobsBefore = 0;
  let sinceJob = 0;
  let restedJobs = 0;
  let lookedNs = cpuNs();

  function setOff(off: boolean, jobs: number): void {
    if (off === isOff) return;
    isOff = off;
    looks = 0;
    if (off) {
      hasGaps = true;
      jobsBefore += jobs - sinceJob;
    }
    sinceJob = jobs;
    switched(off);
  }

  return {
    look(jobs) {
      const atNs = cpuNs();
      const isCrowd = atNs - lookedNs < ((CLOCK_EVERY + 1) / CROWD_PER_SECOND) * 1e9;
      lookedNs = atNs;
      looks++;
      if (isOff ? !isCrowd || looks >= LOOKS_OFF : isCrowd && looks >= LOOKS_ON) setOff(!isOff, jobs);
      return isCrowd;
    },
    rest(jobs) {
      const areFew = jobs - restedJobs < CLOCK_EVERY;
      if (areFew) setOff(false, jobs);
      restedJobs = jobs;
      return areFew;
    },
    followed: (jobs) => (isOff ? jobsBefore : jobsBefore + jobs - sinceJob),
    get hasGaps() {
      return hasGaps;
    },
  };
}

export = { makeTurns, CLOCK_EVERY };
