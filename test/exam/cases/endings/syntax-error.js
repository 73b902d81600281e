// @expect none
// @ending syntax code=1
const port = 3000
function start( {
  console.log('never');
}
