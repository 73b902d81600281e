const lines = [
  ['apples', 4], ['bread', 1], ['butter', 2], ['cheese', 1], ['coffee', 2], ['eggs', 12],
  ['flour', 1], ['honey', 1], ['jam', 3], ['milk', 6], ['oats', 2], ['pasta', 5],
  ['rice', 1], ['salt', 1], ['sugar', 2], ['tea', 1], ['tofu', 2], ['yoghurt', 8],
];

/** What to look up, line by line, with the store's own spelling of the path. */
export function* lookups(store) {
  for (const [name, amount] of lines) {
    if (amount > 0) yield { name, amount, path: `/${store}/prices/${encodeURIComponent(name)}` };
  }
}
