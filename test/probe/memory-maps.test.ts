import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../src/trace/events.js';
import { ofType, probed } from '../support/probed.js';

/** A map that says that each line of the code is the same line of `author.ts`. */
const MAP = { version: 3, sources: ['author.ts'], names: [], mappings: 'AAAA;AACA;AACA' };
const COMMENT = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(MAP)).toString('base64')}`;

/** Code that blocks a while after it was loaded, and then lets the loop go round. */
const CODE =
  'setTimeout(() => { const end = Date.now() + 200;\nwhile (Date.now() < end); }, 50);\nsetTimeout(() => {}, 400);';
const TEXT = JSON.stringify(`${CODE}\n${COMMENT}\n`);

function mapsIn(events: readonly TraceEvent[] | undefined): unknown[] {
  return ofType(events, 'source-map').map(({ url, map, encoding }) => {
    expect(encoding).toBe('deflate');
    return [url.split('/').at(-1), JSON.parse(inflateRawSync(Buffer.from(map, 'base64')).toString())];
  });
}

describe('the source maps of code in memory', () => {
  it.concurrent('are told for what a require hook compiled', async () => {
    const { traces } = await probed(`
      require.extensions['.ts'] = (module, file) => module._compile(${TEXT}, file);
      require('fs').writeFileSync(__dirname + '/app.ts', 'types: what the author wrote');
      require('./app.ts');`);
    expect(mapsIn(traces[0])).toEqual([['app.ts', MAP]]);
  });

  it.concurrent('are told for what a runner compiled inside a wrapper', async () => {
    const { traces } = await probed(`
      const text = 'async () => {{' + ${TEXT} + '//# cache=' + 'x'.repeat(100) + '\\n}}';
      require('vm').runInThisContext(text, { filename: '/suite/a.test.ts', columnOffset: -14 })();`);
    expect(mapsIn(traces[0])).toEqual([['a.test.ts', MAP]]);
  });

  it.concurrent('are told as Node knows them, in a worker too', async () => {
    const { traces } = await probed(`
      new (require('worker_threads').Worker)(\`
        process.setSourceMapsEnabled(true);
        const module = new (require('module'))('/suite/b.ts');
        module._compile(\${JSON.stringify(${TEXT})}, '/suite/b.ts');
      \`, { eval: true });`);
    expect(mapsIn(traces[0])).toMatchObject([['b.ts', { mappings: MAP.mappings }]]);
  });

  it.concurrent('are left out where the file on the disk has them', async () => {
    const { traces } = await probed(`
      require('fs').writeFileSync(__dirname + '/built.js', ${TEXT});
      process.setSourceMapsEnabled(true);
      require('./built.js');`);
    expect(ofType(traces[0], 'stall-close').length).toBeGreaterThan(0);
    expect(mapsIn(traces[0])).toEqual([]);
  });

  it.concurrent('leave the stack of an error at load as it is, and `_compile` open to others', async () => {
    const program = `
      const Module = require('module');
      console.log(Object.keys(Module.prototype).includes('_compile'), Module.prototype._compile.name);
      const { _compile } = Module.prototype;
      Module.prototype._compile = function (...args) { return _compile.apply(this, args); };
      require('fs').writeFileSync(__dirname + '/fails.js', 'throw new Error("no")');
      try { require('./fails.js'); } catch (error) { console.log(error.stack.replaceAll(__dirname, '')); }`;
    const bare = await probed(program, { bare: true });
    expect((await probed(program)).stdout).toBe(bare.stdout);
  });
});
