// @expect kind=cpu|native
// @min-ms 75
// (func (export "run") (param i32) (result i32) (local i32) loop … end)
const bytes = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 114, 117, 110, 0, 0, 10, 40, 1, 38, 1, 1, 127, 3, 64, 32, 1, 65, 3, 108, 65, 7, 106,
  33, 1, 32, 1, 65, 5, 117, 32, 1, 115, 33, 1, 32, 0, 65, 1, 107, 34, 0, 13, 0, 11, 32, 1, 11,
]);

function simulate(instance, steps) {
  return instance.exports.run(steps); // <- blame
}

const { instance } = await WebAssembly.instantiate(bytes);
setTimeout(() => console.log(simulate(instance, 90_000_000)), 100);
setTimeout(() => {}, 500);
