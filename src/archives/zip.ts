/** Reads zip archives (APPNOTE.TXT 6.3): stored entries stay where they are, deflated ones go into the spool. */
import { type Attributes, Kind } from '../image/tree';
import { decodeCp437 } from './cp437';
import { crc32 } from './crc32';
import { decompressed, StreamDamage } from './decompressed';
import { type Member, type MemberBytes, type MemberSink, shown, utf8 } from './member';
import type { NameDecoding } from './member-tree';
import type { OpenSpool, Reading } from './reading';
import { view, type ZipEntry, zipEntries } from './zip-directory';
import { extraOwner, extraTimes, parseExtra, unicodePath } from './zip-extra';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
  99: 'AES encryption',
};
const ENCRYPTED = 1 << 0;
const STRONGLY_ENCRYPTED = 1 << 6;
const IN_UTF8 = 1 << 11;
const MASKED = 1 << 13;
const UNIX_HOSTS = new Set([3, 19]);
/** FAT, NTFS, VFAT. */
const WINDOWS_HOSTS = new Set([0, 10, 11, 14]);
const DOS_FOLDER = 0x10;
const MOST_TARGET_BYTES = 2 ** 16;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
/** `st_mode` of POSIX systems. */
const FILE_TYPE = 0o170000;
const KINDS: ReadonlyMap<number, Kind> = new Map([
  [0o040000, Kind.directory],
  [0o100000, Kind.file],
  [0o120000, Kind.symbolicLink],
  [0o010000, Kind.pipe],
  [0o020000, Kind.characterDevice],
  [0o060000, Kind.blockDevice],
  [0o140000, Kind.socket],
]);

/** @param decode names of which nothing tells how they are written */
export async function readZip(
  reading: Reading,
  sink: MemberSink,
  open: OpenSpool,
  decode?: NameDecoding,
): Promise<void> {
  const entries: ZipEntry[] = [];
  for await (const entry of zipEntries(reading)) entries.push(entry);
  const ends = overlapGuard(reading, entries);
  for (const entry of entries) {
    const { path, taken } = entryPath(entry, decode);
    const member = await readEntry(reading, entry, path, ends(entry), sink, open);
    if (!member) continue;
    if (taken) sink.notice({ code: 'archive-encoding', path: shown(path), before: taken });
    sink.member(member);
  }
}

/** Entries that share bytes make an archive that decompresses to any size: each must end before the next begins. */
function overlapGuard(reading: Reading, entries: readonly ZipEntry[]): (entry: ZipEntry) => number {
  const offsets = Float64Array.from(entries, ({ offset }) => offset).sort();
  return ({ offset, name }) => {
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((offsets[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    if (low > 1 && offsets[low - 2] === offset)
      throw reading.damaged(`“${shown(name)}” shares its bytes with another entry`);
    return offsets[low] ?? reading.byteLength;
  };
}

/** An entry's path; `taken`: nothing told how it is written, and it was taken for that. */
function entryPath(entry: ZipEntry, decode: NameDecoding | undefined): { path: Uint8Array; taken?: string } {
  const { name, flags, host, extra } = entry;
  const told = flags & IN_UTF8 ? name : unicodePath(extra, name);
  if (told) return { path: withSlashes(told, entry) };
  // Programs of macOS and Linux write UTF-8, or what else their computer has, without saying so.
  if (UNIX_HOSTS.has(host) || name.every((byte) => byte < 0x80)) return { path: withSlashes(name, entry) };
  const decoded = decode?.(name);
  // What may be a backslash is a part of other characters in some encodings.
  const path = withSlashes(utf8(decoded ?? decodeCp437(name)), entry);
  return decoded === undefined ? { path, taken: 'CP437' } : { path };
}

async function readEntry(
  reading: Reading,
  entry: ZipEntry,
  path: Uint8Array,
  end: number,
  sink: MemberSink,
  open: OpenSpool,
): Promise<Member | undefined> {
  const name = shown(path);
  if (entry.flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED)) throw reading.refused(name, 'it is encrypted');
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    const method = METHODS[entry.method] ?? `method ${entry.method}`;
    throw reading.refused(name, `it is compressed in a way that Isodrop does not know (${method})`);
  }
  const { offset, extra } = await localHeader(reading, entry, name);
  if (offset + entry.packedBytes > reading.byteLength) throw reading.truncated(`“${name}”`);
  if (offset + entry.packedBytes > end) throw reading.damaged(`“${name}” shares its bytes with another entry`);
  if (path.includes(0)) {
    sink.notice({ code: 'archive-name', path: name, before: 'it has a zero byte in it' });
    return undefined;
  }
  const mode = UNIX_HOSTS.has(entry.host) ? entry.externalAttributes >>> 16 : 0;
  const isFolder =
    path.at(-1) === SLASH || (!UNIX_HOSTS.has(entry.host) && (entry.externalAttributes & DOS_FOLDER) !== 0);
  const kind = isFolder ? Kind.directory : mode & FILE_TYPE ? KINDS.get(mode & FILE_TYPE) : Kind.file;
  if (kind === undefined || kind === Kind.characterDevice || kind === Kind.blockDevice) {
    // Numbers of devices are not in zip archives.
    sink.notice({ code: 'archive-kind', path: name, before: (mode & FILE_TYPE).toString(8) });
    return undefined;
  }
  const bytes = await contents(reading, entry, offset, name, open, kind === Kind.symbolicLink);
  const attributes = attributesOf(entry, extra, mode);
  const member: Member = { path, kind, attributes };
  if (bytes instanceof Uint8Array) return { ...member, target: bytes };
  return kind === Kind.file ? { ...member, bytes } : member;
}

/** Programs that know no better divide the names of folders by backslashes. */
function withSlashes(path: Uint8Array, { host }: ZipEntry): Uint8Array {
  if (!WINDOWS_HOSTS.has(host) || path.includes(SLASH)) return path;
  return path.map((byte) => (byte === BACKSLASH ? SLASH : byte));
}

/** Where the contents begin, and what only the local header tells. */
async function localHeader(reading: Reading, entry: ZipEntry, name: string) {
  const header = view((await reading.readWhole(entry.offset, LOCAL_BYTES, `“${name}”`)).slice());
  if (header.getUint32(0, true) !== LOCAL_SIGNATURE)
    throw reading.damaged(`“${name}” is not where the list of its entries says`);
  const nameBytes = header.getUint16(26, true);
  const extraBytes = header.getUint16(28, true);
  const at = entry.offset + LOCAL_BYTES;
  const bytes = (await reading.readWhole(at, nameBytes + extraBytes, `“${name}”`)).slice();
  const isSame = nameBytes === entry.name.length && entry.name.every((byte, index) => bytes[index] === byte);
  if (!isSame || header.getUint16(8, true) !== entry.method) {
    throw reading.damaged(`“${name}” is another entry where it lies than in the list of its entries`);
  }
  return { offset: at + nameBytes + extraBytes, extra: parseExtra(bytes.subarray(nameBytes)) };
}

/** Where an entry's contents are, once their sum was found right; those of a link themselves. */
async function contents(
  reading: Reading,
  entry: ZipEntry,
  offset: number,
  name: string,
  open: OpenSpool,
  isLink: boolean,
): Promise<MemberBytes | Uint8Array> {
  const { packedBytes, byteLength, method, crc } = entry;
  if (method === STORED && packedBytes !== byteLength) throw reading.damaged(`“${name}” has two sizes`);
  if (isLink && byteLength > MOST_TARGET_BYTES) throw reading.damaged(`“${name}” is a link of ${byteLength} bytes`);
  const spool = method === DEFLATED && !isLink && byteLength > 0 ? await open() : undefined;
  spool?.require(byteLength);
  const start = spool?.byteLength ?? offset;
  const kept: Uint8Array[] = [];
  let sum = 0;
  let left = byteLength;
  const packed = reading.pieces(offset, packedBytes);
  const pieces = method === STORED ? packed : decompressed('deflate-raw', packed);
  try {
    for await (const piece of pieces) {
      left -= piece.length;
      if (left < 0) throw reading.damaged(`“${name}” is longer than the ${byteLength} bytes that it says`);
      sum = crc32(piece, sum);
      await spool?.write(piece);
      if (isLink) kept.push(piece);
    }
  } catch (error) {
    throw error instanceof StreamDamage ? reading.damaged(`“${name}” cannot be decompressed`) : error;
  }
  if (left > 0) throw reading.damaged(`“${name}” has ${byteLength - left} bytes instead of ${byteLength}`);
  if (sum !== crc) throw reading.damaged(`the checksum of “${name}” is wrong`);
  if (isLink) return new Uint8Array(kept.flatMap((piece) => [...piece]));
  return { place: spool?.place ?? 0, offset: start, byteLength };
}

function attributesOf(entry: ZipEntry, local: ReturnType<typeof parseExtra>, mode: number): Attributes {
  const year = 1980 + (entry.dosDate >> 9);
  const times = { ...extraTimes(entry.extra, year), ...extraTimes(local, year) };
  const owner = { ...extraOwner(entry.extra), ...extraOwner(local) };
  const attributes: Attributes = { modifyTime: times.modifyTime ?? dosSeconds(entry), ...owner };
  if (times.accessTime !== undefined) attributes.accessTime = times.accessTime;
  if ((mode & FILE_TYPE) !== 0 || (mode & 0o7777) !== 0) attributes.mode = mode & 0o7777;
  return attributes;
}

/** They have no zone: taken as those of Greenwich, the same on every computer. */
function dosSeconds({ dosDate, dosTime }: ZipEntry): number {
  const [year, month, day] = [1980 + (dosDate >> 9), (dosDate >> 5) & 15, dosDate & 31];
  const [hour, minute, second] = [dosTime >> 11, (dosTime >> 5) & 63, 2 * (dosTime & 31)];
  if (month === 0 || day === 0) return Date.UTC(1980, 0, 1) / 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}
