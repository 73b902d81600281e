/** JSON that may have been cut off: the events of a list that were written whole, and whether some were lost. */
export interface LooseJson {
  readonly value: unknown;
  readonly isCut: boolean;
}

const MAX_ATTEMPTS = 50;

/**
 * Parses JSON; of a list of trace events that breaks off (Chrome allows it, and a killed Node leaves it so) what came
 * whole. Undefined for what is no JSON.
 */
export function parseLoosely(text: string): LooseJson | undefined {
  try {
    return { value: JSON.parse(text), isCut: false };
  } catch {
    return repaired(text);
  }
}

function repaired(text: string): LooseJson | undefined {
  const head = text.slice(0, 4096);
  const ending = /^\s*\[/.test(head) ? ']' : /^\s*\{\s*"traceEvents"\s*:\s*\[/.test(head) ? ']}' : null;
  if (ending === null) return undefined;
  let end = text.length;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    end = text.lastIndexOf('}', end - 1);
    if (end < 0) return undefined;
    try {
      return { value: JSON.parse(`${text.slice(0, end + 1)}${ending}`), isCut: true };
    } catch {
      // That brace closed something inside an event.
    }
  }
  return undefined;
}
