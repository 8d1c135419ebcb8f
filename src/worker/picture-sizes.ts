/** Sizes of pictures that may lie anywhere in a file: those who decode it find them wherever they are. */
import type { PictureHead } from './seen-contents';
import type { ReadBytes } from './text-parts';

export type Size = Pick<PictureHead, 'width' | 'height' | 'isTooComplex'>;

/** The size lies so far into the file that nobody looks for it, but who decodes it. */
const UNFOUND: Size = { isTooComplex: true };
const MOST_JPEG_BYTES = 1 << 24;
const WINDOW_BYTES = 1 << 16;
const MOST_BOXES = 64;
const MOST_BOX_BYTES = 1 << 20;

/** Of a JPEG file: markers that begin a frame (ITU T.81, B.1.1.3), which has the size. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length, and what is none: TEM, RSTm, a zero that is stuffed. */
const isAlone = (marker: number) => marker <= 1 || (marker >= 0xd0 && marker <= 0xd7);
/** Where these come before a frame, there is no picture: EOI, SOS. */
const isEnd = (marker: number) => marker === 0xd9 || marker === 0xda;
/** Bytes of a frame up to its width. */
const FRAME_BYTES = 9;

/** The first frame's size. What stands between segments is passed over, as decoders do. */
export async function jpegSize(read: ReadBytes): Promise<Size> {
  let bytes = new Uint8Array(0);
  let start = 0;
  for (let place = 2; place < MOST_JPEG_BYTES; ) {
    if (place + FRAME_BYTES > start + bytes.length) {
      bytes = new Uint8Array(await read(place, WINDOW_BYTES));
      start = place;
      if (bytes.length < FRAME_BYTES) return {};
    }
    const at = bytes.indexOf(0xff, place - start);
    if (at !== place - start) {
      place = start + (at < 0 ? bytes.length : at);
      continue;
    }
    const number = (from: number) => ((bytes[from] as number) << 8) | (bytes[from + 1] as number);
    const marker = bytes[at + 1] as number;
    if (isFrame(marker)) return { width: number(at + 7), height: number(at + 5) };
    if (isEnd(marker)) return {};
    place += marker === 0xff ? 1 : isAlone(marker) ? 2 : 2 + number(at + 2);
  }
  return UNFOUND;
}

/** The largest of the sizes that an ISO base media file gives to images and tracks. */
export async function avifSize(read: ReadBytes, byteLength: number): Promise<Size> {
  let largest: Size = {};
  let at = 0;
  for (let boxes = 0; at + 8 <= byteLength; boxes++) {
    if (boxes === MOST_BOXES) return UNFOUND;
    const head = viewOf(await read(at, 16));
    const given = head.getUint32(0);
    const size = given === 1 ? Number(head.getBigUint64(8)) : given || byteLength - at;
    const type = head.getUint32(4);
    if (size < 8) break;
    if (type === META || type === MOOV) {
      if (size > MOST_BOX_BYTES) return UNFOUND;
      largest = larger(largest, sizesIn(viewOf(await read(at, size)), type));
    }
    at += size;
  }
  return largest;
}

const code = (type: string) => [...type].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
const META = code('meta');
const MOOV = code('moov');
/** The spatial extents of an image (ISO/IEC 23008-12, 6.5.3), and a track's description (ISO/IEC 14496-12, 12.1.3). */
const ISPE = code('ispe');
const AV01 = code('av01');

function sizesIn(view: DataView, box: number): Size {
  let largest: Size = {};
  for (let at = 8; at + 16 <= view.byteLength; at++) {
    const type = view.getUint32(at);
    if (type === ISPE) largest = larger(largest, { width: view.getUint32(at + 8), height: view.getUint32(at + 12) });
    if (box === MOOV && type === AV01 && at + 32 <= view.byteLength) {
      largest = larger(largest, { width: view.getUint16(at + 28), height: view.getUint16(at + 30) });
    }
  }
  return largest;
}

/** The largest of the pictures of an icon: each tells its size itself, and its entry need not be right. */
export async function icoSize(head: Uint8Array, read: ReadBytes): Promise<Size> {
  let largest: Size = {};
  const entries = viewOf(head);
  for (let at = 6, count = head[4] as number; count > 0 && at + 16 <= head.length; at += 16, count--) {
    // 0 stands for 256.
    largest = larger(largest, { width: head[at] || 256, height: head[at + 1] || 256 });
    const inner = viewOf(await read(entries.getUint32(at + 12, true), 24));
    if (inner.byteLength < 24) continue;
    if (inner.getUint32(0) === PNG) {
      largest = larger(largest, { width: inner.getUint32(16), height: inner.getUint32(20) });
    } else if (inner.getUint32(0, true) === BITMAP_HEADER_BYTES) {
      // The height is that of the picture and of its mask.
      const [width, both] = [inner.getInt32(4, true), inner.getInt32(8, true)];
      largest = larger(largest, { width: Math.abs(width), height: Math.abs(both) / 2 });
    }
  }
  return largest;
}

const PNG = 0x89504e47;
const BITMAP_HEADER_BYTES = 40;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const pixels = ({ width = 0, height = 0 }: Size) => width * height;
const larger = (one: Size, other: Size) => (pixels(other) > pixels(one) ? other : one);
