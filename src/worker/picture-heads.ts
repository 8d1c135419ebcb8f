/** Pictures that browsers show: which format a file is, by its first bytes, and how large the picture is. */
import { avifSize, icoSize, jpegSize, type Size } from './picture-sizes';
import type { PictureHead } from './seen-contents';
import type { ReadBytes } from './text-parts';

const ascii = (head: Uint8Array, at: number, length: number) => String.fromCharCode(...head.subarray(at, at + length));

interface Format {
  type: string;
  format: string;
  is(head: Uint8Array): boolean;
  size(head: Uint8Array, view: DataView, read: ReadBytes, byteLength: number): Size | Promise<Size>;
}

const FORMATS: readonly Format[] = [
  {
    type: 'image/png',
    format: 'PNG',
    is: (head) => ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n',
    size: (_, view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  },
  {
    type: 'image/jpeg',
    format: 'JPEG',
    is: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,
    size: (_head, _view, read) => jpegSize(read),
  },
  {
    type: 'image/gif',
    format: 'GIF',
    is: (head) => /^GIF8[79]a$/.test(ascii(head, 0, 6)),
    size: (_, view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  },
  {
    type: 'image/webp',
    format: 'WebP',
    is: (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP',
    size: (head, view) => {
      const kind = ascii(head, 12, 4);
      if (kind === 'VP8 ')
        return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
      if (kind === 'VP8L') {
        const bits = view.getUint32(21, true);
        return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      }
      if (kind !== 'VP8X') return {};
      const number = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
      return { width: number(24), height: number(27) };
    },
  },
  {
    type: 'image/avif',
    format: 'AVIF',
    is: (head) => ascii(head, 4, 4) === 'ftyp' && /avi[fs]/.test(ascii(head, 8, 24)),
    size: (_head, _view, read, byteLength) => avifSize(read, byteLength),
  },
  {
    type: 'image/bmp',
    format: 'BMP',
    is: (head) =>
      ascii(head, 0, 2) === 'BM' && head.length >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(head[14] as number),
    size: (_, view) =>
      view.getUint32(14, true) === 12
        ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
        : { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) },
  },
  {
    type: 'image/x-icon',
    format: 'ICO',
    is: (head) =>
      head[0] === 0 &&
      head[1] === 0 &&
      head[2] === 1 &&
      head[3] === 0 &&
      (head[4] as number) > 0 &&
      head[5] === 0 &&
      head[9] === 0,
    size: (head, _view, read) => icoSize(head, read),
  },
];

/**
 * The picture that a file is, which is no SVG; undefined where it is none that browsers show.
 * @param head the first bytes
 * @param byteLength of the file
 */
export async function pictureHead(
  head: Uint8Array,
  read: ReadBytes,
  byteLength: number,
): Promise<PictureHead | undefined> {
  const found = FORMATS.find(({ is }) => is(head));
  if (!found) return undefined;
  const { type, format } = found;
  try {
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    return { type, format, ...(await found.size(head, view, read, byteLength)) };
  } catch (error) {
    // It ends before its size.
    if (error instanceof RangeError) return { type, format };
    throw error;
  }
}

/** What may stand before the first element of an XML document, and what ends it. */
const PROLOGUE: readonly (readonly [string, string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
];

/** Whether a text is an SVG image: its first element is told by what stands before it, which is no other one. */
export function isSvg(text: string): boolean {
  let at = 0;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
    const part = PROLOGUE.find(([begin]) => text.startsWith(begin, at));
    if (part) at = endOf(text, at, part[1]);
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) at = doctypeEnd(text, at);
    else return /^<(?:[\w-]+:)?svg[\s/>]/.test(text.slice(at, at + 40));
  }
}

function endOf(text: string, at: number, end: string): number {
  const found = text.indexOf(end, at);
  return found < 0 ? text.length : found + end.length;
}

/** A document type may have declarations of its own, between brackets. */
function doctypeEnd(text: string, at: number): number {
  const end = endOf(text, at, '>');
  const bracket = text.indexOf('[', at);
  return bracket >= 0 && bracket < end ? endOf(text, endOf(text, bracket, ']'), '>') : end;
}
