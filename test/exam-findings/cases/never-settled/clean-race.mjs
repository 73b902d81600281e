// @clean
import { setTimeout as sleep } from 'node:timers/promises';

const never = new Promise(() => {});
async function slow() {
  await never;
  return 'slow';
}
async function outer() {
  return `outer ${await slow()}`;
}
console.log(await Promise.race([outer(), sleep(20, 'timeout')]));
console.log(await Promise.any([slow(), sleep(10, 'any')]));
await Promise.all([slow(), Promise.reject(new Error('failed'))]).catch((error) => console.log(error.message));
new Promise(() => {}).then(() => console.log('never'));
