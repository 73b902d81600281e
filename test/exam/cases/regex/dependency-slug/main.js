// @expect kind=regex
// @min-ms 75
const { slugify } = require('sluggy');

function permalink(post) {
  return '/' + slugify(post.title); // <- blame
}

setTimeout(() => {
  console.log(permalink({ title: '-'.repeat(15000) + 'x' }).length);
}, 100);
setTimeout(() => {}, 300);
