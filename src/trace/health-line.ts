import type { HealthEvent } from './events.js';

/**
 * Reads health lines from their bytes: a large trace is mostly these, once its looks are put aside, and most are added to
 * the line before as soon as they are read. Only what looks exactly as loopcheck writes it is recognised.
 */

const ZERO = 48;
const NINE = 57;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
/** Longer numbers may not be exact as doubles when they are put together digit by digit. */
const MOST_DIGITS = 15;

type Mutable = { -readonly [K in keyof HealthEvent]: HealthEvent[K] };
type Name = Exclude<keyof HealthEvent, 'type' | 'delays'>;

interface Field {
  readonly name: Name | 'delays';
  readonly isOptional: boolean;
  readonly isNullable: boolean;
}

/** The order in which they are written. `threadId` has stood in either place. */
const FIELDS: readonly Field[] = [
  { name: 'threadId', isOptional: true, isNullable: false },
  { name: 'atNs', isOptional: false, isNullable: false },
  { name: 'threadId', isOptional: true, isNullable: false },
  { name: 'spanNs', isOptional: false, isNullable: false },
  { name: 'delays', isOptional: false, isNullable: false },
  { name: 'maxDelayNs', isOptional: false, isNullable: false },
  { name: 'idleNs', isOptional: false, isNullable: false },
  { name: 'activeNs', isOptional: false, isNullable: false },
  { name: 'cpuNs', isOptional: false, isNullable: true },
  { name: 'runQueueNs', isOptional: false, isNullable: true },
  { name: 'gcNs', isOptional: false, isNullable: true },
  { name: 'gcCount', isOptional: false, isNullable: true },
  { name: 'heapUsedBytes', isOptional: false, isNullable: true },
  { name: 'maxIterationDelayNs', isOptional: false, isNullable: true },
  { name: 'requests', isOptional: true, isNullable: false },
  { name: 'openRequests', isOptional: true, isNullable: false },
];

const START = Buffer.from('{"type":"health"');
const KEYS = FIELDS.map(({ name }) => Buffer.from(`,"${name}":`));
const NULL = Buffer.from('null');

/** A reader of health lines. What it gives is the same object each time: `copyOf` makes one to keep. */
export class HealthReader {
  private at = 0;
  private readonly rows: [number, number][] = [];

  /** The line from `start` up to `end`, without its seal and closing brace; null for one that is left to the parser. */
  read(bytes: Uint8Array, start: number, end: number): HealthEvent | null {
    this.at = start;
    if (!this.takes(bytes, START)) return null;
    const event = { type: 'health' } as Partial<Mutable>;
    for (let index = 0; index < FIELDS.length; index++) {
      const { name, isOptional, isNullable } = FIELDS[index] as Field;
      if (!this.takes(bytes, KEYS[index] as Uint8Array)) {
        if (isOptional) continue;
        return null;
      }
      if (name === 'delays') {
        const delays = this.delays(bytes);
        if (delays === null) return null;
        event.delays = delays;
        continue;
      }
      if (isNullable && this.takes(bytes, NULL)) {
        event[name] = null as never;
        continue;
      }
      const value = this.number(bytes);
      if (value === -1) return null;
      event[name] = value;
    }
    return this.at === end ? (event as HealthEvent) : null;
  }

  private takes(bytes: Uint8Array, text: Uint8Array): boolean {
    for (let index = 0; index < text.length; index++) if (bytes[this.at + index] !== text[index]) return false;
    this.at += text.length;
    return true;
  }

  /** A whole number of 0 or more as JSON has it; -1 where there is none. */
  private number(bytes: Uint8Array): number {
    const from = this.at;
    let value = 0;
    let at = from;
    for (let byte = bytes[at] as number; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) {
      value = value * 10 + (byte - ZERO);
    }
    const digits = at - from;
    if (digits === 0 || digits > MOST_DIGITS || (digits > 1 && bytes[from] === ZERO)) return -1;
    this.at = at;
    return value;
  }

  private takesByte(bytes: Uint8Array, byte: number): boolean {
    if (bytes[this.at] !== byte) return false;
    this.at += 1;
    return true;
  }

  /** `[[400000,7],[569531,3]]`, in rows that are used again. */
  private delays(bytes: Uint8Array): HealthEvent['delays'] | null {
    if (!this.takesByte(bytes, OPENING_BRACKET)) return null;
    const delays: [number, number][] = [];
    if (this.takesByte(bytes, CLOSING_BRACKET)) return delays;
    do {
      if (!this.takesByte(bytes, OPENING_BRACKET)) return null;
      const upToNs = this.number(bytes);
      if (upToNs === -1 || !this.takesByte(bytes, COMMA)) return null;
      const count = this.number(bytes);
      if (count === -1 || !this.takesByte(bytes, CLOSING_BRACKET)) return null;
      const row = this.rows[delays.length] ?? [0, 0];
      this.rows[delays.length] = row;
      row[0] = upToNs;
      row[1] = count;
      delays.push(row);
    } while (this.takesByte(bytes, COMMA));
    return this.takesByte(bytes, CLOSING_BRACKET) ? delays : null;
  }
}

/** The same with rows of its own. */
export function copyOf(event: HealthEvent): HealthEvent {
  return { ...event, delays: event.delays.map(([upToNs, count]) => [upToNs, count]) };
}
