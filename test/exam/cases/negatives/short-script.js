// @expect none
console.log('hello');
