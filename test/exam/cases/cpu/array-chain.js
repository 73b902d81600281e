// @expect kind=cpu
// @min-ms 75
const scores = [];
const feed = setInterval(() => {
  for (let i = 0; i < 4000; i++) scores.push({ player: 'p' + (i % 500), points: (i * 31) % 101 });
  if (scores.length === 40000) clearInterval(feed);
}, 10);

function leaderboard() {
  return scores
    .map((s) => ({ ...s, bonus: s.points > 90 ? 10 : 0 })) // <- blame
    .filter((s) => s.player.endsWith('7') || s.player.includes('42') || s.points % 2 === 0) // <- blame
    .map((s) => [s.player, s.points + s.bonus]) // <- blame
    .reduce((totals, [player, points]) => totals.set(player, (totals.get(player) ?? 0) + points), new Map()); // <- blame
}

setTimeout(() => {
  for (let week = 1; week <= 14; week++) {
    console.log(week, leaderboard().size);
  }
}, 300);
setTimeout(() => {}, 600);
