// @expect kind=native
// @min-ms 75
const text = 'alphabetagammadelta'.repeat(1300000);

class Importer {
  constructor(separator) {
    this.separator = separator;
  }
  columns(source) {
    return source.split(this.separator); // <- blame
  }
}

setTimeout(() => {
  const importer = new Importer('');
  const columns = importer.columns(text);
  console.log(columns.length);
}, 100);
setTimeout(() => {}, 400);
