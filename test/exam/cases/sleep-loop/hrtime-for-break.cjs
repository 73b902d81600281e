// @expect kind=sleep-loop
// @min-ms 150
module.exports.throttle = function throttle(seconds) {
  var begin = process.hrtime();
  for (;;) { // <- blame
    var diff = process.hrtime(begin); // <- blame
    if (diff[0] + diff[1] / 1e9 >= seconds) { // <- blame
      break;
    }
  }
};

setImmediate(function () {
  setTimeout(function () {
    module.exports.throttle(0.15);
  }, 90);
});
setTimeout(function () {}, 300);
