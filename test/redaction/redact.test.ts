import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import redactions from '../../src/redaction/redact.cjs';

const redact = (...patterns: string[]) => redactions.makeRedactor(patterns);
const packed = (text: string) => deflateRawSync(text).toString('base64');
const unpacked = (text: string) => inflateRawSync(Buffer.from(text, 'base64')).toString('utf8');

describe('redaction', () => {
  it('gives the very event where there are no patterns', () => {
    const event = { type: 'frame', url: '/home/ada/app.js' };
    expect(redact()(event)).toBe(event);
  });

  it.each<[string, object, object]>([
    ['paths of frames', { type: 'frame', url: 'file:///home/ada/a.js' }, { url: 'file:///home/<redacted>/a.js' }],
    ['names of functions', { type: 'frame', function: 'Ada.load ada' }, { function: 'Ada.load <redacted>' }],
    [
      'routes',
      { type: 'sample', trigger: { type: 'ada', label: 'GET /ada' } },
      { trigger: { type: 'ada', label: 'GET /<redacted>' } },
    ],
    ['commands', { type: 'launch', command: ['node', 'ada.js'] }, { command: ['node', '<redacted>.js'] }],
    [
      'packages',
      { type: 'package', folder: '/x/ada', name: '@ada/x' },
      { folder: '/x/<redacted>', name: '@<redacted>/x' },
    ],
    ['a field that is new', { type: 'later', where: { deep: ['ada'] } }, { where: { deep: ['<redacted>'] } }],
  ])('takes what matches out of %s', (_, event, rest) => {
    expect(redact('ada')(event)).toEqual({ ...event, ...rest });
  });

  it('leaves the words of the trace’s own language alone', () => {
    const event = {
      type: 'stall-close',
      ended: 'turn',
      calls: [{ api: 'fs.readFileSync', count: 1, timedNs: 2 }],
      atNs: 5,
    };
    expect(redact('[a-z]+')(event)).toEqual(event);
    const mark = { type: 'mark', name: 'listen', detail: '/run/app.sock' };
    expect(redact('[a-z]+')(mark)).toEqual({ ...mark, detail: '/<redacted>/<redacted>.<redacted>' });
  });

  it('covers source text letter by letter, so that lines and columns stay', () => {
    const text = "const key = 'hunter2';\nrun(key);\n";
    const source = { type: 'source', url: '/a.js', startLine: 1, text: packed(text), encoding: 'deflate' };
    const { text: covered } = redact("hunter\\d'[^k]*run")(source);
    expect(unpacked(covered)).toBe("const key = '*********\n***(key);\n");
    const plain = { type: 'original', url: '/a.ts', startLine: 1, text };
    expect(redact('hunter2')(plain).text).toBe(text.replace('hunter2', '*******'));
  });

  it('keeps a source map a map', () => {
    const map = {
      version: 3,
      sources: ['/home/ada/a.ts'],
      sourcesContent: ['// ada\nlet a;'],
      names: ['ada'],
      mappings: 'ada,AAAA',
    };
    const event = { type: 'source-map', url: '/home/ada/a.js', map: packed(JSON.stringify(map)), encoding: 'deflate' };
    const found = redact('ada')(event);
    expect(found.url).toBe('/home/<redacted>/a.js');
    expect(JSON.parse(unpacked(found.map))).toEqual({
      version: 3,
      sources: ['/home/<redacted>/a.ts'],
      sourcesContent: ['// ***\nlet a;'],
      names: ['<redacted>'],
      mappings: 'ada,AAAA',
    });
  });

  it('writes nothing of a text that it cannot look through', () => {
    const broken = { type: 'source-map', url: '/ada.js', map: 'no map of ada', encoding: 'deflate' };
    expect(JSON.stringify(redact('ada')(broken))).not.toContain('ada');
  });

  it.each([
    ['/home/[^/]+', true],
    ['(', false],
    ['a*', false],
    ['', false],
  ])('%j is a pattern: %s', (source, is) => expect(redactions.isPattern(source)).toBe(is));
});
