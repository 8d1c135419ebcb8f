/** Reads tar archives: ustar, pax, GNU's and old ones. Headers only: what files hold stays where it is. */
import { type Attributes, Kind } from '../image/tree';
import { type Member, type MemberBytes, type MemberSink, shown } from './member';
import { type PaxRecords, PaxView, parsePax } from './pax';
import type { OpenSpool, Reading } from './reading';
import { BLOCK_BYTES, bytesUpToZero, isHeader, isZeros, parseHeader, type TarHeader } from './tar-header';
import { linkHasData } from './tar-link';
import { expandSparse, isWhole, oldSparse, paxSparse, type Sparse } from './tar-sparse';

/** Extended headers and long names beyond this are nobody's. */
const MOST_EXTENSION_BYTES = 2 ** 24;
/** What keywords begin with for what images do not have: of star, libarchive and Red Hat. */
const NOT_KEPT = /^(SCHILY\.(xattr\.|acl\.|fflags$)|LIBARCHIVE\.xattr\.|RHT\.security\.)/;
const SLASH = 0x2f;

const KINDS: Readonly<Record<string, Kind>> = {
  '0': Kind.file,
  '\0': Kind.file,
  '7': Kind.file,
  S: Kind.file,
  '2': Kind.symbolicLink,
  '3': Kind.characterDevice,
  '4': Kind.blockDevice,
  '5': Kind.directory,
  D: Kind.directory,
  '6': Kind.pipe,
};
/** Types that no data follows, whatever size they say. */
const WITHOUT_DATA = new Set(['2', '3', '4', '5', '6']);

export function readTar(
  reading: Reading,
  sink: MemberSink,
  open: OpenSpool,
  place: MemberBytes['place'],
): Promise<void> {
  return new TarReader(reading, sink, open, place).read();
}

/** What was told of the next member before its header. */
interface Extension {
  own: PaxRecords;
  name?: Uint8Array;
  linkName?: Uint8Array;
}

class TarReader {
  readonly #reading: Reading;
  readonly #sink: MemberSink;
  readonly #open: OpenSpool;
  readonly #place: MemberBytes['place'];
  #all: PaxRecords = new Map();
  /** Only pax archives have extended headers, and only in them sizes of links are what they say. */
  #isPax = false;
  #next: Extension = { own: new Map() };
  #at = 0;
  /** The member before, to say where something is. */
  #last = '';
  /** The first one with something that images do not have. */
  #notKept: string | undefined;

  constructor(reading: Reading, sink: MemberSink, open: OpenSpool, place: MemberBytes['place']) {
    this.#reading = reading;
    this.#sink = sink;
    this.#open = open;
    this.#place = place;
  }

  async read(): Promise<void> {
    await this.#readAll();
    if (this.#notKept === undefined) return;
    this.#sink.notice({ code: 'archive-attributes', path: this.#reading.archive, before: this.#notKept });
  }

  async #readAll(): Promise<void> {
    const { byteLength } = this.#reading;
    for (;;) {
      if (this.#at >= byteLength) return this.#endWithoutMark();
      const block = await this.#reading.readWhole(this.#at, BLOCK_BYTES, `a header ${this.#where}`);
      if (isZeros(block)) return this.#end();
      if (!isHeader(block)) throw this.#notAHeader();
      const header = parseHeader(block);
      if (typeof header === 'string') {
        throw this.#reading.damaged(`the header ${this.#where} has a ${header} that is no number`);
      }
      this.#at += BLOCK_BYTES;
      await this.#take(header);
    }
  }

  get #where(): string {
    return this.#last === '' ? 'at its beginning' : `behind “${this.#last}”`;
  }

  #notAHeader(): Error {
    if (this.#at > 0) return this.#reading.damaged(`what stands ${this.#where} is no header of a tar archive`);
    return this.#reading.damaged(
      'it begins as no archive does that Isodrop knows (tar, zip, 7z, gzip, xz, zstd, bzip2)',
    );
  }

  #endWithoutMark(): void {
    if (this.#next.own.size > 0 || this.#next.name || this.#next.linkName) {
      throw this.#reading.truncated(`the header ${this.#where}`);
    }
    this.#sink.notice({ code: 'archive-ended', path: this.#reading.archive, before: this.#last });
  }

  /** Two blocks of zeros end an archive; one does where nothing follows. */
  async #end(): Promise<void> {
    const { archive, byteLength } = this.#reading;
    for await (const piece of this.#reading.pieces(this.#at, byteLength - this.#at)) {
      if (isZeros(piece)) continue;
      this.#sink.notice({ code: 'archive-rest', path: archive, before: this.#last });
      return;
    }
  }

  async #take(header: TarHeader): Promise<void> {
    switch (header.type) {
      case 'x':
      case 'X':
        this.#isPax ||= header.type === 'x';
        this.#next.own = await this.#readPax(header);
        return;
      case 'g':
        this.#isPax = true;
        for (const [keyword, values] of await this.#readPax(header)) this.#all.set(keyword, values);
        return;
      case 'L':
        this.#next.name = await this.#readName(header);
        return;
      case 'K':
        this.#next.linkName = await this.#readName(header);
        return;
      case 'V':
        this.#skip(header.size);
        return;
      default:
        await this.#takeMember(header);
        this.#next = { own: new Map() };
    }
  }

  async #readPax(header: TarHeader): Promise<PaxRecords> {
    const records = parsePax(await this.#readExtension(header));
    if (!records) throw this.#reading.damaged(`the extended header ${this.#where} is none`);
    return records;
  }

  async #readName(header: TarHeader): Promise<Uint8Array> {
    const bytes = await this.#readExtension(header);
    return bytesUpToZero(bytes, 0, bytes.length);
  }

  async #readExtension({ size }: TarHeader): Promise<Uint8Array> {
    if (size > MOST_EXTENSION_BYTES) throw this.#reading.damaged(`an extended header ${this.#where} has ${size} bytes`);
    const bytes = (await this.#reading.readWhole(this.#at, size, `the header ${this.#where}`)).slice();
    this.#skip(size);
    return bytes;
  }

  #skip(byteLength: number): void {
    // Going back would be going round for ever.
    if (!(byteLength >= 0)) throw new RangeError(`${byteLength} bytes cannot be skipped`);
    this.#at += Math.ceil(byteLength / BLOCK_BYTES) * BLOCK_BYTES;
  }

  async #takeMember(header: TarHeader): Promise<void> {
    const pax = new PaxView(this.#next.own, this.#all);
    const path = pax.bytes('GNU.sparse.name') ?? pax.bytes('path') ?? this.#next.name ?? header.name;
    const name = shown(path);
    const attributes = this.#attributes(header, pax, name);
    const size = this.#number(pax, 'size', name) ?? header.size;
    if (size < 0) throw this.#reading.damaged(`“${name}” has a size below zero`);
    const start = this.#at;
    const target = pax.bytes('linkpath') ?? this.#next.linkName ?? header.linkName;
    if (await this.#hasData(header.type, size, target)) this.#skip(size);
    // The last block of an archive that ends with its data need not be filled.
    if (start + (this.#at > start ? size : 0) > this.#reading.byteLength) throw this.#reading.truncated(`“${name}”`);
    this.#last = name;
    if (pax.hasOwn(NOT_KEPT)) this.#notKept ??= name;
    const bytes = { place: this.#place, offset: start, byteLength: size };
    if (header.type === '1') {
      const own = this.#at > start ? { bytes } : {};
      this.#sink.member({ path, kind: 'hard-link', attributes, target, ...own });
      return;
    }
    const kind = KINDS[header.type];
    if (kind === undefined) {
      if (header.type === 'M') throw this.#reading.refused(name, 'it goes on from another volume of the archive');
      this.#sink.notice({ code: 'archive-kind', path: name, before: header.type });
      return;
    }
    // Old programs have no type for folders.
    const isFolder = kind === Kind.directory || (kind === Kind.file && path.at(-1) === SLASH);
    const member: Member = { path, kind: isFolder ? Kind.directory : kind, attributes };
    if (kind === Kind.symbolicLink) {
      member.target = target;
    } else if (kind === Kind.characterDevice || kind === Kind.blockDevice) {
      member.attributes.device = header.device;
    } else if (kind === Kind.file && !isFolder) {
      const sparse = await this.#sparse(header, pax, start, size, name);
      member.bytes = sparse ? await expandSparse(this.#reading, sparse, this.#open) : bytes;
    }
    this.#sink.member(member);
  }

  async #hasData(type: string, size: number, target: Uint8Array): Promise<boolean> {
    if (size === 0 || WITHOUT_DATA.has(type)) return false;
    if (type !== '1' || this.#isPax) return true;
    const first = this.#sink.bytesOf(target);
    return linkHasData(this.#reading, this.#at, size, first?.place === this.#place ? first : undefined);
  }

  async #sparse(header: TarHeader, pax: PaxView, start: number, size: number, name: string) {
    const isOld = header.type === 'S';
    const isPax = pax.has('GNU.sparse.major') || pax.has('GNU.sparse.map') || pax.has('GNU.sparse.numblocks');
    if (!isOld && !isPax) return undefined;
    const sparse: Sparse | undefined = isOld
      ? await oldSparse(this.#reading, header, start)
      : await paxSparse(this.#reading, pax, start, size);
    if (sparse && isOld) this.#at = sparse.dataOffset + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
    if (!sparse || !isWhole(sparse, isOld ? sparse.dataOffset + size : start + size)) {
      throw this.#reading.damaged(`the map of the sparse file “${name}” is wrong`);
    }
    return sparse;
  }

  #attributes(header: TarHeader, pax: PaxView, name: string): Attributes {
    const attributes: Attributes = {
      modifyTime: this.#number(pax, 'mtime', name) ?? header.modifyTime,
      mode: header.mode & 0o7777,
      user: this.#number(pax, 'uid', name) ?? header.user,
      group: this.#number(pax, 'gid', name) ?? header.group,
    };
    const accessTime = this.#number(pax, 'atime', name);
    const attributeTime = this.#number(pax, 'ctime', name);
    if (accessTime !== undefined) attributes.accessTime = accessTime;
    if (attributeTime !== undefined) attributes.attributeTime = attributeTime;
    return attributes;
  }

  #number(pax: PaxView, keyword: string, name: string): number | undefined {
    const value = pax.number(keyword);
    if (value === undefined || Number.isSafeInteger(value)) return value;
    throw this.#reading.damaged(`“${name}” has a ${keyword} that is no number`);
  }
}
