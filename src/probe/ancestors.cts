/** Who stands above this process's parent: a shell between two Node processes must not part them in the report. */
import fs = require('node:fs');

/** `npx` in `npm run` in a shell is half as deep. */
const MOST = 8;

/** Above that are the system's own. */
const FIRST_OWN_PID = 2;

/** The parent of a process; 0 where the system does not tell (it has no /proc, or the process has gone). */
function parentOf(pid: number): number {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // After the name in brackets, which may hold anything: state, parent, … See proc_pid_stat(5).
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The ancestors of `pid`, nearest first. */
function ancestorsOf(pid: number): number[] {
  const found: number[] = [];
  for (let above = parentOf(pid); above >= FIRST_OWN_PID && found.length < MOST; above = parentOf(above)) {
    found.push(above);
  }
  return found;
}

export = { ancestorsOf };
