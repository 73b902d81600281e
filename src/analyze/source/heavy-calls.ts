/**
 * Built-ins by what one call can cost. `heavy`: the time grows with the data and V8 does not look up meanwhile. `light`:
 * a single call takes no time to speak of, or it is timed exactly by the probe. Everything else is unknown.
 */
const HEAVY = new Set(
  `sort toSorted reverse toReversed join split fill concat flat slice splice toSpliced copyWithin from entries
  fromEntries assign keys values getOwnPropertyNames getOwnPropertyDescriptors defineProperties freeze groupBy
  repeat replaceAll replace normalize toLocaleUpperCase toLocaleLowerCase toUpperCase toLowerCase localeCompare
  padStart padEnd trim includes indexOf lastIndexOf match matchAll search test exec localeCompare
  toString toLocaleString write compare equals copy subarray alloc swap16 swap32 swap64 transcode isUtf8 isAscii
  encode encodeInto decode encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape btoa atob
  asIntN asUintN union intersection difference symmetricDifference isSubsetOf isSupersetOf
  eval run all get exec prepare iterate runInThisContext runInNewContext runInContext compileFunction compile
  instantiate gc writeHeapSnapshot getHeapSnapshot setFlagsFromString segment formatToParts format
  isDeepStrictEqual deepEqual deepStrictEqual inspect with`.split(/\s+/),
);

const HEAVY_CONSTRUCTORS =
  /^new (?:Set|Map|WeakSet|WeakMap|Function|(?:[\w.]+\.)?(?:Script|SourceTextModule)|WebAssembly\.(?:Module|Instance|Memory)|Intl\.\w+|DatabaseSync|SharedArrayBuffer|ArrayBuffer|RegExp|Array|Blob|File|URL|(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array|Float\d+Array|TextDecoder|TextEncoder)$/;

const LIGHT = new Set(
  `now hrtime bigint uptime push pop shift unshift at charAt charCodeAt codePointAt has add set delete next done bind
  isArray isInteger isFinite isNaN isSafeInteger parseInt parseFloat Number Boolean Symbol toFixed
  setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate nextTick queueMicrotask then catch
  finally resolve reject on once off emit log info debug warn error trace dir table time timeEnd
  parse stringify structuredClone serialize deserialize postMessage wait notify load store isBuffer byteLength
  update digest require resolve cwd memoryUsage getHeapStatistics ok strictEqual exit create is hasOwn
  hasOwnProperty getPrototypeOf setPrototypeOf end writeHead setHeader unref ref mark measure apply call`.split(/\s+/),
);

/** With a text as the only argument of `get`, `run` and the like, it may as well be a map's or a runner's. */
const ONLY_ON_STATEMENTS = new Set(['get', 'run', 'all', 'exec', 'iterate', 'prepare', 'test']);

export type Weight = 'heavy' | 'light' | 'unknown';

/** The last name of a callee: `sort` of `list.sort`. */
export function lastName(callee: string): string {
  if (callee === '...') return 'spread';
  return callee.slice(callee.lastIndexOf('.') + 1).replace(/^new /, '');
}

/** What a call of that name can cost. `receiver` words (`db.exec`) decide where a name is used for many things. */
export function weightOf(callee: string): Weight {
  if (callee === '...' || callee.startsWith('BigInt ')) return 'heavy';
  if (callee.startsWith('new ')) return HEAVY_CONSTRUCTORS.test(callee) ? 'heavy' : constructorWeight(callee);
  if (/^Math\.\w+$/.test(callee) || /^(?:Atomics|console|Reflect|Promise|performance|process)\./.test(callee)) {
    return 'light';
  }
  if (/Sync$/.test(callee)) return 'light';
  const name = lastName(callee);
  if (
    ONLY_ON_STATEMENTS.has(name) &&
    !/(?:db|database|sql|stmt|statement|query|select|insert|prepare|conn)/i.test(callee)
  ) {
    return name === 'get' ? 'light' : 'unknown';
  }
  if (HEAVY.has(name) && callee.includes('.')) return 'heavy';
  if (/^(?:encodeURI|decodeURI|escape|unescape|btoa|atob|eval|gc|inspect|isDeepStrictEqual)/.test(callee))
    return 'heavy';
  return LIGHT.has(name) ? 'light' : 'unknown';
}

function constructorWeight(callee: string): Weight {
  return /^new (?:Date|Error|\w+Error|Promise|AbortController|Event\w*|WeakRef|Proxy|Object)$/.test(callee)
    ? 'light'
    : 'unknown';
}
