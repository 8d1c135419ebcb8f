/**
 * Records of zip archives (APPNOTE 6.3.10) around contents that are stored as they are, with what Info-ZIP keeps of
 * Unix: modes and links in the external attributes, times (“UT”) and owners (“ux”). Libraries that write have neither
 * links nor owners, or have the contents go through them.
 */
import { joined, latin1, textIfUtf8, utf8 } from './member';
import type { OutgoingMember } from './outgoing';

/** Where in a local header the checksum of the contents stands. */
export const ZIP_CRC_AT = 14;

const MADE_ON_UNIX = 3 << 8;
const VERSION = 63;
const NAMES_ARE_UTF8 = 1 << 11;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;
/** `st_mode` of each kind that a zip archive can have. */
const TYPES = { file: 0o100000, directory: 0o040000, link: 0o120000 } as const;
const IS_FOLDER = 0x10;

/** Whether an archive can have such a member; a link has its target as contents. */
export const zipHolds = ({ kind }: Pick<OutgoingMember, 'kind'>): boolean => kind in TYPES;

/** Whether a path, of which a folder's ends with a slash, has room in a record (4.4.10). */
export const hasZipRoom = ({ path }: Pick<OutgoingMember, 'path'>): boolean => path.length < MOST_16;

/**
 * A name as an archive has it: in UTF-8, without what some programs take for something else. Bytes that are no UTF-8 are
 * read as those of Latin-1: names that differ stay apart.
 */
export function zipName(name: Uint8Array): string {
  const text = textIfUtf8(name) ?? latin1(name);
  // On Windows a backslash parts names, too: `..\` would lead out of the folder.
  return text.replaceAll('\\', '_');
}

interface Written {
  path: Uint8Array;
  member: OutgoingMember;
  crc: number;
  offset: number;
}

/** Makes the records of one archive. */
export class ZipWriter {
  readonly #members: Written[] = [];

  /**
   * What stands before a member's bytes. Its path is made of names that `zipName` has made, and has room.
   * @param offset where in the archive
   */
  header(member: OutgoingMember, crc: number, offset: number): Uint8Array<ArrayBuffer> {
    const path = joined([member.path, member.kind === 'directory' ? SLASH : EMPTY]);
    this.#members.push({ path, member, crc, offset });
    const isLong = member.byteLength >= MOST_32;
    const extra = joined([isLong ? zip64([member.byteLength, member.byteLength]) : EMPTY, ...unixFields(member)]);
    const view = new DataView(new ArrayBuffer(30));
    view.setUint32(0, 0x04034b50, true);
    common(view, 4, member, isLong);
    view.setUint32(ZIP_CRC_AT, crc, true);
    sizes(view, 18, member, isLong);
    view.setUint16(26, path.length, true);
    view.setUint16(28, extra.length, true);
    return joined([bytesOf(view), path, extra]);
  }

  /** The checksum of the member whose header was made last, where it was not known then. */
  setCrc(crc: number): void {
    const last = this.#members.at(-1);
    if (last) last.crc = crc;
  }

  /** The list at the end. @param offset how long the archive is before it */
  end(offset: number): Uint8Array<ArrayBuffer> {
    const list = joined(this.#members.map(central));
    const count = this.#members.length;
    const isLong = count >= MOST_16 || offset >= MOST_32 || list.length >= MOST_32;
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, Math.min(count, MOST_16), true);
    end.setUint16(10, Math.min(count, MOST_16), true);
    end.setUint32(12, Math.min(list.length, MOST_32), true);
    end.setUint32(16, Math.min(offset, MOST_32), true);
    return joined([list, isLong ? longEnd(count, list.length, offset) : EMPTY, bytesOf(end)]);
  }
}

const EMPTY = new Uint8Array(0);
const SLASH = utf8('/');
const bytesOf = (view: DataView<ArrayBuffer>) => new Uint8Array(view.buffer);

/** Version, flags, method, and time as DOS has it: that of the clock on the wall. */
function common(view: DataView, at: number, { kind, modified }: OutgoingMember, isLong: boolean): void {
  view.setUint16(at, isLong ? 45 : kind === 'file' ? 10 : 20, true);
  view.setUint16(at + 2, NAMES_ARE_UTF8, true);
  const date = new Date(modified * 1000);
  const year = date.getFullYear();
  const [from, to] = [new Date(1980, 0, 1), new Date(2107, 11, 31, 23, 59, 58)];
  const nearest = year < 1980 ? from : year > 2107 ? to : date;
  const time = (nearest.getHours() << 11) | (nearest.getMinutes() << 5) | (nearest.getSeconds() >> 1);
  const day = ((nearest.getFullYear() - 1980) << 9) | ((nearest.getMonth() + 1) << 5) | nearest.getDate();
  view.setUint16(at + 6, time, true);
  view.setUint16(at + 8, day, true);
}

function sizes(view: DataView, at: number, { byteLength }: OutgoingMember, isLong: boolean): void {
  view.setUint32(at, isLong ? MOST_32 : byteLength, true);
  view.setUint32(at + 4, isLong ? MOST_32 : byteLength, true);
}

function central({ path, member, crc, offset }: Written): Uint8Array {
  const { byteLength, kind, mode } = member;
  const long: number[] = [];
  if (byteLength >= MOST_32) long.push(byteLength, byteLength);
  if (offset >= MOST_32) long.push(offset);
  const extra = joined([long.length > 0 ? zip64(long) : EMPTY, ...unixFields(member)]);
  const view = new DataView(new ArrayBuffer(46));
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, MADE_ON_UNIX | VERSION, true);
  common(view, 6, member, long.length > 0);
  view.setUint32(16, crc, true);
  sizes(view, 20, member, byteLength >= MOST_32);
  view.setUint16(28, path.length, true);
  view.setUint16(30, extra.length, true);
  const type = TYPES[kind as keyof typeof TYPES];
  view.setUint32(38, (((type | mode) << 16) | (kind === 'directory' ? IS_FOLDER : 0)) >>> 0, true);
  view.setUint32(42, Math.min(offset, MOST_32), true);
  return joined([bytesOf(view), path, extra]);
}

/** The zip64 extended information (4.5.3): what has no room in the record. */
function zip64(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 8 * numbers.length));
  view.setUint16(0, 0x0001, true);
  view.setUint16(2, 8 * numbers.length, true);
  for (const [index, number] of numbers.entries()) view.setBigUint64(4 + 8 * index, BigInt(number), true);
  return bytesOf(view);
}

/** Info-ZIP's extra fields: the time where it has room there, and owners. */
function unixFields({ modified, owner }: OutgoingMember): Uint8Array[] {
  const fields: Uint8Array[] = [];
  // Programs do not agree on whether it has a sign.
  if (modified >= 0 && modified < 2 ** 31) {
    const time = new DataView(new ArrayBuffer(9));
    time.setUint16(0, 0x5455, true);
    time.setUint16(2, 5, true);
    time.setUint8(4, 1);
    time.setInt32(5, modified, true);
    fields.push(bytesOf(time));
  }
  if (owner) {
    const view = new DataView(new ArrayBuffer(15));
    view.setUint16(0, 0x7875, true);
    view.setUint16(2, 11, true);
    view.setUint8(4, 1);
    view.setUint8(5, 4);
    view.setUint32(6, owner.user, true);
    view.setUint8(10, 4);
    view.setUint32(11, owner.group, true);
    fields.push(bytesOf(view));
  }
  return fields;
}

/** The zip64 end of the list, and what leads to it (4.3.14, 4.3.15). */
function longEnd(count: number, byteLength: number, offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(56 + 20));
  const long = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  view.setUint32(0, 0x06064b50, true);
  long(4, 44);
  view.setUint16(12, MADE_ON_UNIX | VERSION, true);
  view.setUint16(14, 45, true);
  long(24, count);
  long(32, count);
  long(40, byteLength);
  long(48, offset);
  view.setUint32(56, 0x07064b50, true);
  long(64, offset + byteLength);
  view.setUint32(72, 1, true);
  return bytesOf(view);
}
