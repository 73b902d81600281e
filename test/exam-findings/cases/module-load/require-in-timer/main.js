// A tool that is loaded when its hour comes, while others wait for their turn.
// @finding module-load severity=error
function report() {
  const { render } = require('templates'); // <- module-load
  console.log(render('now'));
}

const beat = setInterval(() => {}, 20);
setTimeout(report, 150);
setTimeout(() => clearInterval(beat), 700);
