/** Unpacks the data that lies in the page: base64 of raw deflate of JSON. */
export async function inflate<Data>(base64: string): Promise<Data> {
  const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text()) as Data;
}
