process.on('message', ({ rows }) => {
  const lines = []; // <- blame
  for (let i = 0; i < rows; i++) { // <- blame
    let hash = i; // <- blame
    for (let k = 0; k < 4000; k++) hash = (hash * 31 + k) % 65521; // <- blame
    lines.push(hash); // <- blame
  }
  process.send(lines.length);
});
