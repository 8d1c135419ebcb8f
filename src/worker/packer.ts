/** Reads files as they are found, packs the small ones and reports them, in the order they were given. */
import type { Room, Spool } from '../sinks/spool';
import { letGo, type ReadResult, readTogether } from '../sources/small-files';
import { errorName } from './failure';
import { Garbage } from './garbage';
import { type Batch, Opening, type PackItems } from './opening';
import { type FileFailed, type FilesRead, LARGE, type ReadProgress, type SourceId } from './protocol';

type Report = (read: FilesRead, failed: FileFailed[], progress: ReadProgress) => Promise<unknown>;

/** A file up to this size is packed; a larger one stays a reference (measured: about equally fast at this size). */
export const SMALL_BYTES = 128 * 1024;
/** Reports that were sent and not yet answered. */
const UNANSWERED = 4;

/** Of a large file only the last byte is read: a reference that cannot be read must be known now. */
const bytesToRead = ({ size }: File) => (size <= SMALL_BYTES ? size : 1);

export class Packer {
  readonly #spool: Spool;
  readonly #report: Report;
  readonly #opening: Opening;
  /** The batches so far, one after the other. */
  #packed: Promise<void> = Promise.resolve();
  readonly #unanswered: Promise<unknown>[] = [];
  readonly #garbage = new Garbage();
  #error: unknown;

  /** @param seen is told now and then how many files there are, whether they were read or not */
  constructor(spool: Spool, report: Report, seen: (progress: ReadProgress) => void) {
    this.#spool = spool;
    this.#report = report;
    const closed = (batch: Batch) => {
      this.#packed = this.#readAndPack(batch, this.#packed);
    };
    this.#opening = new Opening(bytesToRead, closed, seen);
  }

  /** Nothing is being taken in or packed. */
  get isIdle(): boolean {
    return this.#opening.isIdle;
  }

  /** Takes files in; resolves when there is room for more. Those of a dropped source are let go. */
  add(items: PackItems): Promise<void> {
    return this.#opening.add(items);
  }

  /** Resolves when all was reported and every store is sealed. Rejects when there is no room for it. */
  async finish(): Promise<void> {
    await this.#opening.finish();
    // What was packed before there was no more room is good.
    const sealed = this.#spool.seal();
    await sealed.catch((error: unknown) => {
      this.#error ??= error;
    });
    await Promise.all(this.#unanswered.splice(0));
    if (this.#error !== undefined) throw this.#error;
  }

  /** Drops all of a source, even what never comes: nothing more of it is reported, until it is taken in again. */
  drop(source: SourceId): void {
    this.#opening.drop(source);
  }

  /** Takes a source in again. */
  admit(source: SourceId): void {
    this.#opening.admit(source);
  }

  async #readAndPack(batch: Batch, before: Promise<void>): Promise<void> {
    try {
      const results = await Promise.race([batch.opened.then(() => read(batch)), batch.gone]);
      await before;
      if (results) {
        await this.#pack(batch, results);
        letGo(results);
      }
    } catch (error) {
      this.#error ??= error;
    }
    this.#opening.done(batch);
    this.#garbage.add(batch.names.length, batch.bytes, this.#opening.unasked);
    if (batch.next) await this.#readAndPack(batch.next, Promise.resolve());
  }

  async #pack(batch: Batch, results: ReadResult[]): Promise<void> {
    const { source, numbering, failed } = batch;
    const columns = { parents: [], names: [], sizes: [], modified: [], stores: [], offsets: [], large: [] };
    const read: FilesRead = { source, numbering, ...columns };
    let next = 0;
    for (let at = 0; at < batch.files.length && !batch.isDropped; at++) {
      const file = batch.files[at];
      if (!file) continue;
      const [parent, name] = [batch.parents[at] as number, batch.names[at] as string];
      const result = results[next++] as ReadResult;
      if ('error' in result) {
        failed.push({ parent, name, error: errorName(result.error) });
        continue;
      }
      const { size } = file;
      let [store, offset] = [0, 0];
      if (size > SMALL_BYTES) {
        store = LARGE;
        read.large.push(file);
      } else if (size > 0) {
        const reserved = this.#reserve(size);
        const room = reserved instanceof Promise ? await reserved : reserved;
        if (!room) {
          failed.push({ parent, name, error: errorName(this.#error) });
          continue;
        }
        room.bytes.set(result.bytes);
        ({ store, offset } = room);
      }
      read.parents.push(parent);
      read.names.push(name);
      read.sizes.push(size);
      read.modified.push(file.lastModified);
      read.stores.push(store);
      read.offsets.push(offset);
    }
    if (batch.isDropped) return;
    this.#unanswered.push(this.#report(read, failed, { ...this.#opening.progress }));
    if (this.#unanswered.length > UNANSWERED) await this.#unanswered.shift();
  }

  /** Undefined where there is no room: files go on being named, so that none is forgotten, and `finish` says why. */
  #reserve(size: number): Room | undefined | Promise<Room | undefined> {
    if (this.#error !== undefined) return undefined;
    const room = this.#spool.reserve(size);
    if (!(room instanceof Promise)) return room;
    return room.catch((error: unknown) => {
      this.#error = error;
      return undefined;
    });
  }
}

function read({ files }: Batch): Promise<ReadResult[]> {
  const blobs: Blob[] = [];
  for (const file of files) {
    if (file) blobs.push(file.size <= SMALL_BYTES ? file : file.slice(file.size - 1));
  }
  return blobs.length > 0 ? readTogether(blobs) : Promise.resolve([]);
}
