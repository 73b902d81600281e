import { parentPort } from 'node:worker_threads';

type Row = { readonly id: number; readonly name: string };

const text: string = `[${'{"id":1,"name":"row","tags":[1,2,3,4,5]},'.repeat(300_000)}{"id":0,"name":""}]`;

parentPort?.on('message', () => {
  const rows: readonly Row[] = JSON.parse(text); // <- blame
  parentPort?.postMessage(rows.length);
});
