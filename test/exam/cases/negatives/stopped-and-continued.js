// @expect none allow=suspended
// @launch kill=SIGSTOP@300,SIGCONT@800
let ticks = 0;
console.log('ready', process.pid);
const timer = setInterval(() => {
  if (++ticks === 60) clearInterval(timer);
}, 20);
