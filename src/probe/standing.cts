/** What each segment of a trace repeats, so that it can be read by itself: who the process is, and what holds until now. */
import type { HeaderEvent, ProcessEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };

/** Marks and eyes that are kept; a program that listens anew all the time shall not fill its segments with that. */
const MAX_KEPT = 40;

function makeStanding() {
  let header: HeaderEvent | null = null;
  const kept: ProcessEvent[] = [];
  const threads = new Map<number, ProcessEvent>();
  const openStalls = new Map<number, ProcessEvent>();

  return {
    /** Takes note of an event, before or after it is written. */
    note(event: ProcessEvent): void {
      switch (event.type) {
        case 'header':
          header = event;
          break;
        case 'armed':
        case 'eye':
        case 'note':
        case 'mark':
          if (kept.length < MAX_KEPT && !(event.type === 'mark' && event.name === 'loop-empty')) kept.push(event);
          break;
        case 'thread':
          if (event.state === 'start') threads.set(event.threadId, event);
          else threads.delete(event.threadId);
          break;
        case 'stall-open':
          openStalls.set(event.stall, event);
          break;
        case 'stall-close':
          openStalls.delete(event.stall);
      }
    },
    get header() {
      return header;
    },
    get isInStall() {
      return openStalls.size > 0;
    },
    /** What stands after the header. */
    rest: () => [...kept, ...threads.values(), ...openStalls.values()],
  };
}

export = { makeStanding };
