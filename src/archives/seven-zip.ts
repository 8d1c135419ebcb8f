/**
 * What 7-Zip unpacks: 7z archives, and tar archives that were compressed by xz, Zstandard or bzip2. It runs as it is in
 * memory of its own, sees one file to read, writes to its standard output, and verifies every sum.
 */
import { Kind } from '../image/tree';
import { ArchiveError } from './archive-error';
import { crc32 } from './crc32';
import { type Member, type MemberSink, utf8 } from './member';
import { type ListedItem, parseListing } from './seven-zip-listing';
import type { SevenZip } from './seven-zip-module';
import type { BoundedSpool } from './spool';

/** An archive that can be read without waiting. */
export interface BytesAtOnce {
  readonly byteLength: number;
  /** Fills `into` from `offset` on; returns how many bytes there were. */
  read(offset: number, into: Uint8Array): number;
}

export interface SevenZipHost {
  /** Starts 7-Zip, for one command line. */
  start(): Promise<SevenZip>;
  bytes: BytesAtOnce;
  archive: string;
  /** Told how far into the archive reading is. */
  progress?: ((bytes: number) => void) | undefined;
}

const ARCHIVE = '/archive';
const STANDARD_OUTPUT = 1;
const MOST_TARGET_BYTES = 2 ** 14;
/** Items with a control character in their path, for which the list has “_”. */
const WITH_CONTROLS = [...Array(0x1f).keys(), 0x7e].map((at) => `-ir!*${String.fromCharCode(at + 1)}*`);
/** Emscripten's numbers. */
const EIO = 29;
const ENOSPC = 51;

/** Decompresses the one file of a compressed tar archive into the spool. */
export async function unpackOne(host: SevenZipHost, spool: BoundedSpool): Promise<void> {
  extract(await host.start(), host, (bytes) => spool.append(bytes));
}

/** Takes a 7z archive apart. */
export async function unpackAll(host: SevenZipHost, spool: BoundedSpool, sink: MemberSink): Promise<void> {
  const items = list(await host.start(), host);
  const encrypted = items.find(({ isEncrypted }) => isEncrypted);
  if (encrypted) {
    throw new ArchiveError(
      `“${encrypted.path}” in “${host.archive}” cannot be taken: it is encrypted. Unpack the archive with the program that made it, and take the folder.`,
    );
  }
  spool.require(items.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const contents = new Contents(host.archive, items, spool);
  extract(await host.start(), host, (bytes) => contents.take(bytes));
  contents.end();
  for (const [at, item] of items.entries()) {
    if (item.other === undefined) sink.member(memberOf(item, contents, at, spool.place));
    else sink.notice({ code: 'archive-kind', path: item.path, before: item.other });
  }
  if (!items.some(({ path }) => path.includes('_'))) return;
  for (const { path } of list(await host.start(), host, WITH_CONTROLS)) {
    sink.notice({ code: 'archive-control', path });
  }
}

function memberOf(item: ListedItem, contents: Contents, at: number, place: number): Member {
  const { path, kind, mode, byteLength, modifyTime = Number.NaN } = item;
  const attributes = { modifyTime, ...(mode === undefined ? {} : { mode }) };
  const member = { path: utf8(path), kind, attributes };
  if (kind === Kind.symbolicLink) return { ...member, target: contents.targets.get(at) ?? new Uint8Array(0) };
  return kind === Kind.file
    ? { ...member, bytes: { place, offset: contents.starts[at] as number, byteLength } }
    : member;
}

/** The contents of all items, one after the other, as they come out: parted by what the list says of each. */
class Contents {
  /** Where each item's bytes begin in the spool. */
  readonly starts: number[] = [];
  /** What links lead to. */
  readonly targets = new Map<number, Uint8Array>();
  readonly #archive: string;
  readonly #items: readonly ListedItem[];
  readonly #spool: BoundedSpool;
  #left = 0;
  #sum = 0;

  constructor(archive: string, items: readonly ListedItem[], spool: BoundedSpool) {
    this.#archive = archive;
    this.#items = items;
    this.#spool = spool;
    this.#begin();
  }

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const item = this.#items[this.starts.length - 1];
      if (!item || this.#left === 0) throw damaged(this.#archive, 'it has more in it than it says');
      const piece = bytes.subarray(at, at + this.#left);
      this.#spool.append(piece);
      this.#sum = crc32(piece, this.#sum);
      if (item.kind === Kind.symbolicLink) this.#keepTarget(item, piece);
      at += piece.length;
      this.#left -= piece.length;
      if (this.#left === 0) this.#finish(item);
    }
  }

  end(): void {
    const item = this.#items[this.starts.length - 1];
    if (this.#left > 0 && item) throw damaged(this.#archive, `“${item.path}” ends too early`);
  }

  #finish({ crc, path }: ListedItem): void {
    if (crc !== undefined && crc !== this.#sum) throw damaged(this.#archive, `the checksum of “${path}” is wrong`);
    this.#begin();
  }

  /** Goes on to the next item that has bytes. */
  #begin(): void {
    this.#sum = 0;
    this.#left = 0;
    while (this.#left === 0 && this.starts.length < this.#items.length) {
      this.#left = (this.#items[this.starts.length] as ListedItem).byteLength;
      this.starts.push(this.#spool.byteLength);
    }
  }

  #keepTarget({ path }: ListedItem, piece: Uint8Array): void {
    const at = this.starts.length - 1;
    const before = this.targets.get(at) ?? new Uint8Array(0);
    if (before.length + piece.length > MOST_TARGET_BYTES) throw damaged(this.#archive, `“${path}” is no link`);
    const target = new Uint8Array(before.length + piece.length);
    target.set(before);
    target.set(piece, before.length);
    this.targets.set(at, target);
  }
}

/** @param which items, by 7-Zip's switches; by default all */
function list(seven: SevenZip, host: SevenZipHost, which: readonly string[] = []): ListedItem[] {
  const { status, lines } = run(seven, host, ['l', '-slt', '-sccUTF-8', '-t7z', ARCHIVE, ...which]);
  if (status !== 0) throw failed(host.archive, lines);
  return parseListing(lines);
}

/** Has all that is in the archive come out, in the order of the list. */
function extract(seven: SevenZip, host: SevenZipHost, take: (bytes: Uint8Array) => void): void {
  const { status, lines } = run(seven, host, ['x', '-so', '-y', '-bsp0', ARCHIVE], take);
  if (status !== 0) throw failed(host.archive, lines);
}

function run(seven: SevenZip, host: SevenZipHost, words: string[], take?: (bytes: Uint8Array) => void) {
  let failure: unknown;
  /** An error of ours ends 7-Zip by one of its own, and is thrown then. */
  const attempt = <T>(errno: number, work: () => T): T => {
    try {
      if (failure === undefined) return work();
    } catch (error) {
      failure = error;
    }
    throw new seven.FS.ErrnoError(errno);
  };
  offerArchive(seven, host, attempt);
  const output = seven.FS.streams[STANDARD_OUTPUT];
  if (take && output) {
    output.stream_ops = {
      ...output.stream_ops,
      write: (_stream, buffer, offset, length) => {
        attempt(ENOSPC, () => take(unsigned(buffer, offset, length)));
        return length;
      },
    };
  }
  const done = seven.call(words);
  if (failure !== undefined) throw failure;
  return done;
}

/** The archive as a file that is read where it is. */
function offerArchive(
  { FS }: SevenZip,
  { bytes, progress }: SevenZipHost,
  attempt: <T>(errno: number, work: () => T) => T,
): void {
  const node = FS.createFile('/', ARCHIVE.slice(1), {}, true, false);
  const { getattr } = node.node_ops;
  node.node_ops = { ...node.node_ops, getattr: (of) => ({ ...getattr(of), size: bytes.byteLength }) };
  node.stream_ops = {
    ...node.stream_ops,
    read: (_stream, buffer, offset, length, position) => {
      progress?.(position);
      const wanted = Math.max(0, Math.min(length, bytes.byteLength - position));
      return attempt(EIO, () => bytes.read(position, unsigned(buffer, offset, wanted)));
    },
    llseek: (stream, offset, whence) => offset + ([0, stream.position, bytes.byteLength][whence] ?? 0),
  };
}

/** Emscripten has its memory as signed numbers. */
function unsigned(buffer: ArrayBufferView, offset: number, length: number): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
}

function damaged(archive: string, what: string): ArchiveError {
  return new ArchiveError(`“${archive}” is damaged: ${what}. Get it once more, or make it anew.`);
}

/** What 7-Zip says of an archive that it cannot take apart is in its lines. */
function failed(archive: string, lines: readonly string[]): ArchiveError {
  const said = lines
    .filter((line) => /^ERROR: |Unexpected end|Headers Error|Unsupported|CRC Failed|Data Error/.test(line))
    .map((line) =>
      line
        .replace(/^ERROR: /, '')
        .replaceAll(ARCHIVE, archive)
        .trim(),
    );
  if (lines.some((line) => /Wrong password|encrypted archive/i.test(line))) {
    return new ArchiveError(
      `“${archive}” cannot be opened: it is encrypted. Unpack it with the program that made it, and take the folder.`,
    );
  }
  return damaged(archive, said.length > 0 ? [...new Set(said)].slice(0, 3).join('; ') : 'it cannot be unpacked');
}
