/** The manifest that was made last of a tree, of which the next one is made: what did not change is copied. */
import * as abi from '../../wasm/abi';
import type { EarlierRows } from './flat-tree';
import type { ImageTree } from './tree';

/** How new files are: of each folder the newest thing right in it that is no folder, and the newest file. */
export interface NewestTimes {
  of: Float64Array;
  files: Float64Array;
}

/** What is known of a manifest besides its bytes. */
export interface MadeManifest extends EarlierRows {
  contents: Uint32Array;
  /** Whether each file has a content of its own, in the order of the rows. */
  hasOwnContents: boolean;
  newest: NewestTimes;
  /** Of which options the modes are. */
  modesOf: string;
}

/** A manifest that was made before, with those of its columns that are copied. */
export class EarlierManifest {
  readonly made: MadeManifest;
  readonly nameStart: Uint32Array;
  readonly names: Uint8Array;
  readonly kinds: Uint8Array;
  readonly modes: Uint16Array;
  /** Those of folders are settled by what is in them. */
  readonly modifyTimes: Float64Array;
  readonly contentColumn: Uint32Array;
  readonly contentBytes: Float64Array;

  constructor(made: MadeManifest, { buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>) {
    const header = new DataView(buffer, byteOffset, byteLength);
    const at = (column: number) => byteOffset + header.getUint32(column, true);
    const count = made.flat.entries.length;
    this.made = made;
    this.nameStart = new Uint32Array(buffer, at(abi.COLUMN_NAME_START), count + 1);
    this.names = new Uint8Array(buffer, at(abi.COLUMN_NAMES), this.nameStart[count]);
    this.kinds = new Uint8Array(buffer, at(abi.COLUMN_KIND), count);
    this.modes = new Uint16Array(buffer, at(abi.COLUMN_MODE), count);
    this.modifyTimes = new Float64Array(buffer, at(abi.COLUMN_MODIFY_TIME), count);
    this.contentColumn = new Uint32Array(buffer, at(abi.COLUMN_CONTENT), count);
    this.contentBytes = new Float64Array(buffer, at(abi.COLUMN_CONTENT_BYTES), made.contents.length);
  }
}

/** Keeps what was made last of one tree. Its bytes are the encoder's for a while, and of use once they are given back. */
export class KeptManifest {
  #made: MadeManifest | undefined;
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  /** What was made last of a tree; undefined: there is nothing that could be copied of it. */
  earlier(tree: ImageTree, inOrder: boolean): EarlierManifest | undefined {
    const { made, bytes } = { made: this.#made, bytes: this.#bytes };
    const isAlike = made?.inOrder === inOrder && made.dissolved === tree.dissolved;
    return isAlike && bytes ? new EarlierManifest(made, bytes) : undefined;
  }

  /** Takes what was made; undefined: nothing of it can be copied. Its bytes are still elsewhere. */
  keep(made: MadeManifest | undefined): void {
    this.#made = made;
    this.#bytes = undefined;
  }

  /** The bytes of a manifest are not needed any more. */
  giveBack({ bytes, entries }: { bytes: Uint8Array<ArrayBuffer>; entries: Uint32Array }): void {
    if (this.#made?.flat.entries === entries) this.#bytes = bytes;
  }
}
