import type { FrameEvent, ProcessEvent } from '../../trace/events.js';

/** A place in code, positions 1-based, 0 where there is none. */
export interface Place {
  readonly name: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
  readonly flags?: string;
  /** As in the trace's frames. */
  readonly lineShare?: number;
}

/** Numbers frames and stacks, and keeps the lines that say so. */
export class StackBook {
  readonly events: ProcessEvent[] = [];
  readonly #frames = new Map<string, number>();
  readonly #stacks = new Map<string, number>();

  /** Id of a stack; `places` innermost first. */
  stack(places: readonly Place[]): number {
    return places.reduceRight((parent, place) => this.#node(parent, this.#frame(place)), 0);
  }

  #frame(place: Place): number {
    const { name, url, line, column, flags = '', lineShare } = place;
    const key = `${line}:${column}:${flags}:${lineShare ?? ''}:${name}\0${url}`;
    const known = this.#frames.get(key);
    if (known !== undefined) return known;
    const id = this.#frames.size + 1;
    const event: FrameEvent = {
      ...{ type: 'frame', id, function: name, url, line, column },
      ...(flags ? { flags } : {}),
      ...(lineShare === undefined ? {} : { lineShare }),
    };
    this.#frames.set(key, id);
    this.events.push(event);
    return id;
  }

  #node(parent: number, frame: number): number {
    const key = `${parent}/${frame}`;
    const known = this.#stacks.get(key);
    if (known !== undefined) return known;
    const id = this.#stacks.size + 1;
    this.#stacks.set(key, id);
    this.events.push({ type: 'stack', nodes: [[id, parent, frame]] });
    return id;
  }
}
