/** The bytes of an image, made as they are pulled. */
import { applyPatches, type Patch } from '../image/boot-info';
import type { ImagePlan, Segment } from '../image/plan';
import { type Content, sizeOf } from './entries';

/** Bytes of a piece but for the last one, and for those before a reference. */
const PIECE_BYTES = 1 << 20;
/** Structures are rendered in runs of this many blocks. */
const RENDER_BLOCKS = 64;
const ZEROS = new Uint8Array(1 << 16);

/** Where the bytes of a content come. */
export type SourceSegment = Extract<Segment, { kind: 'source' }>;
type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What an image is made of. */
export interface ImageParts {
  plan: ImagePlan;
  /** Renders blocks of structures; the view is valid until the next call. */
  render: (firstBlock: number, blocks: number) => Uint8Array;
  /** The Blob that a content is, if it is one. */
  blob: (segment: SourceSegment) => Blob | undefined;
  /** Exactly the bytes of a content; an error names what is not what it was. */
  read: (segment: SourceSegment) => Bytes;
  /** The same for all the contents without bytes, which no segment names. */
  readEmpty: () => Bytes;
}

/**
 * The image in pieces, each a buffer of its own. Memory does not depend on the sizes of the contents.
 * @param asReference Blobs that come as they are instead of their bytes
 */
export async function* imagePieces(
  parts: ImageParts,
  signal: AbortSignal | undefined,
  asReference: (blob: Blob) => boolean = () => false,
): AsyncGenerator<Uint8Array<ArrayBuffer> | Blob> {
  let space = new Uint8Array(PIECE_BYTES);
  let used = 0;
  for (const segment of parts.plan.segments()) {
    const blob = segment.kind === 'source' && !segment.patches ? parts.blob(segment) : undefined;
    if (blob && asReference(blob)) {
      if (used > 0) yield space.slice(0, used);
      used = 0;
      yield blob;
      continue;
    }
    for await (const bytes of runs(parts, segment)) {
      signal?.throwIfAborted();
      for (let at = 0; at < bytes.length; ) {
        const run = bytes.subarray(at, at + PIECE_BYTES - used);
        space.set(run, used);
        used += run.length;
        at += run.length;
        if (used < PIECE_BYTES) continue;
        yield space;
        space = new Uint8Array(PIECE_BYTES);
        used = 0;
      }
    }
  }
  for await (const _nothing of parts.readEmpty()) signal?.throwIfAborted();
  if (used > 0) yield space.subarray(0, used);
}

function runs(parts: ImageParts, segment: Segment): Bytes {
  switch (segment.kind) {
    case 'metadata':
      return rendered(parts, segment.firstBlock, segment.blocks);
    case 'zeros':
      return zeros(segment.byteLength);
    case 'source':
      return segment.patches ? patched(parts.read(segment), segment.patches) : parts.read(segment);
  }
}

async function* patched(source: Bytes, patches: readonly Patch[]): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const bytes of source) {
    const own = bytes.slice();
    applyPatches(own, position, patches);
    position += own.length;
    yield own;
  }
}

function* rendered({ render }: ImageParts, firstBlock: number, blocks: number): Generator<Uint8Array> {
  for (let done = 0; done < blocks; done += RENDER_BLOCKS) {
    // A copy, since somebody else may render before this run is taken.
    yield render(firstBlock + done, Math.min(RENDER_BLOCKS, blocks - done)).slice();
  }
}

function* zeros(byteLength: number): Generator<Uint8Array> {
  for (let left = byteLength; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left);
}

/** The bytes of a content in memory or of a Blob. Throws an error with a sentence where it is not what it was. */
export async function* contentBytes(content: Content, byteLength: number, path: string): AsyncGenerator<Uint8Array> {
  const changed = () => new Error(`“${path}” was changed after the image was laid out. Build the image again.`);
  if (sizeOf(content) !== byteLength) throw changed();
  if (content instanceof Uint8Array) {
    yield content;
    return;
  }
  const reader = content.stream().getReader();
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      read += value.length;
      yield value;
    }
  } catch (error) {
    throw new Error(`“${path}” cannot be read any more: ${String(error)}. Build the image again.`, { cause: error });
  } finally {
    reader.cancel().catch(() => {});
  }
  if (read !== byteLength) throw changed();
}
