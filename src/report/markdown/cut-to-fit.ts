const ENCODER = new TextEncoder();

/** Bytes of `text` in UTF-8. */
export function bytesOf(text: string): number {
  return ENCODER.encode(text).length;
}

/**
 * The blocks, each of which is whole Markdown, parted by empty lines, as far as they fit into `maxBytes`; where some do
 * not, `sentence` says so at the end. '' where not even that fits.
 */
export function cutToFit(blocks: readonly string[], maxBytes: number, sentence: string): string {
  const whole = `${blocks.join('\n\n')}\n`;
  if (bytesOf(whole) <= maxBytes) return whole;
  const tail = `${sentence}\n`;
  let text = '';
  for (const block of blocks) {
    const longer = `${text}${block}\n\n`;
    if (bytesOf(longer + tail) > maxBytes) break;
    text = longer;
  }
  return bytesOf(text + tail) <= maxBytes ? text + tail : '';
}
