// @expect none
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const children = [1, 2, 3].map((n) => spawn('sh', ['-c', `sleep 0.${n}; echo ${n}`]));
for (const child of children) {
  child.stdout.resume();
  const [code] = await once(child, 'close');
  console.log(code);
}
