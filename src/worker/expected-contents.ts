/** What is expected of an image, row by row. */
import { applyPatches, type Patch } from '../image/boot-info';
import { decodeName } from '../image/names';
import type { NamespaceKind } from '../reader/entry';
import { blobPieces } from '../sources/blob-pieces';
import type { ExpectedTree } from './expected-tree';
import { readable } from './saving';
import { StoreWindows } from './store-windows';
import { isPacked } from './stores';

/** The bytes of a row's name. */
export function nameOf({ names, nameStart }: ExpectedTree, row: number): Uint8Array {
  return names.subarray(nameStart[row], nameStart[row + 1]);
}

/** A version number of a plain name (ECMA-119 7.5.1). */
const VERSION = /;\d{1,5}$/;

/** A name that a hierarchy gives, as readers show it: a plain one without its version, and a full stop at its end. */
export function givenName(kind: NamespaceKind, name: string): string {
  if (kind !== 'iso') return name;
  const short = name.replace(VERSION, '');
  return short.length > 1 && short.endsWith('.') ? short.slice(0, -1) : short;
}

/** Paths, `/`-separated, of rows. */
export function pathsOf(tree: ExpectedTree): (row: number) => string {
  return (row) => {
    const parts: string[] = [];
    for (let at = row; at !== 0; at = tree.parents[at] as number) parts.push(decodeName(nameOf(tree, at)));
    return parts.reverse().join('/');
  };
}

/** The bytes that files are made of. */
export function contentsOf({
  blobs,
  stores,
  offsets,
  byteLengths,
  patches,
}: Pick<ExpectedTree, 'blobs' | 'stores' | 'offsets' | 'byteLengths' | 'patches'>) {
  const windows = new StoreWindows(blobs);
  const given = (row: number): AsyncIterable<Uint8Array> => {
    const [store, offset, byteLength] = [stores[row] as number, offsets[row] as number, byteLengths[row] as number];
    if (isPacked(store)) return windows.parts(store, offset, byteLength);
    return readable(blobPieces((blobs.get(store) as Blob).slice(offset, offset + byteLength)));
  };
  return (row: number): AsyncIterable<Uint8Array> => {
    const own = patches.get(row);
    return own ? patched(given(row), own) : given(row);
  };
}

async function* patched(pieces: AsyncIterable<Uint8Array>, patches: readonly Patch[]): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const piece of pieces) {
    const own = piece.slice();
    applyPatches(own, position, patches);
    position += own.length;
    yield own;
  }
}
