// @expect kind=cpu
// @min-ms 75
const bus = new EventTarget();
bus.addEventListener('order', ({ detail }) => {
  let hash = 7; // <- blame
  for (let i = 0; i < detail * 1e6; i++) hash = (hash * 31 + (i ^ 0x5f)) | 0; // <- blame
  console.log(hash);
});
setTimeout(() => bus.dispatchEvent(new CustomEvent('order', { detail: 160 })), 100);
setTimeout(() => {}, 300);
