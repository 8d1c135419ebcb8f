import type { CachedBytes } from './cached-bytes';
import type { DirectoryRecord } from './directory-record';
import { little32 } from './fields';
import type { Findings } from './findings';
import { ImageError } from './image-error';

/** One entry of a system use area (SUSP 4.1). */
export interface SystemUseEntry {
  /** Two characters. */
  signature: string;
  /** The bytes that it lies in, and where. */
  bytes: Uint8Array;
  start: number;
  byteLength: number;
  /** Place in the image, in bytes. */
  at: number;
  /** In the record itself (0), or in which continuation area (from 1). */
  area: number;
}

/** A continuation area (SUSP 5.1). */
export interface ContinuationArea {
  block: number;
  offset: number;
  byteLength: number;
}

/** The head of an entry: signature, length, version. */
const ENTRY_HEAD_BYTES = 4;
const CONTINUATION_BYTES = 28;
/** Of one record: room for a link's target of 64 KiB, with its entries' heads. */
const MOST_CONTINUATION_BYTES = 1 << 18;

/** How an image uses system use areas, from the SP entry of its root's `.` (SUSP 5.3). */
export interface Sharing {
  /** Bytes before the entries in all records but the root's `.`. */
  skip: number;
}

/** Continuation areas do not overlap, so all of them are no larger than the image; so much may be, and no more. */
const CONTINUATION_FLOOR = 1 << 24;
const CONTINUATION_CEILING = 2 ** 30;

/** Signatures that were met, so that each is one string. */
const signatures = new Map<number, string>();

function signature(bytes: Uint8Array, at: number): string {
  const code = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  let text = signatures.get(code);
  if (text === undefined) {
    text = String.fromCharCode(code >> 8, code & 0xff);
    signatures.set(code, text);
  }
  return text;
}

/** The SP entry's bytes to skip, if the root's `.` has one: at its beginning, or behind the fields of CD-ROM XA. */
export function sharingProtocol({ bytes, systemUseStart, systemUseEnd }: DirectoryRecord): Sharing | undefined {
  for (const at of [systemUseStart, systemUseStart + XA_BYTES]) {
    if (at + 7 > systemUseEnd || signature(bytes, at) !== 'SP') continue;
    if (bytes[at + 4] === 0xbe && bytes[at + 5] === 0xef) return { skip: bytes[at + 6] as number };
  }
  return undefined;
}

/** The system use area of a CD-ROM XA record. */
const XA_BYTES = 14;

/** Where findings about a record's entries go, and how they call it. */
export interface Place {
  readonly findings: Findings;
  readonly path: string;
}

/** Reads the system use entries of records. */
export class SystemUse {
  readonly #bytes: CachedBytes;
  readonly #sharing: Sharing;
  readonly #blockBytes: number;
  #bytesLeft: number;

  constructor(bytes: CachedBytes, sharing: Sharing, blockBytes: number) {
    this.#bytes = bytes;
    this.#sharing = sharing;
    this.#blockBytes = blockBytes;
    this.#bytesLeft = Math.min(Math.max(bytes.byteLength, CONTINUATION_FLOOR), CONTINUATION_CEILING);
  }

  /** The entries in the record itself; the continuation area that is to follow, if there is one. */
  inRecord(record: DirectoryRecord, isRootSelf: boolean, place: Place) {
    const { bytes, systemUseEnd, start, at } = record;
    let from = record.systemUseStart + (isRootSelf ? 0 : this.#sharing.skip);
    // Behind XA's fields the SP entry itself is skipped to.
    if (isRootSelf && from + 2 <= systemUseEnd && signature(bytes, from) !== 'SP') from += XA_BYTES;
    const entries: SystemUseEntry[] = [];
    const next = this.#collect(bytes, from, systemUseEnd, at - start, 0, entries, place);
    return { entries, next };
  }

  /** Adds the entries of a continuation area and of those that follow it. */
  async addContinued(entries: SystemUseEntry[], first: ContinuationArea, place: Place): Promise<ContinuationArea[]> {
    const areas: ContinuationArea[] = [];
    const seen = new Set<number>();
    let total = 0;
    let next: ContinuationArea | undefined = first;
    while (next) {
      const at: number = next.block * this.#blockBytes + next.offset;
      if (seen.has(at)) {
        place.findings.add('continuation-loop', { at, path: place.path });
        break;
      }
      seen.add(at);
      total += next.byteLength;
      if (total > MOST_CONTINUATION_BYTES) {
        place.findings.add('continuation-length', { at, path: place.path, wanted: MOST_CONTINUATION_BYTES });
        break;
      }
      if (at + next.byteLength > this.#bytes.byteLength) {
        place.findings.add('continuation-beyond', { at, path: place.path });
        break;
      }
      this.#bytesLeft -= next.byteLength;
      if (this.#bytesLeft < 0) {
        place.findings.add('continuations-too-large');
        break;
      }
      const bytes = this.#bytes.peek(at, next.byteLength) ?? (await this.#read(at, next.byteLength, place));
      if (!bytes) break;
      areas.push(next);
      next = this.#collect(bytes, 0, bytes.length, at, areas.length, entries, place);
    }
    return areas;
  }

  async #read(at: number, byteLength: number, place: Place): Promise<Uint8Array | undefined> {
    try {
      return await this.#bytes.read(at, byteLength);
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      place.findings.add('continuation-unreadable', { at, path: place.path, found: error.message });
      return undefined;
    }
  }

  /** Adds the entries of one area. @param base what a position in `bytes` lacks to be a place in the image */
  #collect(
    bytes: Uint8Array,
    from: number,
    end: number,
    base: number,
    area: number,
    entries: SystemUseEntry[],
    place: Place,
  ): ContinuationArea | undefined {
    let next: ContinuationArea | undefined;
    for (let at = from; at + ENTRY_HEAD_BYTES <= end; ) {
      const byteLength = bytes[at + 2] as number;
      if (byteLength < ENTRY_HEAD_BYTES || at + byteLength > end) {
        // Zeros may fill an area, and other uses of it may follow the entries.
        if (bytes[at] !== 0) place.findings.add('susp-length', { at: base + at, path: place.path, found: byteLength });
        break;
      }
      const name = signature(bytes, at);
      entries.push({ signature: name, bytes, start: at, byteLength, at: base + at, area });
      if (name === 'ST') break;
      if (name === 'CE' && byteLength >= CONTINUATION_BYTES) {
        next = {
          block: little32(bytes, at + 4),
          offset: little32(bytes, at + 12),
          byteLength: little32(bytes, at + 20),
        };
      }
      at += byteLength;
    }
    return next;
  }
}
