import { concatenated } from './byte-source';
import { latin1, little32, little64, longDate, shortDate } from './fields';
import type { SystemUseEntry } from './system-use';

/** What the Rock Ridge entries of a record say (RRIP 4.1). */
export interface RockRidge {
  /** The NM entries' name; undefined without any. */
  name?: Uint8Array;
  /** Whether the last NM entry is to be continued. */
  isNameCut: boolean;
  /** Stands for `.` or `..` (NM flags CURRENT and PARENT). */
  isSelfOrParent: boolean;
  /** File type and permissions (PX), links, user, group. */
  mode?: number;
  links?: number;
  user?: number;
  group?: number;
  /** Of RRIP 1.12. */
  serial?: number;
  /** PN: the two halves of a device number. */
  deviceHigh?: number;
  deviceLow?: number;
  /** Unix seconds (TF). */
  created?: number;
  modified?: number;
  accessed?: number;
  attributesChanged?: number;
  /** Target of a symbolic link. */
  target?: Uint8Array;
  isTargetCut: boolean;
  /** CL, PL: first blocks of the relocated directory and of the directory that it belongs in. */
  childBlock?: number;
  parentBlock?: number;
  /** RE: a relocated directory, which shows where its CL is. */
  isRelocated: boolean;
  /** AL, or AA of earlier versions: extended attributes and access lists (AAIP 2.0). */
  hasAttributes: boolean;
  /** AA of Apple's extensions to ISO 9660. */
  hasAppleAttributes: boolean;
  /** SF: the size that the file has with its holes. */
  sparseByteLength?: number;
  zisofs?: Zisofs;
}

/** ZF (zisofs): the contents are compressed. */
export interface Zisofs {
  /** The two characters of the algorithm. */
  algorithm: string;
  version: number;
  headerBytes: number;
  blockBytes: number;
  /** Of the contents, uncompressed. */
  byteLength: number;
}

/** NM and SL flags. */
const FLAG_CONTINUE = 1;
const FLAG_CURRENT = 2;
const FLAG_PARENT = 4;
const FLAG_ROOT = 8;
/** TF flags: the stamps in this order (4.1.6), and their form. */
const STAMPS = ['created', 'modified', 'accessed', 'attributesChanged'] as const;
const FLAG_LONG_FORM = 0x80;
/** The file types of POSIX (4.1.1). */
export const TYPE_MASK = 0o170000;
export const TYPE_DIRECTORY = 0o040000;
export const TYPE_LINK = 0o120000;

const SLASH = 0x2f;
const DOT = 0x2e;

/** What the entries say, in their order. Entries of a length that they cannot have are passed over. */
export function rockRidge(entries: readonly SystemUseEntry[]): RockRidge {
  const said: RockRidge = {
    isNameCut: false,
    isSelfOrParent: false,
    isTargetCut: false,
    isRelocated: false,
    hasAttributes: false,
    hasAppleAttributes: false,
  };
  let names: Uint8Array[] | undefined;
  let target: LinkTarget | undefined;
  for (const { signature, bytes, start, byteLength } of entries) {
    switch (signature) {
      case 'NM': {
        if (byteLength < 5) break;
        const flags = bytes[start + 4] as number;
        if (flags & (FLAG_CURRENT | FLAG_PARENT)) said.isSelfOrParent = true;
        names ??= [];
        names.push(bytes.subarray(start + 5, start + byteLength));
        said.isNameCut = (flags & FLAG_CONTINUE) !== 0;
        break;
      }
      case 'PX':
        if (byteLength < 36) break;
        said.mode = little32(bytes, start + 4);
        said.links = little32(bytes, start + 12);
        said.user = little32(bytes, start + 20);
        said.group = little32(bytes, start + 28);
        if (byteLength >= 44) said.serial = little32(bytes, start + 36);
        break;
      case 'PN':
        if (byteLength < 20) break;
        said.deviceHigh = little32(bytes, start + 4);
        said.deviceLow = little32(bytes, start + 12);
        break;
      case 'TF':
        if (byteLength >= 5) timeStamps(bytes, start, start + byteLength, said);
        break;
      case 'SL':
        if (byteLength < 5) break;
        target ??= new LinkTarget();
        target.add(bytes, start, start + byteLength);
        break;
      case 'CL':
        if (byteLength >= 12) said.childBlock = little32(bytes, start + 4);
        break;
      case 'PL':
        if (byteLength >= 12) said.parentBlock = little32(bytes, start + 4);
        break;
      case 'RE':
        said.isRelocated = true;
        break;
      case 'AL':
        said.hasAttributes = true;
        break;
      case 'AA':
        if (isApple(bytes, start, byteLength)) said.hasAppleAttributes = true;
        else said.hasAttributes = true;
        break;
      case 'SF':
        // 1.12 has a number of 64 bits in two fields, 1.10 one of 32.
        if (byteLength >= 21)
          said.sparseByteLength = little32(bytes, start + 4) * 2 ** 32 + little32(bytes, start + 12);
        else if (byteLength >= 12) said.sparseByteLength = little32(bytes, start + 4);
        break;
      case 'ZF':
      case 'Z2':
        if (byteLength >= 16) said.zisofs = zisofs(bytes, start);
        break;
    }
  }
  if (names) said.name = names.length === 1 ? (names[0] as Uint8Array) : concatenated(names);
  if (target) {
    said.target = target.bytes();
    said.isTargetCut = target.isCut;
  }
  return said;
}

/**
 * Whether an entry is one of Apple's extensions to ISO 9660 (FL 36): the type, creator and Finder flags of a file of HFS,
 * or the type of one of ProDOS. AAIP had the same signature once.
 * @param room bytes that there are
 */
export function isApple(bytes: Uint8Array, start: number, room: number): boolean {
  if (bytes[start] !== 0x41 || bytes[start + 1] !== 0x41) return false;
  const [length, version] = bytes.subarray(start + 2, start + 4);
  return (length === 14 && version === 2 && room >= 14) || (length === 7 && version === 1 && room >= 7);
}

/** TF (4.1.6): the stamps that its flags name, of seven or seventeen bytes each. */
function timeStamps(bytes: Uint8Array, start: number, end: number, said: RockRidge): void {
  const flags = bytes[start + 4] as number;
  const isLong = (flags & FLAG_LONG_FORM) !== 0;
  const stampBytes = isLong ? 17 : 7;
  let at = start + 5;
  let bit = 1;
  for (const stamp of STAMPS) {
    const isThere = (flags & bit) !== 0;
    bit <<= 1;
    if (!isThere) continue;
    if (at + stampBytes > end) return;
    const seconds = isLong ? longDate(bytes, at).unixSeconds : shortDate(bytes, at);
    if (seconds !== undefined) said[stamp] = seconds;
    at += stampBytes;
  }
}

function zisofs(bytes: Uint8Array, start: number): Zisofs {
  const version = bytes[start + 3] as number;
  return {
    algorithm: latin1(bytes.subarray(start + 4, start + 6)),
    version,
    headerBytes: (bytes[start + 6] as number) * 4,
    blockBytes: 2 ** (bytes[start + 7] as number),
    byteLength: version === 1 ? little32(bytes, start + 8) : little64(bytes, start + 8),
  };
}

/** A symbolic link's target, put together from component records (4.1.3.1). */
class LinkTarget {
  isCut = false;
  readonly #pieces: number[] = [];
  /** Whether the next component is a new one, behind a slash. */
  #isFirst = true;
  #continues = false;
  #isAfterRoot = false;

  add(bytes: Uint8Array, start: number, end: number): void {
    let at = start + 5;
    while (at + 2 <= end) {
      const flags = bytes[at] as number;
      const length = bytes[at + 1] as number;
      if (at + 2 + length > end) break;
      if (!this.#continues && !this.#isFirst && !this.#isAfterRoot) this.#pieces.push(SLASH);
      this.#isAfterRoot = false;
      if (flags & FLAG_ROOT) {
        this.#pieces.push(SLASH);
        this.#isAfterRoot = true;
      } else if (flags & FLAG_CURRENT) this.#pieces.push(DOT);
      else if (flags & FLAG_PARENT) this.#pieces.push(DOT, DOT);
      else for (let index = 0; index < length; index++) this.#pieces.push(bytes[at + 2 + index] as number);
      this.#isFirst = false;
      this.#continues = (flags & FLAG_CONTINUE) !== 0;
      at += 2 + length;
    }
    this.isCut = at !== end || this.#continues || ((bytes[start + 4] as number) & FLAG_CONTINUE) !== 0;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#pieces);
  }
}

/** A device number's two parts, as Linux takes them from the halves of PN (4.1.2). */
export function deviceNumbers({ deviceHigh = 0, deviceLow = 0 }: RockRidge): { major: number; minor: number } {
  if (deviceHigh !== 0 || deviceLow <= 0xff) return { major: deviceHigh, minor: deviceLow };
  return { major: (deviceLow >>> 8) & 0xfff, minor: (deviceLow & 0xff) | ((deviceLow >>> 12) & 0xfff00) };
}
