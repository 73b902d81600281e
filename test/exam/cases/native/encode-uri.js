// @expect kind=native
// @min-ms 75
function trackingLink(payload) {
  const query = encodeURIComponent(payload); // <- blame
  return '/t?' + query;
}

setTimeout(() => {
  const payload = 'größe & länge; '.repeat(1100000);
  const link = trackingLink(payload);
  console.log(link.length);
}, 100);
setTimeout(() => {}, 400);
