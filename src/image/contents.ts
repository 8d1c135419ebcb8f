/** The table of contents of a tree: how long each is, where its bytes are, and which files have it. */
import { Column } from './columns';
import { type EntryId, NO_ENTRY } from './entry';

/** Where a file's bytes come from. `store` and `offset` mean something only to the owner of the bytes. */
export interface ContentRef {
  byteLength: number;
  store: number;
  offset: number;
}

export class Contents {
  /** The content of each entry; none of what is no file. */
  readonly of = new Column((n) => new Int32Array(n), NO_ENTRY);
  readonly bytes = new Column((n) => new Float64Array(n));
  readonly store = new Column((n) => new Uint32Array(n));
  readonly offset = new Column((n) => new Float64Array(n));
  readonly #version = new Column((n) => new Uint32Array(n));
  /** Files of contents that were shared or taken from a file: of all others one file has it. */
  readonly #files = new Map<number, Set<EntryId>>();
  /** Contents that were added for no file, and not given to one since. */
  readonly #alone = new Set<number>();
  count = 0;
  /** Whether any content may ever have been that of several files. */
  wereShared = false;

  add(content: ContentRef): number {
    this.#put(this.count, content);
    return this.count++;
  }

  /** A content that no file has yet. */
  addAlone(content: ContentRef): number {
    const index = this.add(content);
    this.#alone.add(index);
    return index;
  }

  at(index: number): ContentRef {
    return { byteLength: this.bytes.get(index), store: this.store.get(index), offset: this.offset.get(index) };
  }

  /** Gives a content other bytes. */
  replace(index: number, content: ContentRef): void {
    this.#put(index, content);
    this.#version.set(index, this.version(index) + 1);
  }

  move(index: number, store: number, offset: number): void {
    this.store.set(index, store);
    this.offset.set(index, offset);
  }

  version(index: number): number {
    return this.#version.get(index);
  }

  /** Gives an entry the content of another. */
  share(entry: EntryId, other: EntryId): void {
    const index = this.of.get(other);
    this.#filesOf(index, other).add(entry);
    this.of.set(entry, index);
    this.wereShared = true;
  }

  /** Gives a file another content; the one before remains, should it be given back. */
  assign(entry: EntryId, index: number): void {
    this.#filesOf(this.of.get(entry), entry).delete(entry);
    // Of one that was never told of a file may have it.
    const isFree = this.#alone.delete(index) || this.#files.get(index)?.size === 0;
    this.wereShared ||= !isFree;
    this.#filesOf(index).add(entry);
    this.of.set(entry, index);
  }

  /** The files that have a content: those that were told of, or `only`. */
  filesOf(index: number, only: EntryId): Iterable<EntryId> {
    return this.#files.get(index) ?? [only];
  }

  #filesOf(index: number, only?: EntryId): Set<EntryId> {
    const known = this.#files.get(index) ?? new Set(only === undefined ? [] : [only]);
    this.#files.set(index, known);
    return known;
  }

  #put(index: number, { byteLength, store, offset }: ContentRef): void {
    this.bytes.set(index, byteLength);
    this.store.set(index, store);
    this.offset.set(index, offset);
  }
}
