/** `*` stands for anything but a slash, `**` for anything. A file may be named by its end: `workers/*.js`. */
export function matcher(pattern: string): (text: string) => boolean {
  const parts = pattern.replaceAll('\\', '/').split(/(\*+)/);
  const body = parts.map((part) =>
    part === '*' ? '[^/]*' : part.startsWith('**') ? '.*' : part.replaceAll(/[$()+.?[\]^{|}]/g, '\\$&'),
  );
  const whole = new RegExp(`^(?:.*/)?${body.join('')}$`);
  return (text) => whole.test(text.replaceAll('\\', '/'));
}
