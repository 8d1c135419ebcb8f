/**
 * Headers of tar archives: POSIX.1-2024 pax “ustar Interchange Format”, with an extended header where its fields are too
 * small. A library would have the contents go through it; here they stay where they are.
 */
import { joined, textIfUtf8, utf8 } from './member';
import type { OutgoingKind, OutgoingMember } from './outgoing';
import { BLOCK_BYTES } from './tar-header';

const TYPES: Readonly<Record<OutgoingKind, string>> = {
  file: '0',
  'hard-link': '1',
  link: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  pipe: '6',
};
const SLASH = 0x2f;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** Programs read archives in records of twenty blocks, and complain of a shorter one. */
const RECORD_BYTES = 20 * BLOCK_BYTES;

/** The header of a member, with an extended one before it where that is needed. Its bytes follow, filled to a block. */
export function tarHeader(member: OutgoingMember): Uint8Array<ArrayBuffer> {
  const { kind, target = new Uint8Array(0), owner, modified, byteLength } = member;
  const path = kind === 'directory' ? joined([member.path, Uint8Array.of(SLASH)]) : member.path;
  const records: Uint8Array[] = [];
  const names = isPlain(path) ? fieldsOf(path) : undefined;
  const isTargetPlain = isPlain(target) && target.length <= NAME_BYTES;
  // What is no UTF-8 goes as it is (“hdrcharset”).
  const isBinary = [names ? undefined : path, isTargetPlain ? undefined : target].some(
    (bytes) => bytes && textIfUtf8(bytes) === undefined,
  );
  if (isBinary) records.push(record('hdrcharset', utf8('BINARY')));
  if (!names) records.push(record('path', path));
  if (!isTargetPlain) records.push(record('linkpath', target));
  const number = (keyword: string, value: number, digits: number) => {
    const fits = Number.isInteger(value) && value >= 0 && value < 8 ** digits;
    if (!fits) records.push(record(keyword, utf8(String(value))));
    return fits ? value : 0;
  };
  const header = block({
    ...(names ?? { name: path, prefix: new Uint8Array(0) }),
    mode: member.mode,
    user: number('uid', owner?.user ?? 0, 7),
    group: number('gid', owner?.group ?? 0, 7),
    size: kind === 'file' ? number('size', byteLength, 11) : 0,
    modified: number('mtime', modified, 11),
    type: TYPES[kind],
    target,
    device: member.device,
  });
  if (records.length === 0) return header;
  const extended = joined(records);
  const before = block({
    name: utf8(`PaxHeaders/${path.length}`),
    prefix: new Uint8Array(0),
    mode: 0o644,
    user: 0,
    group: 0,
    size: extended.length,
    modified: 0,
    type: 'x',
    target: new Uint8Array(0),
    device: undefined,
  });
  return joined([before, extended, new Uint8Array(tarPadding(extended.length)), header]);
}

/** Zero bytes that follow so many of a file. */
export const tarPadding = (byteLength: number): number => (BLOCK_BYTES - (byteLength % BLOCK_BYTES)) % BLOCK_BYTES;

/** What ends an archive that has so many bytes: two blocks of zeros, and the rest of a record. */
export function tarEnd(byteLength: number): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((byteLength + 2 * BLOCK_BYTES) / RECORD_BYTES) * RECORD_BYTES;
  return new Uint8Array(length - byteLength);
}

/** Whether bytes mean the same to everybody. */
const isPlain = (bytes: Uint8Array) => bytes.every((byte) => byte >= 0x20 && byte < 0x7f);

/** A path in the two fields that there are for it; undefined where it does not go into them. */
function fieldsOf(path: Uint8Array): { name: Uint8Array; prefix: Uint8Array } | undefined {
  if (path.length <= NAME_BYTES) return { name: path, prefix: new Uint8Array(0) };
  // The slash between them is in neither; the one at the end of a folder's belongs to it.
  const slash = path.subarray(0, path.length - 1).indexOf(SLASH, path.length - NAME_BYTES - 1);
  if (slash <= 0 || slash > PREFIX_BYTES) return undefined;
  return { name: path.subarray(slash + 1), prefix: path.subarray(0, slash) };
}

/** A record of an extended header: its length, the digits of which count, too; a keyword and a value. */
function record(keyword: string, value: Uint8Array): Uint8Array {
  const rest = joined([utf8(` ${keyword}=`), value, utf8('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return joined([utf8(String(length)), rest]);
}

interface Fields {
  name: Uint8Array;
  prefix: Uint8Array;
  mode: number;
  user: number;
  group: number;
  size: number;
  modified: number;
  type: string;
  target: Uint8Array;
  device: { major: number; minor: number } | undefined;
}

/** One block; where each field lies tells the table at `TarHeader`. */
function block({ name, prefix, target, device, ...fields }: Fields): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const octal = (at: number, digits: number, value: number) =>
    bytes.set(utf8(value.toString(8).padStart(digits, '0')), at);
  // There is no keyword for what is larger than the field: as GNU tar has it, the number itself behind a set bit.
  const deviceNumber = (at: number, value: number) => {
    if (value < 8 ** 7) octal(at, 7, value);
    else new DataView(bytes.buffer).setBigUint64(at, (1n << 63n) | BigInt(value));
  };
  bytes.set(name.subarray(0, NAME_BYTES));
  octal(100, 7, fields.mode);
  octal(108, 7, fields.user);
  octal(116, 7, fields.group);
  octal(124, 11, fields.size);
  octal(136, 11, fields.modified);
  bytes.fill(0x20, 148, 156);
  bytes.set(utf8(fields.type), 156);
  bytes.set(target.subarray(0, NAME_BYTES), 157);
  bytes.set(utf8('ustar\x0000'), 257);
  deviceNumber(329, device?.major ?? 0);
  deviceNumber(337, device?.minor ?? 0);
  bytes.set(prefix, 345);
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  octal(148, 6, sum);
  bytes[154] = 0;
  return bytes;
}
