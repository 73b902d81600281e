import { inflateRawSync } from 'node:zlib';

/** The data that lies in a page for its script. */
export function dataOf<Data>(page: string): Data {
  const base64 = /<script type="application\/octet-stream" id="report-data">([^<]*)</.exec(page)?.[1] ?? '';
  return JSON.parse(inflateRawSync(Buffer.from(base64, 'base64')).toString());
}

/** What stands in a page before the links to its sections: what is seen without scripts. */
export function firstScreenOf(page: string): string {
  return page.slice(page.indexOf('<main>'), page.indexOf('<nav'));
}

/** The tags of a page's markup, scripts and styles left out: nothing of a trace may be in them. */
export function tagsOf(page: string): string {
  const markup = page.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '');
  return [...markup.matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag).join('');
}
