/**
 * Takes what the user's patterns match out of a trace's lines before they are written. Every text is looked through but
 * the words of the trace's own language, so that a new field is safe without being named here.
 */

/** Loaded when it is needed: most traces have nothing to hide. */
const zlib = () => require('node:zlib') as typeof import('node:zlib');

/** Fields whose values are loopcheck's, Node's or the system's own words. */
const VOCABULARY: ReadonlySet<string> = new Set([
  'type',
  'format',
  'kind',
  'state',
  'ended',
  'eye',
  'eyes',
  'mode',
  'platform',
  'arch',
  'nodeVersion',
  'loopcheckVersion',
  'originNs',
  'encoding',
  'flags',
  'turned',
  'role',
  'origin',
  'of',
  'outcome',
  'signal',
  'stoppedBy',
  'api',
  'calls',
  'resources',
  'via',
]);

const REPLACEMENT = '<redacted>';

type Fields = Readonly<Record<string, unknown>>;

/** What a pattern may be: a regular expression that does not match everywhere. */
function isPattern(source: string): boolean {
  try {
    return !new RegExp(source).test('');
  } catch {
    return false;
  }
}

/** Lines and columns must stay what they are: each character is covered, and none goes. */
function covered(match: string): string {
  return match.replaceAll(/[^\r\n]/g, '*');
}

function unpacked(text: string, isDeflated: boolean): string {
  return isDeflated ? zlib().inflateRawSync(Buffer.from(text, 'base64')).toString('utf8') : text;
}

function packed(text: string, isDeflated: boolean): string {
  return isDeflated ? zlib().deflateRawSync(text).toString('base64') : text;
}

/** A function that gives each event without what the patterns match. The event itself where there are no patterns. */
function makeRedactor(patterns: readonly string[]): <T extends object>(event: T) => T {
  if (patterns.length === 0) return (event) => event;
  const expressions = patterns.map((source) => new RegExp(source, 'g'));
  const hide = (text: string) => expressions.reduce((rest, one) => rest.replace(one, REPLACEMENT), text);
  const cover = (text: string) => expressions.reduce((rest, one) => rest.replace(one, covered), text);

  function walked(value: unknown): unknown {
    if (typeof value === 'string') return hide(value);
    if (Array.isArray(value)) return value.map(walked);
    if (typeof value !== 'object' || value === null) return value;
    return fieldsOf(value as Fields);
  }

  function fieldsOf(fields: Fields): Fields {
    const entries = Object.entries(fields).map(([key, value]) => {
      const isWord = VOCABULARY.has(key) || (key === 'name' && fields['type'] === 'mark');
      return [key, isWord ? value : walked(value)] as const;
    });
    return Object.fromEntries(entries);
  }

  /** Source text: what is matched is covered up, letter by letter. */
  function sourceOf(fields: Fields): Fields {
    const isDeflated = fields['encoding'] === 'deflate';
    const text = cover(unpacked(String(fields['text']), isDeflated));
    return { ...fieldsOf({ ...fields, text: '' }), text: packed(text, isDeflated) };
  }

  /** A map's texts, one by one: the sources that it holds keep their lines and columns. */
  function mapOf(fields: Fields): Fields {
    const isDeflated = fields['encoding'] === 'deflate';
    const { sourcesContent, mappings, ...rest } = JSON.parse(unpacked(String(fields['map']), isDeflated)) as Fields;
    const contents = Array.isArray(sourcesContent)
      ? { sourcesContent: sourcesContent.map((one) => (typeof one === 'string' ? cover(one) : one)) }
      : {};
    const map = { ...(walked(rest) as Fields), mappings, ...contents };
    return { ...fieldsOf({ ...fields, map: '' }), map: packed(JSON.stringify(map), isDeflated) };
  }

  function redacted(event: Fields): Fields {
    try {
      if (event['type'] === 'source' || event['type'] === 'original') return sourceOf(event);
      if (event['type'] === 'source-map') return mapOf(event);
    } catch {
      // No text that can be looked through: it is not written at all.
      return { ...fieldsOf({ ...event, text: '', map: '' }), text: '', map: '', encoding: undefined };
    }
    return fieldsOf(event);
  }

  return <T extends object>(event: T) => redacted(event as unknown as Fields) as unknown as T;
}

export = { makeRedactor, isPattern };
