/** Sparse files as GNU tar writes them: which pieces of a file there are, all else being zeros. */

import { latin1, type MemberBytes } from './member';
import type { PaxView } from './pax';
import type { OpenSpool, Reading } from './reading';
import type { TarHeader } from './tar-header';
import { BLOCK_BYTES, parseNumber } from './tar-header';

export interface Piece {
  offset: number;
  byteLength: number;
}

/** A sparse file: its pieces lie one after the other from `dataOffset` on. */
export interface Sparse {
  byteLength: number;
  pieces: Piece[];
  dataOffset: number;
}

/** Offset and length in a header's map, twelve bytes each. */
const PIECE_BYTES = 24;
const MOST_MAP_BYTES = 2 ** 24;
const ZEROS = new Uint8Array(1 << 16);

/** Of the old format (type S): four pieces in the header, 21 more in each block that follows it. */
export async function oldSparse(reading: Reading, header: TarHeader, dataOffset: number): Promise<Sparse | undefined> {
  const pieces: Piece[] = [];
  const take = (block: Uint8Array, first: number, count: number) => {
    for (let at = first; at < first + count * PIECE_BYTES; at += PIECE_BYTES) {
      const [offset, byteLength] = [parseNumber(block, at, 12), parseNumber(block, at + 12, 12)];
      if (offset === undefined || byteLength === undefined) return false;
      if (offset > 0 || byteLength > 0) pieces.push({ offset, byteLength });
    }
    return true;
  };
  const byteLength = parseNumber(header.block, 483, 12);
  if (byteLength === undefined || !take(header.block, 386, 4)) return undefined;
  let at = dataOffset;
  for (let goesOn = header.block[482] === 1; goesOn; ) {
    const block = await reading.readWhole(at, BLOCK_BYTES, 'the map of a sparse file');
    if (at - dataOffset > MOST_MAP_BYTES || !take(block, 0, 21)) return undefined;
    goesOn = block[504] === 1;
    at += BLOCK_BYTES;
  }
  return { byteLength, pieces, dataOffset: at };
}

/** Of the formats 0.0, 0.1 and 1.0, in extended headers. Undefined: what stands there is no map. */
export async function paxSparse(
  reading: Reading,
  pax: PaxView,
  dataOffset: number,
  size: number,
): Promise<Sparse | undefined> {
  const byteLength = pax.number('GNU.sparse.realsize') ?? pax.number('GNU.sparse.size') ?? Number.NaN;
  if (pax.has('GNU.sparse.major')) {
    if (latin1(pax.bytes('GNU.sparse.major') as Uint8Array) !== '1') return undefined;
    return mapInData(reading, dataOffset, size, byteLength);
  }
  const offsets = pax.all('GNU.sparse.offset');
  const lengths = pax.all('GNU.sparse.numbytes');
  const map = pax.bytes('GNU.sparse.map');
  const numbers = map
    ? latin1(map).split(',')
    : offsets.flatMap((offset, at) => [latin1(offset), latin1(lengths[at] ?? new Uint8Array(0))]);
  return sparse(numbers, byteLength, dataOffset);
}

/** Format 1.0: the number of pieces and the map, a decimal number a line, fill the first blocks of the data. */
async function mapInData(reading: Reading, dataOffset: number, size: number, byteLength: number) {
  const numbers: string[] = [];
  let digits = '';
  for (let at = 0; at < Math.min(size, MOST_MAP_BYTES); at += BLOCK_BYTES) {
    const block = await reading.readWhole(dataOffset + at, BLOCK_BYTES, 'the map of a sparse file');
    for (const byte of block) {
      if (byte !== 0x0a) {
        digits += String.fromCharCode(byte);
        continue;
      }
      numbers.push(digits);
      digits = '';
      const [count = ''] = numbers;
      if (!/^\d{1,8}$/.test(count)) return undefined;
      if (numbers.length === 1 + 2 * Number(count)) {
        return sparse(numbers.slice(1), byteLength, dataOffset + at + BLOCK_BYTES);
      }
    }
  }
  return undefined;
}

function sparse(numbers: readonly string[], byteLength: number, dataOffset: number): Sparse | undefined {
  if (numbers.length % 2 !== 0 || numbers.some((digits) => !/^\d{1,16}$/.test(digits))) return undefined;
  const pieces: Piece[] = [];
  for (let at = 0; at < numbers.length; at += 2) {
    pieces.push({ offset: Number(numbers[at]), byteLength: Number(numbers[at + 1]) });
  }
  return { byteLength, pieces, dataOffset };
}

/** Whether pieces lie one behind the other within the file, and are what the archive has of it. */
export function isWhole({ byteLength, pieces, dataOffset }: Sparse, dataEnd: number): boolean {
  let end = 0;
  let bytes = 0;
  for (const piece of pieces) {
    if (piece.offset < end || piece.byteLength < 0) return false;
    end = piece.offset + piece.byteLength;
    bytes += piece.byteLength;
  }
  return Number.isSafeInteger(byteLength) && byteLength >= end && dataOffset + bytes === dataEnd;
}

/** Puts the whole file into the spool. */
export async function expandSparse(
  reading: Reading,
  { byteLength, pieces, dataOffset }: Sparse,
  open: OpenSpool,
): Promise<MemberBytes> {
  const spool = await open();
  spool.require(byteLength);
  const offset = spool.byteLength;
  const zeros = async (count: number) => {
    for (let left = count; left > 0; left -= ZEROS.length)
      await spool.write(ZEROS.subarray(0, Math.min(left, ZEROS.length)));
  };
  let done = 0;
  let data = dataOffset;
  for (const piece of pieces) {
    await zeros(piece.offset - done);
    for await (const bytes of reading.pieces(data, piece.byteLength)) await spool.write(bytes);
    done = piece.offset + piece.byteLength;
    data += piece.byteLength;
  }
  await zeros(byteLength - done);
  return { place: spool.place, offset, byteLength };
}
