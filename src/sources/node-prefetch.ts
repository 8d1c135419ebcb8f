import type { Worker } from 'node:worker_threads';
import type { NodeContents } from './node-contents';
import threadText from './node-prefetch-thread.mjs?raw';
import { startThread } from './node-thread';
import { Waits } from './node-waits';

/** Files of which a thread is told at once, and how many such batches are under way. */
const BATCH_FILES = 50;
const BATCHES_AHEAD = 48;
/** Measured with 100,000 files that the system has not in memory: see BENCHMARKS.md. */
const THREADS = 3;

/** A small file, by its numbers in `NodeContents`. */
export interface SmallFile {
  store: number;
  offset: number;
}

/**
 * Has the system read small files before they are needed, where each of them would be waited for: several threads open
 * them and read them into the system's memory. Whoever writes the image reads them there and looks at them as ever.
 */
export class Prefetch {
  readonly #contents: NodeContents;
  readonly #files: Iterable<SmallFile>;
  readonly #waits = new Waits();
  #ahead: Iterator<SmallFile> | undefined;
  #threads: Worker[] = [];
  #read = 0;
  #batches = 0;

  /** @param files all of them, in the order in which they will be read; gone through when they turn out to be slow */
  constructor(contents: NodeContents, files: Iterable<SmallFile>) {
    this.#contents = contents;
    this.#files = files;
  }

  /** A small file is going to be read. */
  next(): void {
    if (this.#threads.length > 0) {
      if (this.#read++ % BATCH_FILES === 0) this.#tellBatch();
    } else {
      this.#read++;
      if (this.#waits.areMany()) this.#start();
    }
  }

  /** Ends the threads. */
  end(): void {
    for (const thread of this.#threads) thread.postMessage('');
  }

  #start(): void {
    const ahead = this.#files[Symbol.iterator]();
    for (let skipped = 0; skipped < this.#read; skipped++) ahead.next();
    this.#ahead = ahead;
    this.#threads = Array.from({ length: THREADS }, () => startThread(threadText)).filter(
      (thread) => thread !== undefined,
    );
    for (let batch = 0; batch < BATCHES_AHEAD; batch++) this.#tellBatch();
  }

  #tellBatch(): void {
    const paths: string[] = [];
    for (let files = 0; files < BATCH_FILES; files++) {
      const file = this.#ahead?.next();
      if (!file || file.done) break;
      if (!this.#contents.hasPath(file.value.store)) continue;
      const path = this.#contents.path(file.value.store, file.value.offset);
      if (typeof path === 'string') paths.push(path);
    }
    if (paths.length > 0) this.#threads[this.#batches++ % this.#threads.length]?.postMessage(paths.join('\0'));
  }
}
