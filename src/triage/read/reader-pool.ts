import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PACKAGE_FOLDER } from '../../package/folder.js';
import type { FoundRun } from '../../trace/find-runs.js';
import type { ReadOptions, RunReading } from './read-one.js';

/** As it was built: this code may run from its sources. */
const READER_THREAD = join(PACKAGE_FOLDER, 'dist/bundle/reader-thread.js');

/** What a thread is asked; it answers with a `RunReading`. */
export interface ReadRequest {
  readonly run: FoundRun;
  readonly known: readonly number[];
}

interface Task extends ReadRequest {
  readonly done: (reading: RunReading) => void;
}

/** Threads that read runs, one run at a time each. */
export class ReaderPool {
  private readonly queue: Task[] = [];
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Task>();

  constructor(
    threads: number,
    private readonly options: ReadOptions,
  ) {
    for (let index = 0; index < threads; index += 1) this.startThread();
  }

  read(run: FoundRun, known: readonly number[]): Promise<RunReading> {
    return new Promise((done) => {
      this.queue.push({ run, known, done });
      this.next();
    });
  }

  /** Ends the threads; what they were reading is never told. */
  async close(): Promise<void> {
    await Promise.all([...this.idle, ...this.busy.keys()].map((worker) => worker.terminate()));
  }

  private startThread(): void {
    const worker = new Worker(READER_THREAD, { workerData: this.options });
    worker.on('message', (reading: RunReading) => {
      this.finish(worker, reading);
      this.idle.push(worker);
      this.next();
    });
    // A run for which the memory does not suffice ends its thread, and no more.
    worker.on('error', (error) => {
      const path = this.busy.get(worker)?.run.path ?? '';
      const message = `${path} could not be understood (${error.message}).`;
      this.finish(worker, { kind: 'skip', skip: { path, kind: 'unsound', message } });
      this.startThread();
    });
    this.idle.push(worker);
    this.next();
  }

  private finish(worker: Worker, reading: RunReading): void {
    this.busy.get(worker)?.done(reading);
    this.busy.delete(worker);
  }

  private next(): void {
    const task = this.idle.length > 0 ? this.queue.shift() : undefined;
    const worker = task === undefined ? undefined : this.idle.pop();
    if (task === undefined || worker === undefined) return;
    this.busy.set(worker, task);
    const request: ReadRequest = { run: task.run, known: task.known };
    worker.postMessage(request);
  }
}
