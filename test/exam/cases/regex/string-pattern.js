// @expect kind=regex
// @min-ms 75
function globToRegExp(glob) {
  return new RegExp('^' + glob.split('*').join('(.*)') + '$');
}

function filterFiles(files, glob) {
  const re = globToRegExp(glob);
  return files.filter(function (file) {
    return re.test(file); // <- blame
  });
}

setTimeout(function () {
  console.log(filterFiles(['a'.repeat(170) + 'b'], 'a*a*a*a*c').length);
}, 100);
setTimeout(function () {}, 300);
