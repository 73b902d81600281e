export function triangles(limit) {
  let count = 0; // <- blame
  for (let a = 1; a < limit; a++) { // <- blame
    for (let b = a; b < limit; b++) { // <- blame
      const c = Math.sqrt(a * a + b * b); // <- blame
      for (let k = 0; k < 60; k++) count += (c + k) % 1 === 0 ? 1 : 0; // <- blame
    }
  }
  return count;
}
