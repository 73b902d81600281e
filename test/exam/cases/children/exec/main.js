// @expect kind=sync-call api=fs.readFileSync
// @process child
// @min-ms 75
const { exec } = require('node:child_process');
const { join } = require('node:path');

exec(`"${process.execPath}" "${join(__dirname, 'scan.js')}"`, (error, stdout) => console.log(error, stdout.trim()));
