// @expect kind=regex
// @min-ms 75
const PLACEHOLDER = /\{\{\s*(\w+(\s*\|\s*\w+)*)+\s*\}\}/g;

export function render(template, values) {
  return template.replace(PLACEHOLDER, (_, key) => values[key] ?? ''); // <- blame
}

setTimeout(() => console.log(render(`{{ ${'a'.repeat(24)} !`, {}).length), 100);
setTimeout(() => {}, 300);
