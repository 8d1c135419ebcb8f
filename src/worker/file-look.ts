/** Looking into a file, on the page's thread: each read is small, and the browser does it elsewhere. Loaded when somebody looks. */
import { isSvg, pictureHead } from './picture-heads';
import type { Encoding, FileHead, FileLook, PictureHead, TextPart } from './seen-contents';
import { isSimpleDrawing, MOST_SVG_BYTES } from './svg-drawings';
import { decodeText, recognise } from './text-encodings';
import { linesBefore, PART_BYTES, partCount, readPart } from './text-parts';

/** Bytes that tell what a file is. */
const HEAD_BYTES = 1 << 16;
const SVG = { type: 'image/svg+xml', format: 'SVG' };

export async function lookInto(bytes: Blob): Promise<FileLook> {
  const headOf = async (byteLength: number) => {
    const first = await read(bytes, 0, byteLength);
    return fileHead(first, bytes.size, await pictureHead(first, (...range) => read(bytes, ...range), bytes.size));
  };
  const head = await headOf(HEAD_BYTES);
  // All of a drawing tells whether it may be drawn.
  const isDrawing = head.picture?.format === SVG.format && bytes.size > HEAD_BYTES && bytes.size <= MOST_SVG_BYTES;
  return new BlobLook(bytes, isDrawing ? await headOf(bytes.size) : head);
}

class BlobLook implements FileLook {
  readonly head: FileHead;
  readonly #bytes: Blob;

  constructor(bytes: Blob, head: FileHead) {
    this.#bytes = bytes;
    this.head = head;
  }

  get parts(): number {
    return partCount(this.#bytes.size);
  }

  partAt(offset: number): number {
    return Math.min(this.parts - 1, Math.max(0, Math.floor(offset / PART_BYTES)));
  }

  text(part: number, encoding: Encoding): Promise<TextPart> {
    return readPart(this.#read, this.#bytes.size, part, encoding);
  }

  linesBefore(part: number, encoding: Encoding): Promise<number | undefined> {
    return linesBefore(this.#read, this.#bytes.size, part, encoding);
  }

  bytes(offset: number, byteLength: number): Promise<Uint8Array> {
    return this.#read(offset, byteLength);
  }

  picture(): Blob | undefined {
    const { picture } = this.head;
    return picture && this.#bytes.slice(0, this.#bytes.size, picture.type);
  }

  readonly #read = (offset: number, byteLength: number) => read(this.#bytes, offset, byteLength);
}

async function read(bytes: Blob, offset: number, byteLength: number): Promise<Uint8Array> {
  return new Uint8Array(await bytes.slice(offset, offset + byteLength).arrayBuffer());
}

/** What the first bytes of a file tell; all of them, of a drawing. */
function fileHead(head: Uint8Array, byteLength: number, known: PictureHead | undefined): FileHead {
  const { isText, encoding, markBytes } = recognise(head, head.length === byteLength);
  const text = isText ? decodeText(head.subarray(markBytes), encoding) : '';
  const picture: PictureHead | undefined =
    known ?? (isSvg(text) ? { ...SVG, isTooComplex: head.length < byteLength || !isSimpleDrawing(text) } : undefined);
  const look = picture && !picture.isTooComplex ? 'picture' : isText ? 'text' : 'hex';
  return { byteLength, look, encoding, hasMark: markBytes > 0, ...(picture ? { picture } : {}) };
}
