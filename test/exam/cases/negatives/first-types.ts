// @expect none
// @node >=24
// Node loads what it strips types with before the first line of this runs.
const greeting: string = 'hello';
setTimeout((name: string) => console.log(greeting, name), 200, 'types');
