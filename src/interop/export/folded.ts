import { type ExportLoop, titleOf, UNSEEN } from './loops.js';

const NS_PER_US = 1000;

/** What would end a frame or a line: `;` parts frames, a newline parts stacks; other controls have no place in text. */
function harmless(text: string): string {
  return text.replaceAll(';', ',').replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}

/** One line a stack: frames outermost first, parted by `;`, then µs. The outermost is the loop. */
export function toFolded(loops: readonly ExportLoop[]): string {
  const sums = new Map<string, number>();
  for (const { name, stalls } of loops) {
    for (const { startNs, endNs, frames } of stalls.flatMap((stall) => stall.samples)) {
      const titles = (frames.length > 0 ? frames : [UNSEEN]).map(titleOf).reverse();
      const key = [`${name}, stalled time only`, ...titles].map(harmless).join(';');
      sums.set(key, (sums.get(key) ?? 0) + endNs - startNs);
    }
  }
  return [...sums].map(([stack, ns]) => `${stack} ${Math.max(1, Math.round(ns / NS_PER_US))}\n`).join('');
}
