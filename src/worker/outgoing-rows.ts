/** What is to be extracted, row by row, as whoever writes it looks at it. */
import { decodeName } from '../image/names';
import { isUtf8, latin1 } from '../reader/fields';
import { blobPieces } from '../sources/blob-pieces';
import type { OutgoingTree } from './outgoing-tree';
import { StoreWindows } from './store-windows';
import { type Extracted, type ExtractNote, type ExtractWhy, NOTES_TOLD } from './works';

/** Files up to this are read together with their neighbours, and written at once. */
export const SMALL_BYTES = 2 ** 20;
/** Notes about what is there, but not as it was; all others are about what is left out. */
const NOT_LEFT_OUT: readonly ExtractWhy[] = ['renamed'];

export class OutgoingRows {
  readonly tree: OutgoingTree;
  readonly #windows: StoreWindows;

  constructor(tree: OutgoingTree) {
    this.tree = tree;
    this.#windows = new StoreWindows(tree.blobs);
  }

  /** The first row of an entry is 1: row 0 is the place that all goes to. */
  get count(): number {
    return this.tree.parents.length;
  }

  kind(row: number): number {
    return this.tree.kinds[row] as number;
  }

  byteLength(row: number): number {
    return this.tree.byteLengths[row] as number;
  }

  nameBytes(row: number): Uint8Array {
    return this.tree.names.subarray(this.tree.nameStart[row], this.tree.nameStart[row + 1]);
  }

  name(row: number): string {
    return decodeName(this.nameBytes(row));
  }

  /** Whether the name is text: only then a browser can give it. */
  isText(row: number): boolean {
    return isUtf8(this.nameBytes(row));
  }

  /** A name that is no text, as text by which it differs from others: its bytes are read as those of Latin-1. */
  nameAsText(row: number): string {
    const name = this.name(row);
    // Halves of characters are all that is no text.
    if (!name.includes('\ufffd')) return name;
    return latin1(this.nameBytes(row)).replace(/[\x80-\x9f]/g, (control) => `%${control.charCodeAt(0).toString(16)}`);
  }

  /** The rows from the outermost folder to an entry. */
  way(row: number): number[] {
    const way: number[] = [];
    for (let at = row; at !== 0; at = this.tree.parents[at] as number) way.push(at);
    return way.reverse();
  }

  path(row: number): string {
    return this.way(row)
      .map((at) => this.name(at))
      .join('/');
  }

  /** The bytes of a file, where they are. */
  blob(row: number): Blob {
    const { stores, offsets, blobs } = this.tree;
    const offset = offsets[row] as number;
    const blob = blobs.get(stores[row] as number) ?? new Blob([]);
    return blob.slice(offset, offset + this.byteLength(row));
  }

  /** The bytes of a small file. Rejects as the browser does where they cannot be read. */
  async bytes(row: number): Promise<Uint8Array<ArrayBuffer>> {
    const { stores, offsets } = this.tree;
    const bytes = new Uint8Array(this.byteLength(row));
    let at = 0;
    for await (const part of this.#windows.parts(stores[row] as number, offsets[row] as number, bytes.length)) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /** The bytes of a large file in order; each piece is valid until the next. */
  pieces(row: number): AsyncGenerator<Uint8Array> {
    return blobPieces(this.blob(row));
  }
}

/** Counts what is done, and notes what is not. */
export class ExtractTally {
  /** @param lost paths of what there is nothing of */
  constructor(lost: readonly string[]) {
    for (const path of lost) this.note({ path, why: 'unread' });
  }

  readonly #told: Extracted = {
    files: 0,
    folders: 0,
    links: 0,
    bytes: 0,
    notes: [],
    leftOut: 0,
    others: 0,
    isStopped: false,
  };

  add(what: 'files' | 'folders' | 'links', bytes = 0): void {
    this.#told[what]++;
    this.#told.bytes += bytes;
  }

  note(note: ExtractNote): void {
    if (this.#told.notes.length < NOTES_TOLD) this.#told.notes.push(note);
    this.#told[NOT_LEFT_OUT.includes(note.why) ? 'others' : 'leftOut']++;
  }

  end(more: Partial<Extracted> = {}): Extracted {
    return { ...this.#told, ...more };
  }
}
