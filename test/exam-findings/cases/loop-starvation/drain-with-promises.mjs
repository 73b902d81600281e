// A mailbox that is emptied by promises while a timer waits.
// @finding loop-starvation
const mailbox = Array.from({ length: 4_000_000 }, (_, i) => i);
let handled = 0;

function handle() {
  Promise.resolve(mailbox.pop()).then((letter) => { // <- loop-starvation
    handled += letter; // <- loop-starvation
    if (mailbox.length > 0) handle(); // <- loop-starvation
  });
}

setTimeout(handle, 50);
setTimeout(() => console.log(handled), 100);
