/** What XML 1.0 has no way to write, not even as a reference: most controls, lone surrogates, U+FFFE and U+FFFF. */
const INVALID = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // In an attribute they would be read as spaces.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** `text` to stand between tags. */
export function xmlText(text: string): string {
  return text.replace(INVALID, '').replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? character);
}

/** `text` to stand in a quoted attribute. */
export function xmlAttribute(text: string): string {
  return text.replace(INVALID, '').replace(/[&<>"'\t\n\r]/g, (character) => ENTITIES[character] ?? character);
}
