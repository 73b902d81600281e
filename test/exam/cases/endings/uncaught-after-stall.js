// @expect kind=json api=JSON.parse
// @min-ms 75
// @ending uncaught code=1
const unit = '{"id":1,"name":"x","list":[1,2,3],"nested":{"a":null}}';

function load(text) {
  const rows = JSON.parse(text); // <- blame
  throw new Error(`cannot import ${rows.length} rows`);
}

setTimeout(() => {
  const text = '[' + (unit + ',').repeat(260000) + unit + ']';
  load(text);
}, 120);
