/** The whole image as one Blob: references to where the bytes are, nothing is copied. */
import type { Segment } from '../image/plan';

export interface BlobSources {
  /** The structures, in the order of the segments. */
  metadata: Blob;
  /** The bytes of a store. */
  store(store: number): Blob;
  /** Whether a store's files are padded to whole blocks, as they are in an image. */
  isPacked(store: number): boolean;
}

const BLOCK_BYTES = 2048;
const ZERO_BYTES = 2 ** 19;

interface Run {
  store: number;
  start: number;
  end: number;
  packed: boolean;
}

/**
 * Composes an image. Neighbours in a store become one part, since every part costs some 35 KB of the browser's
 * memory. Throws when the parts do not add up to the image's size, which would be a defect.
 */
export function composeImage(
  segments: Iterable<Segment>,
  byteLength: number,
  sources: BlobSources,
  type: string,
): Blob {
  const parts: Blob[] = [];
  let zeros: Blob | undefined;
  let run: Run | undefined;
  let rendered = 0;
  const endRun = () => {
    if (!run) return;
    // Sliced even where it is all of it: of a file that has grown Firefox gives more than its size, and all that comes
    // after it would be out of place.
    parts.push(sources.store(run.store).slice(run.start, run.end));
    run = undefined;
  };
  for (const segment of segments) {
    if (segment.kind === 'source') {
      const { store, offset, byteLength: length } = segment;
      if (segment.patches) {
        endRun();
        let at = 0;
        for (const patch of segment.patches) {
          if (patch.at > at) parts.push(sources.store(store).slice(offset + at, offset + patch.at));
          parts.push(new Blob([patch.bytes]));
          at = patch.at + patch.bytes.length;
        }
        run = { store, start: offset + at, end: offset + length, packed: sources.isPacked(store) };
        continue;
      }
      if (run?.store === store && run.end === offset && run.packed) {
        run.end += length;
        continue;
      }
      endRun();
      run = { store, start: offset, end: offset + length, packed: sources.isPacked(store) };
      continue;
    }
    let length = segment.kind === 'zeros' ? segment.byteLength : 0;
    if (run?.packed && length > 0) {
      // The last file of an image may end with it.
      const there = sources.store(run.store).size - run.end;
      const padding = Math.min(length, there, (BLOCK_BYTES - (run.end % BLOCK_BYTES)) % BLOCK_BYTES);
      run.end += padding;
      length -= padding;
      if (length === 0) continue;
    }
    endRun();
    if (segment.kind === 'metadata') {
      const start = rendered;
      rendered += segment.blocks * BLOCK_BYTES;
      parts.push(sources.metadata.slice(start, rendered));
    }
    for (; length > 0; length -= ZERO_BYTES) {
      zeros ??= new Blob([new Uint8Array(ZERO_BYTES)]);
      parts.push(zeros.slice(0, Math.min(length, ZERO_BYTES)));
    }
  }
  endRun();
  const image = new Blob(parts, { type });
  if (image.size !== byteLength) {
    throw new RangeError(
      `The image's parts have ${image.size} bytes instead of ${byteLength} (this is a defect of Isodrop).`,
    );
  }
  return image;
}
