/** Extended headers: POSIX.1-2024 pax “pax Extended Header”, and the keywords of GNU tar for sparse files. */
import { latin1 } from './member';

const LINE_FEED = 0x0a;
const EQUALS = 0x3d;
const SPACE = 0x20;

/** Records by keyword; a keyword of sparse files may stand there several times. */
export type PaxRecords = Map<string, Uint8Array[]>;

/** `length keyword=value\n` one after the other; undefined where one of them is not so. */
export function parsePax(bytes: Uint8Array): PaxRecords | undefined {
  const records: PaxRecords = new Map();
  for (let at = 0; at < bytes.length; ) {
    // Some writers fill the block.
    if (bytes[at] === 0) return bytes.subarray(at).every((byte) => byte === 0) ? records : undefined;
    const space = bytes.indexOf(SPACE, at);
    if (space === -1 || space - at > 10) return undefined;
    const digits = latin1(bytes.subarray(at, space));
    const end = at + Number(digits);
    const equals = bytes.indexOf(EQUALS, space);
    const isRecord = /^\d+$/.test(digits) && equals > space + 1 && end > equals && end <= bytes.length;
    if (!isRecord || bytes[end - 1] !== LINE_FEED) return undefined;
    const keyword = latin1(bytes.subarray(space + 1, equals));
    const value = bytes.slice(equals + 1, end - 1);
    const isPiece = keyword === 'GNU.sparse.offset' || keyword === 'GNU.sparse.numbytes';
    const before = isPiece ? records.get(keyword) : undefined;
    if (before) before.push(value);
    else records.set(keyword, [value]);
    at = end;
  }
  return records;
}

/** The records that hold for one file: its own before those of all. */
export class PaxView {
  readonly #own: PaxRecords;
  readonly #all: PaxRecords;

  constructor(own: PaxRecords, all: PaxRecords) {
    this.#own = own;
    this.#all = all;
  }

  has(keyword: string): boolean {
    return this.bytes(keyword) !== undefined;
  }

  /** Whether the file has a record whose keyword is such a one. */
  hasOwn(keywords: RegExp): boolean {
    for (const keyword of this.#own.keys()) if (keywords.test(keyword)) return true;
    return false;
  }

  /** An empty value takes back what holds for all. */
  bytes(keyword: string): Uint8Array | undefined {
    const value = (this.#own.get(keyword) ?? this.#all.get(keyword))?.[0];
    return value && value.length > 0 ? value : undefined;
  }

  all(keyword: string): Uint8Array[] {
    return this.#own.get(keyword) ?? [];
  }

  /** A number, rounded down; NaN where it is none, undefined where there is no such record. */
  number(keyword: string): number | undefined {
    const value = this.bytes(keyword);
    if (!value) return undefined;
    const digits = latin1(value);
    return /^-?\d{1,16}(\.\d*)?$/.test(digits) ? floorOf(digits) : Number.NaN;
  }
}

/** A double cannot hold the nanoseconds: 0.999999999 s would become a whole second. */
function floorOf(digits: string): number {
  const [whole = '', fraction = ''] = digits.split('.');
  const isBelow = whole.startsWith('-') && /[1-9]/.test(fraction);
  return Number(whole) - (isBelow ? 1 : 0) + 0;
}
