/** Reads files as they are found, packs the small ones and reports them, in the order they were given. */
import type { Spool } from '../sinks/spool';
import { type ReadResult, readTogether } from '../sources/small-files';
import { errorName } from './failure';
import { type FileFailed, type FilesRead, LARGE, type Numbering, type ReadProgress, type SourceId } from './protocol';

export interface PackItem {
  source: SourceId;
  numbering: Numbering;
  parent: number;
  name: string;
  file: File | Promise<File>;
}

type Report = (read: FilesRead, failed: FileFailed[], progress: ReadProgress) => Promise<unknown>;

/** A file up to this size is packed; a larger one stays a reference (measured: about equally fast at this size). */
export const SMALL_BYTES = 128 * 1024;
const BATCH_FILES = 256;
const BATCH_BYTES = 8 * 2 ** 20;
/** Batches read at the same time. */
const BATCHES_AT_ONCE = 6;
/** Files that were asked for and not yet taken into a batch. */
const QUEUE = 128;
/** Milliseconds after which a batch is read although it is not full. */
const PATIENCE = 30;
const UNANSWERED = 4;

interface Found extends Omit<PackItem, 'file'> {
  file: File;
}
interface Batch {
  items: Found[];
  failed: FileFailed[];
  bytes: number;
}

export class Packer {
  readonly #spool: Spool;
  readonly #report: Report;
  readonly #queue: PackItem[] = [];
  #running: Promise<void> | undefined;
  #room: (() => void)[] = [];
  #batch: Batch = { items: [], failed: [], bytes: 0 };
  #batchOf: PackItem | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #reading = new Set<Promise<void>>();
  #packed: Promise<void> = Promise.resolve();
  readonly #unanswered: Promise<unknown>[] = [];
  #progress: ReadProgress = { filesSeen: 0, bytesSeen: 0 };
  #error: unknown;
  #cancelled = false;

  constructor(spool: Spool, report: Report) {
    this.#spool = spool;
    this.#report = report;
  }

  /** Takes a file in; resolves when there is room for more. */
  async add(item: PackItem): Promise<void> {
    if (item.file instanceof Promise) item.file.catch(() => {});
    this.#queue.push(item);
    this.#running ??= this.#run();
    if (this.#queue.length >= QUEUE) await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  /** Resolves when all was reported and every store is sealed. Rejects when there is no room for it. */
  async finish(): Promise<void> {
    while (this.#running) await this.#running;
    this.#flush();
    await this.#packed;
    // What was packed before there was no more room is good.
    const sealed = this.#spool.seal();
    if (this.#error !== undefined) await sealed.catch(() => {});
    if (this.#error !== undefined) throw this.#error;
    await sealed;
    await Promise.all(this.#unanswered.splice(0));
    this.#progress = { filesSeen: 0, bytesSeen: 0 };
  }

  /** Drops what is under way; nothing more is reported. */
  cancel(): void {
    this.#cancelled = true;
    this.#queue.length = 0;
    this.#batch = { items: [], failed: [], bytes: 0 };
    clearTimeout(this.#timer);
    this.#makeRoom();
  }

  #makeRoom(): void {
    const waiting = this.#room;
    this.#room = [];
    for (const resolve of waiting) resolve();
  }

  async #run(): Promise<void> {
    // Nothing may end it before `#running` is set.
    await undefined;
    // Taken by position: shifting a long array for every file would be quadratic.
    let at = 0;
    for (; at < this.#queue.length && this.#error === undefined && !this.#cancelled; at++) {
      const item = this.#queue[at] as PackItem;
      await this.#take(item);
      if (at >= QUEUE / 2) {
        this.#queue.splice(0, at + 1);
        at = -1;
        this.#makeRoom();
      }
    }
    this.#queue.length = 0;
    this.#running = undefined;
    this.#makeRoom();
  }

  async #take(item: PackItem): Promise<void> {
    if (this.#batchOf && (this.#batchOf.source !== item.source || this.#batchOf.numbering !== item.numbering)) {
      this.#flush();
    }
    const { source, numbering, parent, name } = item;
    let file: File | undefined;
    let error = '';
    try {
      file = item.file instanceof Promise ? await item.file : item.file;
    } catch (reason) {
      error = errorName(reason);
    }
    if (this.#cancelled) return;
    this.#batchOf = item;
    this.#progress.filesSeen++;
    if (file) {
      this.#progress.bytesSeen += file.size;
      this.#batch.items.push({ source, numbering, parent, name, file });
      this.#batch.bytes += file.size <= SMALL_BYTES ? file.size : 1;
    } else {
      this.#batch.failed.push({ parent, name, error });
    }
    const files = this.#batch.items.length + this.#batch.failed.length;
    if (files >= BATCH_FILES || this.#batch.bytes >= BATCH_BYTES) {
      this.#flush();
      while (this.#reading.size >= BATCHES_AT_ONCE) await Promise.race(this.#reading);
    } else {
      this.#timer ??= setTimeout(() => this.#flush(), PATIENCE);
    }
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#batch;
    const { source, numbering } = this.#batchOf ?? {};
    this.#batchOf = undefined;
    if (source === undefined || numbering === undefined) return;
    this.#batch = { items: [], failed: [], bytes: 0 };
    // Of a large file only the last byte is read: a reference that cannot be read must be known now.
    const blobs = batch.items.map(({ file }) => (file.size <= SMALL_BYTES ? file : file.slice(file.size - 1)));
    const results = blobs.length > 0 ? readTogether(blobs) : Promise.resolve([]);
    const before = this.#packed;
    const packed = (async () => {
      const bytes = await results;
      await before;
      if (this.#error === undefined && !this.#cancelled) await this.#pack(source, numbering, batch, bytes);
    })().catch((error: unknown) => {
      this.#error ??= error;
    });
    this.#packed = packed;
    this.#reading.add(packed);
    void packed.finally(() => this.#reading.delete(packed));
  }

  async #pack(source: SourceId, numbering: Numbering, batch: Batch, results: ReadResult[]): Promise<void> {
    const read: FilesRead = {
      source,
      numbering,
      parents: [],
      names: [],
      sizes: [],
      modified: [],
      stores: [],
      offsets: [],
      large: [],
    };
    for (let at = 0; at < batch.items.length; at++) {
      const { parent, name, file } = batch.items[at] as Found;
      const result = results[at] as ReadResult;
      if ('error' in result) {
        batch.failed.push({ parent, name, error: errorName(result.error) });
        continue;
      }
      let [store, offset] = [0, 0];
      if (file.size > SMALL_BYTES) {
        store = LARGE;
        read.large.push(file);
      } else if (file.size > 0) {
        const room = await this.#spool.reserve(file.size);
        room.bytes.set(result.bytes);
        ({ store, offset } = room);
      }
      read.parents.push(parent);
      read.names.push(name);
      read.sizes.push(file.size);
      read.modified.push(file.lastModified);
      read.stores.push(store);
      read.offsets.push(offset);
    }
    if (this.#cancelled) return;
    this.#unanswered.push(this.#report(read, batch.failed, { ...this.#progress }));
    if (this.#unanswered.length > UNANSWERED) await this.#unanswered.shift();
  }
}
