import fs from 'node:fs';
import { KeptFiles, type LookedAt } from './node-kept-files';
import { joinPath, type NodePath, showPath } from './node-path';
import type { ReadAhead } from './node-read-ahead';
import { errorReason } from './node-reason';

/** A file that cannot be what it was when it was listed. The message is a sentence that names it. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** A FIFO that took a file's place must not block; Windows has no such flag. */
const OPEN_FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
const BIGINT = { bigint: true } as const;

/** A file in which contents are ranges, open as long as they are wanted. */
export interface RangesFile {
  /** As sentences name it. */
  path: NodePath;
  descriptor: number;
  byteLength: number;
  /** In nanoseconds; undefined for one that nobody else can write. */
  modified: number | undefined;
}

/**
 * Where the bytes of listed files are: a content's `store` is its folder's number here, its `offset` the file's. In an
 * archive the store is the archive's, and the offset the first byte.
 */
export class NodeContents {
  readonly #directories: NodePath[] = [];
  /** By the numbers of their stores, which are among those of folders. */
  readonly #ranges = new Map<number, RangesFile>();
  readonly #names: NodePath[] = [];
  /** When each file was last modified, in nanoseconds; only ever compared. */
  readonly #modified: number[] = [];
  readonly #keptFiles = new KeptFiles();
  /** Where the bytes of each file are kept; undefined: they are not. */
  readonly #kept: (number | undefined)[] = [];

  /** Adds a folder and returns its number. */
  addDirectory(path: NodePath): number {
    return this.#directories.push(path) - 1;
  }

  /** Looks at a file before it is added, and keeps its bytes if they are few: see `KeptFiles`. */
  look(path: NodePath): LookedAt | undefined {
    return this.#keptFiles.look(path);
  }

  /** Whether `look` may keep more. */
  get keepsMore(): boolean {
    return !this.#keptFiles.isOver;
  }

  /**
   * Adds a file and returns its number.
   * @param kept where its bytes are kept
   */
  addFile(name: NodePath, modifiedNanoseconds: bigint, kept?: number): number {
    this.#modified.push(Number(modifiedNanoseconds));
    this.#kept.push(kept);
    return this.#names.push(name) - 1;
  }

  /** Adds a file in which contents are ranges, and returns its number. */
  addRanges(file: RangesFile): number {
    const store = this.addDirectory(file.path);
    this.#ranges.set(store, file);
    return store;
  }

  /** Whether a content is a file of its own that can be opened by its path. */
  hasPath(store: number): boolean {
    return !this.#ranges.has(store);
  }

  /** The bytes of a content that are kept, as it was listed; undefined: it must be opened. */
  kept(store: number, offset: number, byteLength: number): Uint8Array | undefined {
    const at = this.#keptAt(store, offset);
    return at === undefined ? undefined : this.#keptFiles.bytes(at, byteLength);
  }

  #keptAt(store: number, offset: number): number | undefined {
    return this.hasPath(store) ? this.#kept[offset] : undefined;
  }

  /** The path of a content's file; an archive's, of what lies in it. */
  path(store: number, offset: number): NodePath {
    const ranges = this.#ranges.get(store);
    if (ranges) return ranges.path;
    const directory = this.#directories[store];
    const name = this.#names[offset];
    if (directory === undefined || name === undefined) {
      throw new TypeError(`There is no source ${store}:${offset} (this is a defect of Isodrop).`);
    }
    return joinPath(directory, name);
  }

  /**
   * Opens a listed file for reading it from its beginning to its end.
   * @param byteLength as it was listed
   */
  open(store: number, offset: number, byteLength: number): OpenContent {
    const ranges = this.#ranges.get(store);
    if (ranges) return new OpenContent(ranges.path, ranges.byteLength, ranges.modified, { ...ranges, start: offset });
    return new OpenContent(this.path(store, offset), byteLength, this.#modified[offset]);
  }

  /** Throws a `SourceError` if a listed file is not what it was. One that is kept always is. */
  verify(store: number, offset: number, byteLength: number): void {
    if (this.#keptAt(store, offset) !== undefined) return;
    const file = this.open(store, offset, byteLength);
    try {
      file.verify();
    } finally {
      file.close();
    }
  }
}

/** A file that is being read. */
export class OpenContent {
  readonly #path: NodePath;
  readonly #byteLength: number;
  readonly #modified: number | undefined;
  readonly #descriptor: number;
  readonly #isOwn: boolean;
  /** Of the content in the file. */
  readonly #start: number;
  #read = 0;
  #hasSkipped = false;

  /**
   * @param byteLength of the whole file
   * @param modified in nanoseconds; undefined: nobody can have changed it
   * @param range a file that is open already and stays so, and where the content begins in it
   */
  constructor(
    path: NodePath,
    byteLength: number,
    modified: number | undefined,
    range?: { descriptor: number; start: number },
  ) {
    this.#path = path;
    this.#byteLength = byteLength;
    this.#modified = modified;
    this.#start = range?.start ?? 0;
    this.#isOwn = range === undefined;
    this.#hasSkipped = range !== undefined;
    if (range) {
      this.#descriptor = range.descriptor;
      return;
    }
    try {
      this.#descriptor = fs.openSync(path as string, OPEN_FLAGS);
    } catch (error) {
      throw this.#failure(`cannot be read any more: ${errorReason(error)}`);
    }
  }

  /** Reads the next `length` bytes into `buffer` from `at` on. Throws a `SourceError` where there are not so many. */
  read(buffer: Uint8Array, at = 0, length = buffer.length): void {
    for (let from = at; from < at + length; ) {
      let read: number;
      try {
        read = fs.readSync(this.#descriptor, buffer, from, at + length - from, this.#position);
      } catch (error) {
        throw this.#failure(`cannot be read any more: ${errorReason(error)}`);
      }
      if (read === 0) {
        this.verify();
        throw this.#failure(`ended after ${count(this.#read)} of ${count(this.#byteLength)} bytes`);
      }
      from += read;
      this.#read += read;
    }
  }

  /** Where in the file the next bytes are; null: where the system is. */
  get #position(): number | null {
    return this.#hasSkipped ? this.#start + this.#read : null;
  }

  /** The next `length` bytes, read ahead by a thread; each view is valid until the next. Throws as `read` does. */
  readAhead(ahead: ReadAhead, length: number): Generator<Uint8Array> {
    return ahead.read(this.#descriptor, this.#start + this.#read, length, (bytes, isRead) => {
      if (isRead) this.skip(bytes.length);
      else this.read(bytes);
    });
  }

  /** Leaves out the next `length` bytes. */
  skip(length: number): void {
    this.#read += length;
    this.#hasSkipped = true;
  }

  /** Closes the file, whatever became of it. */
  close(): void {
    if (this.#isOwn) fs.closeSync(this.#descriptor);
  }

  /**
   * Throws a `SourceError` if the file is not what was listed. One look after the last byte was read is enough:
   * whatever was written before it has moved the time or the size.
   */
  verify(): void {
    if (this.#modified === undefined) return;
    let stats: fs.BigIntStats;
    try {
      stats = fs.fstatSync(this.#descriptor, BIGINT);
    } catch (error) {
      throw this.#failure(`cannot be read any more: ${errorReason(error)}`);
    }
    const byteLength = Number(stats.size);
    if (byteLength !== this.#byteLength) {
      const verb = byteLength < this.#byteLength ? 'shrank' : 'grew';
      throw this.#failure(`${verb} from ${count(this.#byteLength)} to ${count(byteLength)} bytes`);
    }
    if (Number(stats.mtimeNs) !== this.#modified) throw this.#failure('was changed');
  }

  #failure(what: string): SourceError {
    return new SourceError(
      `“${showPath(this.#path)}” ${what}, after it had been listed. Run isodrop again when nothing changes it.`,
    );
  }
}

function count(value: number): string {
  return value.toLocaleString('en');
}
