// @expect kind=regex
// @min-ms 75
import express from './tiny-router.mjs';
import { validateUser } from './validate.mjs';

const app = express();
app.post('/users', (ctx) => validateUser(ctx.body));

setTimeout(() => {
  console.log(app.handle('/users', { name: 'x'.repeat(32) + '\u0000' }));
}, 100);
setTimeout(() => {}, 300);
