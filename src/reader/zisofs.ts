import { concatenated } from './byte-source';
import { latin1, little32, little64 } from './fields';
import { ImageError } from './image-error';
import type { Zisofs } from './rock-ridge';

/** Magic numbers of the two file headers. */
const MAGIC_1 = latin1(Uint8Array.of(0x37, 0xe4, 0x53, 0x96, 0xc9, 0xdb, 0xd6, 0x07));
const MAGIC_2 = latin1(Uint8Array.of(0xef, 0x22, 0x55, 0xa1, 0xbc, 0x1b, 0x95, 0xa0));
/** Blocks are of 32, 64 or 128 KiB. */
const BLOCK_BYTES = [1 << 15, 1 << 16, 1 << 17];
/** Pointers to blocks that are read at once. */
const RUN_POINTERS = 4096;
/** No block is longer compressed than this: zlib adds a few bytes to what it cannot compress. */
const MOST_BLOCK_BYTES = (1 << 17) * 2;

/** Whether the compression is known: zlib, in the first or the second format. */
export function canDecompress({ algorithm, version, blockBytes }: Zisofs): boolean {
  const isKnown = (version === 1 && algorithm === 'pz') || (version === 2 && algorithm === 'PZ');
  return isKnown && BLOCK_BYTES.includes(blockBytes);
}

/** Reads a range of the compressed contents. */
type Read = (offset: number, byteLength: number) => Promise<Uint8Array>;

/**
 * The uncompressed contents, block by block; never more than a block at once.
 * @param recorded bytes of the compressed contents
 * @throws {ImageError} where they are damaged
 */
export async function* decompressed(read: Read, recorded: number, zisofs: Zisofs): AsyncGenerator<Uint8Array> {
  const isFirst = zisofs.version === 1;
  const head = await read(0, 24);
  if (latin1(head.subarray(0, 8)) !== (isFirst ? MAGIC_1 : MAGIC_2)) throw damaged('its head is another');
  const byteLength = isFirst ? little32(head, 8) : little64(head, 12);
  if (byteLength !== zisofs.byteLength) throw damaged('its head and its directory record disagree about its size');
  const headerBytes = (head[isFirst ? 12 : 9] as number) * 4;
  const blockBytes = 2 ** (head[isFirst ? 13 : 11] as number);
  if (!BLOCK_BYTES.includes(blockBytes)) throw damaged('its blocks have a size that cannot be');
  const pointerBytes = isFirst ? 4 : 8;
  const pointer = isFirst ? little32 : little64;
  const blocks = Math.ceil(byteLength / blockBytes);
  if (headerBytes + (blocks + 1) * pointerBytes > recorded) throw damaged('it is too short for so many blocks');
  for (let first = 0; first < blocks; first += RUN_POINTERS) {
    const count = Math.min(RUN_POINTERS, blocks - first);
    const pointers = await read(headerBytes + first * pointerBytes, (count + 1) * pointerBytes);
    for (let index = 0; index < count; index++) {
      const from = pointer(pointers, index * pointerBytes);
      const to = pointer(pointers, (index + 1) * pointerBytes);
      const length = Math.min(blockBytes, byteLength - (first + index) * blockBytes);
      if (to < from || to > recorded || to - from > MOST_BLOCK_BYTES) throw damaged('a block lies outside of it');
      if (from === to) yield new Uint8Array(length);
      else yield await inflated(await read(from, to - from), length);
    }
  }
}

/** One block. Stops as soon as there is more than there may be. */
async function inflated(compressed: Uint8Array, byteLength: number): Promise<Uint8Array> {
  const stream = new Blob([compressed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.length;
      if (total > byteLength) throw damaged('a block has more bytes than it may have');
      pieces.push(value);
    }
  } catch (error) {
    if (error instanceof ImageError) throw error;
    throw damaged('a block cannot be decompressed');
  } finally {
    reader.cancel().catch(() => {});
  }
  if (total < byteLength) throw damaged('a block has fewer bytes than it should have');
  return concatenated(pieces);
}

/** The end of a sentence. */
function damaged(what: string): DecompressionError {
  return new DecompressionError(what);
}

/** Compressed contents that are damaged. The message is the end of a sentence. */
export class DecompressionError extends ImageError {}
