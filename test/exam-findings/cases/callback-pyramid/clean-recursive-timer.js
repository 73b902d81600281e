// @clean
let rounds = 0;
function tick() {
  if (++rounds < 30) setTimeout(tick, 1);
  else console.log(rounds);
}
tick();
