// @expect kind=json api=JSON.parse
// @min-ms 75
// @phase startup
const unit = '{"lat":51.5,"lon":-0.12,"props":{"name":"London","pop":8900000,"tags":["city","capital"]}}';
const text = '[' + (unit + ',').repeat(150000) + unit + ']';

const places = JSON.parse(text); // <- blame

setTimeout(() => console.log(places.length), 100);
