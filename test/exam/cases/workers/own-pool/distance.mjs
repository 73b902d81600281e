export default function distance(a, b) {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i); // <- blame
  for (let i = 1; i <= a.length; i++) { // <- blame
    const row = [i]; // <- blame
    for (let j = 1; j <= b.length; j++) { // <- blame
      const cost = a[i - 1] === b[j - 1] ? 0 : 1; // <- blame
      row[j] = Math.min(row[j - 1] + 1, before[j] + 1, before[j - 1] + cost); // <- blame
    }
    before = row; // <- blame
  }
  return before[b.length];
}
