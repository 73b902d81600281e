// @expect kind=cpu
// @min-ms 75
const db = {
  query(sql, cb) {
    setTimeout(() => cb(null, Array.from({ length: 4400 }, (_, id) => ({ id, parent: (id * 13) % 4400 }))), 100);
  },
};

db.query('select * from nodes', (err, rows) => {
  if (err) throw err;
  const tree = rows.map((row) => ({
    ...row,
    children: rows.filter((r) => r.parent === row.id).map((r) => r.id), // <- blame
  }));
  console.log(tree.length);
});
setTimeout(() => {}, 400);
