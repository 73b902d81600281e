// An order, a customer, a price, a stock and a mail, each within the other.
// @finding callback-pyramid deep
const { readFile } = require('fs');
const load = (name, done) => readFile(__filename, 'utf8', (error, text) => setTimeout(done, 5, error, `${name}${text.length}`));

setTimeout(() => {
  load('order', (e1, order) => { // <- callback-pyramid
    load('customer', (e2, customer) => { // <- callback-pyramid
      load('price', (e3, price) => { // <- callback-pyramid
        load('stock', (e4, stock) => { // <- callback-pyramid
          load('mail', (e5, mail) => { // <- callback-pyramid
            load('done', () => { // <- callback-pyramid
              console.log([order, customer, price, stock, mail].length);
            });
          });
        });
      });
    });
  });
}, 40);
