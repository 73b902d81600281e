// A payment is sent off, the answer takes its time.
// @finding missing-timeout
import http from 'node:http';

const bank = http.createServer((request, response) => {
  request.resume();
  setTimeout(() => response.end('{"ok":true}'), 3800);
});
await new Promise((resolve) => bank.listen(0, resolve));

const pay = async (amount) => {
  const response = await fetch(`http://127.0.0.1:${bank.address().port}/pay`, { // <- missing-timeout
    method: 'POST',
    body: JSON.stringify({ amount }),
  });
  return response.json();
};

console.log(await pay(12));
bank.closeAllConnections();
bank.close();
