// @expect kind=sync-call api=child_process.execSync
// @min-ms 250
// @phase startup
// @ending natural code=0
import { execSync } from 'node:child_process';

execSync('sleep 0.25'); // <- blame
