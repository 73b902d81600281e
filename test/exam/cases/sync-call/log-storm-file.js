// @expect kind=sync-call api=console.log|process.stdout.write|fs.writeSync
// @min-ms 75
// @launch stdout=file
function dump(table) {
  for (const row of table) {
    console.log(row.id, row.name, row.score); // <- blame
  }
}

const table = Array.from({ length: 60000 }, (_, id) => ({ id, name: 'player ' + id, score: id % 97 }));
setTimeout(() => dump(table), 150);
setTimeout(() => {}, 300);
