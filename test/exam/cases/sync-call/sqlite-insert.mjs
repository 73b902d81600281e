// @expect kind=sync-call|native|cpu api=*
// @min-ms 75
// @node >=24
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec('create table visits (id integer primary key, path text, at integer)');

function importVisits(count) {
  const insert = db.prepare('insert into visits (path, at) values (?, ?)');
  for (let i = 0; i < count; i++) { // <- blame
    insert.run('/page/' + (i % 100), i); // <- blame
  }
}

setTimeout(() => {
  importVisits(120000);
  console.log(db.prepare('select count(*) as n from visits').get());
}, 100);
setTimeout(() => {}, 200);
