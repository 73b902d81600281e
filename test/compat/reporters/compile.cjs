// Compiles the project in the working folder with the `typescript` that is installed there. Its results are what it wrote, each
// file with a hash of its text, and what it complained of.
const { createHash } = require('node:crypto');
const { createRequire } = require('node:module');
const { join, relative } = require('node:path');
const { addResult } = require('./lines.cjs');

const ts = createRequire(join(process.cwd(), 'package.json'))('typescript');
const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => tell([problem]) };
const { fileNames, options } = ts.getParsedCommandLineOfConfigFile('tsconfig.json', { declaration: true }, host);
const program = ts.createProgram(fileNames, { ...options, noEmit: false, noEmitOnError: false });
tell(ts.getPreEmitDiagnostics(program));
program.emit(undefined, (file, text) => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  addResult(`emits ${relative('', file)} as ${hash}`, 'pass');
});

function tell(diagnostics) {
  for (const { file, start, code } of diagnostics) {
    addResult(`complains of ${file === undefined ? '' : relative('', file.fileName)}:${start} (${code})`, 'pass');
  }
}
