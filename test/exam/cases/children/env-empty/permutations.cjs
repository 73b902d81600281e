function permute(items, from) {
  if (from === items.length) return 1; // <- blame
  let count = 0; // <- blame
  for (let i = from; i < items.length; i++) { // <- blame
    [items[from], items[i]] = [items[i], items[from]]; // <- blame
    count += permute(items, from + 1); // <- blame
    [items[from], items[i]] = [items[i], items[from]]; // <- blame
  }
  return count; // <- blame
}

setTimeout(() => {
  console.log(permute([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0), Object.keys(process.env).length);
  setTimeout(() => {}, 100);
}, 150);
