/** What a visitor may be called. */
export type Name = string & { readonly brand: 'name' };

const NAME = /^([a-z]+-?)+$/;

export function isName(text: string): text is Name {
  return NAME.test(text); // <- blame
}
