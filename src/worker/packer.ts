/** Reads files as they are found, packs the small ones and reports them, in the order they were given. */
import type { Room, Spool } from '../sinks/spool';
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

interface Queued extends PackItem {
  isDropped?: boolean;
}
interface Found {
  parent: number;
  name: string;
  file: File;
}
/** Files of one source that are read together. */
interface Batch {
  source: SourceId;
  numbering: Numbering;
  items: Found[];
  failed: FileFailed[];
  bytes: number;
  isDropped: boolean;
}

export class Packer {
  readonly #spool: Spool;
  readonly #report: Report;
  readonly #queue: Queued[] = [];
  #running: Promise<void> | undefined;
  #room: (() => void)[] = [];
  #batch: Batch | undefined;
  /** Batches that are being read or packed. */
  readonly #batches = new Set<Batch>();
  readonly #dropped = new Set<SourceId>();
  /** What waits for a source's bytes, and how to end that. */
  readonly #waits = new Map<() => void, SourceId>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #reading = new Set<Promise<void>>();
  #packed: Promise<void> = Promise.resolve();
  readonly #unanswered: Promise<unknown>[] = [];
  #progress: ReadProgress = { filesSeen: 0, bytesSeen: 0 };
  #error: unknown;

  constructor(spool: Spool, report: Report) {
    this.#spool = spool;
    this.#report = report;
  }

  isDropped(source: SourceId): boolean {
    return this.#dropped.has(source);
  }

  /** Takes a file in; resolves when there is room for more. One of a dropped source is let go. */
  async add(item: PackItem): Promise<void> {
    if (item.file instanceof Promise) item.file.catch(() => {});
    if (this.#dropped.has(item.source)) return;
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
    await sealed.catch((error: unknown) => {
      this.#error ??= error;
    });
    await Promise.all(this.#unanswered.splice(0));
    if (this.#error !== undefined) throw this.#error;
    this.#progress = { filesSeen: 0, bytesSeen: 0 };
  }

  /** Drops all of a source, even what never comes: nothing more of it is reported, until it is taken in again. */
  drop(source: SourceId): void {
    this.#dropped.add(source);
    for (const item of this.#queue) if (item.source === source) item.isDropped = true;
    if (this.#batch?.source === source) this.#batch = undefined;
    for (const batch of this.#batches) if (batch.source === source) batch.isDropped = true;
    for (const [end, of] of this.#waits) if (of === source) end();
  }

  /** Takes a source in again. */
  admit(source: SourceId): void {
    this.#dropped.delete(source);
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
    for (; at < this.#queue.length; at++) {
      const item = this.#queue[at] as Queued;
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

  async #take(item: Queued): Promise<void> {
    const { source, numbering, parent, name } = item;
    if (this.#batch && (this.#batch.source !== source || this.#batch.numbering !== numbering)) this.#flush();
    let file: File | undefined;
    let error = '';
    try {
      file = item.file instanceof Promise ? await this.#unlessDropped(source, item.file) : item.file;
    } catch (reason) {
      error = errorName(reason);
    }
    if (item.isDropped) return;
    this.#batch ??= { source, numbering, items: [], failed: [], bytes: 0, isDropped: false };
    const batch = this.#batch;
    this.#progress.filesSeen++;
    if (file) {
      this.#progress.bytesSeen += file.size;
      batch.items.push({ parent, name, file });
      batch.bytes += file.size <= SMALL_BYTES ? file.size : 1;
    } else {
      batch.failed.push({ parent, name, error });
    }
    if (batch.items.length + batch.failed.length >= BATCH_FILES || batch.bytes >= BATCH_BYTES) {
      this.#flush();
      while (this.#reading.size >= BATCHES_AT_ONCE) await Promise.race(this.#reading);
    } else {
      this.#timer ??= setTimeout(() => this.#flush(), PATIENCE);
    }
  }

  /** What is promised, or undefined as soon as its source is dropped. */
  #unlessDropped<T>(source: SourceId, promised: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const end = () => resolve(undefined);
      this.#waits.set(end, source);
      promised.then(resolve, reject).finally(() => this.#waits.delete(end));
    });
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#batch;
    this.#batch = undefined;
    if (!batch) return;
    this.#batches.add(batch);
    // Of a large file only the last byte is read: a reference that cannot be read must be known now.
    const blobs = batch.items.map(({ file }) => (file.size <= SMALL_BYTES ? file : file.slice(file.size - 1)));
    const results = this.#unlessDropped(batch.source, blobs.length > 0 ? readTogether(blobs) : Promise.resolve([]));
    const before = this.#packed;
    const packed = (async () => {
      const bytes = await results;
      await before;
      if (bytes) await this.#pack(batch, bytes);
    })()
      .catch((error: unknown) => {
        this.#error ??= error;
      })
      .finally(() => {
        this.#reading.delete(packed);
        this.#batches.delete(batch);
      });
    this.#packed = packed;
    this.#reading.add(packed);
  }

  async #pack(batch: Batch, results: ReadResult[]): Promise<void> {
    const read: FilesRead = {
      source: batch.source,
      numbering: batch.numbering,
      parents: [],
      names: [],
      sizes: [],
      modified: [],
      stores: [],
      offsets: [],
      large: [],
    };
    for (let at = 0; at < batch.items.length && !batch.isDropped; at++) {
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
        const room = await this.#reserve(file.size);
        if (!room) {
          batch.failed.push({ parent, name, error: errorName(this.#error) });
          continue;
        }
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
    if (batch.isDropped) return;
    this.#unanswered.push(this.#report(read, batch.failed, { ...this.#progress }));
    if (this.#unanswered.length > UNANSWERED) await this.#unanswered.shift();
  }

  /** Undefined where there is no room: files go on being named, so that none is forgotten, and `finish` says why. */
  async #reserve(size: number): Promise<Room | undefined> {
    if (this.#error !== undefined) return undefined;
    try {
      return await this.#spool.reserve(size);
    } catch (error) {
      this.#error = error;
      return undefined;
    }
  }
}
