import { type ImageParts, imagePieces } from './pieces';
import type { DiscImage, ImageNotice, OutputOptions } from './types';

/** What a `DiscImage` is made of. */
export interface ImageSource extends ImageParts {
  notices: () => IterableIterator<ImageNotice>;
  noticeCount: number;
  /** Whether contents are files of the disk. */
  hasDiskFiles: boolean;
  /** Writes pieces to a file of the disk. */
  write: (path: string, pieces: AsyncIterable<Uint8Array>) => Promise<void>;
}

/** Blobs up to so many bytes are copied: each part of a Blob costs a browser some 35 KB. */
const COPIED_BYTES = 1 << 16;
const MEDIA_TYPE = 'application/x-iso9660-image';

/** The image that some parts make. */
export function discImage(source: ImageSource): DiscImage {
  const { byteLength } = source.plan;
  return {
    byteLength,
    noticeCount: source.noticeCount,
    notices: source.notices,

    stream(options) {
      const pieces = countedPieces(source, options) as AsyncGenerator<Uint8Array<ArrayBuffer>>;
      return new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          async pull(controller) {
            const { done, value } = await pieces.next();
            if (done) controller.close();
            else controller.enqueue(value);
          },
          async cancel() {
            await pieces.return(undefined);
          },
        },
        { highWaterMark: 0 },
      );
    },

    async blob(options) {
      if (source.hasDiskFiles) {
        throw new TypeError('An image with files of the disk cannot be a Blob: take stream() or write().');
      }
      const parts: Blob[] = [];
      for await (const piece of countedPieces(source, options, (blob) => blob.size > COPIED_BYTES)) {
        parts.push(piece instanceof Blob ? piece : new Blob([piece]));
      }
      const image = new Blob(parts, { type: MEDIA_TYPE });
      if (image.size !== byteLength) {
        throw new RangeError(
          `The Blob has ${image.size} bytes instead of ${byteLength} (this is a defect of Isodrop).`,
        );
      }
      return image;
    },

    async write(path, options) {
      if (typeof path !== 'string') throw new TypeError(`The path of the image is ${String(path)}; it must be a text.`);
      await source.write(path, countedPieces(source, options) as AsyncGenerator<Uint8Array>);
    },
  };
}

async function* countedPieces(
  source: ImageSource,
  { signal, onProgress }: OutputOptions = {},
  asReference?: (blob: Blob) => boolean,
): AsyncGenerator<Uint8Array<ArrayBuffer> | Blob> {
  signal?.throwIfAborted();
  let bytes = 0;
  for await (const piece of imagePieces(source, signal, asReference)) {
    bytes += piece instanceof Blob ? piece.size : piece.length;
    onProgress?.(bytes);
    yield piece;
    signal?.throwIfAborted();
  }
}
