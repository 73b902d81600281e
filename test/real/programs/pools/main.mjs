import { Piscina } from 'piscina';
import Tinypool from 'tinypool';

const Pool = process.argv[2] === 'piscina' ? Piscina : Tinypool;
const pool = new Pool({ filename: new URL('./task.mjs', import.meta.url).href, minThreads: 2, maxThreads: 2 });
await new Promise((resolve) => setTimeout(resolve, 300));
for (let i = 0; i < 4; i++) console.log(await pool.run(1_500_000 + i));
// The workers wait for more.
await new Promise((resolve) => setTimeout(resolve, 1000));
await pool.destroy();
