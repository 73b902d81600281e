import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, problemsOf } from './contents.mjs';
import { installInto } from './fresh-project.mjs';
import { lint } from './linters.mjs';
import { USES } from './uses.mjs';

/** `npm run check:package`: packs loopcheck, looks at the package, installs it into a new project, and uses it there. */
const home = mkdtempSync(join(tmpdir(), 'loopcheck-package-'));
let failed = false;

function tell(what, problems, note = '') {
  failed ||= problems.length > 0;
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}${note === '' ? '' : `  ${note}`}`);
  for (const problem of problems) console.log(`     ${problem}`);
}

try {
  const packed = pack(home);
  const kb = (bytes) => `${Math.ceil(bytes / 1024)} KB`;
  const sizes = `${packed.files.length} files, ${kb(packed.size)} to download, ${kb(packed.unpackedSize)} unpacked`;
  tell('contents and size', problemsOf(packed), sizes);
  const tarball = join(home, packed.filename);
  for (const [name, problems] of lint(tarball)) tell(name, problems);
  const project = join(home, 'project');
  mkdirSync(project);
  tell('npm install', [], installInto(project, tarball));
  for (const [what, use] of Object.entries(USES)) tell(what, await use(project));
} finally {
  rmSync(home, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
