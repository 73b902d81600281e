// @expect kind=regex
// @min-ms 75
// @phase running
const EMAIL = /^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$/;

function isEmail(text) {
  return EMAIL.test(text); // <- blame
}

setTimeout(() => {
  console.log(isEmail('a'.repeat(26) + '!'));
}, 100);
setTimeout(() => {}, 300);
