// @expect none
// @ending uncaught code=1
import { createServer } from 'node:http';

createServer().listen(0);
throw new TypeError('Cannot read configuration');
