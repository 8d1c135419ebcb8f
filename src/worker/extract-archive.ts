/** Extracts to a zip or tar archive. Loaded when somebody does. */
import { crc32 } from '../archives/crc32';
import type { OutgoingKind, OutgoingMember } from '../archives/outgoing';
import { tarEnd, tarHeader, tarPadding } from '../archives/tar-writer';
import { hasZipRoom, ZIP_CRC_AT, ZipWriter, zipHolds } from '../archives/zip-writer';
import { Kind, NO_MODE } from '../image/tree';
import { ChosenFile } from '../sinks/chosen-file';
import { ComposedBlob } from '../sinks/composed-blob';
import { ExtractTally, OutgoingRows, SMALL_BYTES } from './outgoing-rows';
import type { OutgoingTree } from './outgoing-tree';
import { PacedProgress } from './paced-progress';
import { SourceError, writeFailure } from './saving';
import type { Extracted, Told } from './works';
import { ZipNames } from './zip-names';

/** What a file, a folder and a link may be, where nothing tells. */
const MODES: Readonly<Record<number, number>> = { [Kind.directory]: 0o755, [Kind.symbolicLink]: 0o777 };
const FILE_MODE = 0o644;
/** Bytes of a large file that the browser copies in one go. */
const PIECE_BYTES = 2 ** 25;
const TYPES = { zip: 'application/zip', tar: 'application/x-tar' } as const;
const KINDS: Readonly<Record<number, OutgoingKind>> = {
  [Kind.directory]: 'directory',
  [Kind.file]: 'file',
  [Kind.symbolicLink]: 'link',
  [Kind.characterDevice]: 'character-device',
  [Kind.blockDevice]: 'block-device',
  [Kind.pipe]: 'pipe',
};
const SLASH = Uint8Array.of(0x2f);

export interface ArchiveTo {
  kind: 'zip' | 'tar';
  /** A file that somebody chose; without one the archive is a Blob. */
  file?: FileSystemFileHandle | undefined;
  name: string;
}

/**
 * Writes an archive. Files that cannot be read are left out of it; one that fails in the midst of a chosen file ends it,
 * and that stays what it was. Throws what is a `Failure`; or as `signal` does.
 * @param session whose spool files those of a Blob are
 */
export async function extractToArchive(
  outgoing: OutgoingTree,
  to: ArchiveTo,
  session: string,
  told: Told,
  signal: AbortSignal,
): Promise<Extracted> {
  const writing = <T>(work: Promise<T>) => work.catch((error) => Promise.reject(writeFailure(error, to.name)));
  const file = to.file && (await writing(ChosenFile.open(to.file)));
  const blob = file ? undefined : await writing(ComposedBlob.open(session, `archive-${Date.now()}`));
  const output = new Output((file ?? blob) as ChosenFile | ComposedBlob, writing);
  const extraction = new ArchiveExtraction(outgoing, to.kind, output, told, signal);
  try {
    const done = await extraction.run();
    await writing((async () => file?.flush())());
    signal.throwIfAborted();
    if (file) await writing(file.close());
    return blob ? { ...done, blob: await writing(blob.close(TYPES[to.kind])) } : done;
  } catch (error) {
    await (file ?? blob)?.abort();
    throw error;
  }
}

/** Where the archive goes, and how long it is. */
class Output {
  readonly #to: ChosenFile | ComposedBlob;
  readonly #writing: <T>(work: Promise<T>) => Promise<T>;
  byteLength = 0;

  constructor(to: ChosenFile | ComposedBlob, writing: <T>(work: Promise<T>) => Promise<T>) {
    this.#to = to;
    this.#writing = writing;
  }

  /** Writes over what was written before; undefined where that cannot be. */
  get patch(): ((position: number, bytes: Uint8Array<ArrayBuffer>) => Promise<void>) | undefined {
    const to = this.#to;
    if (!(to instanceof ChosenFile)) return undefined;
    return (position, bytes) => this.#writing(to.patch(position, bytes));
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#writing(this.#to.write(bytes));
    this.byteLength += bytes.length;
  }

  /** Appends a range: a Blob refers to it, and the browser copies it to a file. */
  async append(blob: Blob): Promise<void> {
    await this.#writing(this.#to.append(blob));
    this.byteLength += blob.size;
  }
}

class ArchiveExtraction {
  readonly #rows: OutgoingRows;
  readonly #kind: 'zip' | 'tar';
  readonly #output: Output;
  readonly #signal: AbortSignal;
  readonly #tally: ExtractTally;
  readonly #progress: PacedProgress;
  readonly #zip = new ZipWriter();
  readonly #zipNames: ZipNames | undefined;
  /** Files that are in the archive, by their rows: other names can be links to them. */
  readonly #written = new Set<number>();

  constructor(outgoing: OutgoingTree, kind: 'zip' | 'tar', output: Output, told: Told, signal: AbortSignal) {
    this.#rows = new OutgoingRows(outgoing);
    this.#tally = new ExtractTally(outgoing.lost);
    this.#kind = kind;
    this.#zipNames = kind === 'zip' ? new ZipNames(this.#rows) : undefined;
    this.#output = output;
    this.#signal = signal;
    const { kinds, byteLengths } = outgoing;
    const bytes = byteLengths.reduce((sum, length) => sum + length, 0);
    const files = kinds.reduce((sum, one, row) => sum + Number(row > 0 && one === Kind.file), 0);
    this.#progress = new PacedProgress(bytes, told, files);
  }

  async run(): Promise<Extracted> {
    for (let row = 1; row < this.#rows.count; row++) {
      this.#signal.throwIfAborted();
      await this.#one(row);
    }
    const { byteLength } = this.#output;
    await this.#output.write(this.#kind === 'zip' ? this.#zip.end(byteLength) : tarEnd(byteLength));
    return this.#tally.end();
  }

  async #one(row: number): Promise<void> {
    const kind = this.#rows.kind(row);
    const member = this.#member(row);
    if (!member || (this.#kind === 'zip' && !zipHolds(member))) {
      this.#tally.note({ path: this.#rows.path(row), why: 'special' });
      return;
    }
    if (this.#kind === 'zip' && !hasZipRoom(member)) {
      this.#tally.note({ path: this.#rows.path(row), why: 'name' });
      if (kind === Kind.file) this.#progress.add(member.byteLength, 1);
      return;
    }
    if (kind !== Kind.file) {
      await this.#small(member, this.#kind === 'zip' ? (member.target ?? EMPTY) : EMPTY);
      this.#tally.add(kind === Kind.directory ? 'folders' : 'links');
      this.#noteName(row);
      // A folder that could not be listed to its end.
      if (this.#rows.tree.unread.has(row)) this.#tally.note({ path: this.#rows.path(row), why: 'unread' });
      return;
    }
    const byteLength = this.#rows.byteLength(row);
    if (this.#rows.tree.unread.has(row)) this.#tally.note({ path: this.#rows.path(row), why: 'unread' });
    else if (member.kind === 'hard-link') {
      await this.#small(member, EMPTY);
      this.#tally.add('links');
    } else if (!(await this.#file(row, member))) {
      this.#tally.note({ path: this.#rows.path(row), why: 'unread' });
      this.#progress.add(0, 1);
      return;
    } else {
      this.#written.add(row);
      this.#tally.add('files', byteLength);
      this.#noteName(row);
      this.#progress.add(0, 1);
      return;
    }
    this.#progress.add(byteLength, 1);
  }

  /** Writes a file. False where it cannot be read, and nothing of it is in the archive. */
  async #file(row: number, member: OutgoingMember): Promise<boolean> {
    const byteLength = this.#rows.byteLength(row);
    if (byteLength <= SMALL_BYTES) {
      const bytes = byteLength === 0 ? EMPTY : await this.#rows.bytes(row).catch(() => undefined);
      this.#progress.add(byteLength);
      if (bytes) await this.#small(member, bytes);
      return bytes !== undefined;
    }
    const { patch } = this.#output;
    // Before anything of it is in the archive it is seen whether it can be read.
    const isGood = await isReadable(this.#rows.blob(row));
    if (this.#kind === 'tar' && isGood) {
      await this.#output.write(this.#header(member, 0));
      await this.#range(row);
    } else if (patch && isGood) {
      const at = this.#output.byteLength;
      await this.#output.write(this.#header(member, 0));
      const crc = await this.#pass(row, (piece) => this.#output.write(piece));
      this.#zip.setCrc(crc);
      await patch(at + ZIP_CRC_AT, little32(crc));
    } else {
      const crc = isGood ? await this.#pass(row).catch((error) => this.#orUnread(error)) : undefined;
      if (crc === undefined) {
        if (!isGood) this.#progress.add(byteLength);
        return false;
      }
      await this.#output.write(this.#header(member, crc));
      await this.#output.append(this.#rows.blob(row));
    }
    await this.#pad(byteLength);
    return true;
  }

  /** Appends the bytes of a large file. */
  async #range(row: number): Promise<void> {
    const blob = this.#rows.blob(row);
    // What is only referred to is one part of the whole.
    const length = this.#output.patch ? PIECE_BYTES : blob.size;
    for (let at = 0; at < blob.size; at += length) {
      this.#signal.throwIfAborted();
      const piece = blob.slice(at, at + length);
      try {
        await this.#output.append(piece);
      } catch (error) {
        // The browser does not say which of the two it was.
        throw (await isReadable(piece)) ? error : new SourceError(error);
      }
      this.#progress.add(piece.size);
    }
  }

  #orUnread(error: unknown): undefined {
    this.#signal.throwIfAborted();
    if (!(error instanceof SourceError)) throw error;
    return undefined;
  }

  /** Goes through the bytes of a large file, and sums them up. */
  async #pass(row: number, take?: (piece: Uint8Array) => Promise<void>): Promise<number> {
    let crc = 0;
    const pieces = this.#rows.pieces(row)[Symbol.asyncIterator]();
    try {
      for (;;) {
        this.#signal.throwIfAborted();
        const next = await pieces.next().catch((error) => Promise.reject(new SourceError(error)));
        if (next.done) return crc;
        if (this.#kind === 'zip') crc = crc32(next.value, crc);
        await take?.(next.value);
        this.#progress.add(next.value.length);
      }
    } finally {
      await pieces.return?.(undefined);
    }
  }

  async #small(member: OutgoingMember, bytes: Uint8Array): Promise<void> {
    await this.#output.write(
      this.#header({ ...member, byteLength: bytes.length }, this.#kind === 'zip' ? crc32(bytes) : 0),
    );
    if (bytes.length === 0) return;
    await this.#output.write(bytes);
    await this.#pad(bytes.length);
  }

  #header(member: OutgoingMember, crc: number): Uint8Array<ArrayBuffer> {
    return this.#kind === 'zip' ? this.#zip.header(member, crc, this.#output.byteLength) : tarHeader(member);
  }

  async #pad(byteLength: number): Promise<void> {
    if (this.#kind === 'tar') await this.#output.write(new Uint8Array(tarPadding(byteLength)));
  }

  /** What an entry is in the archive; undefined where it can be none there. */
  #member(row: number): OutgoingMember | undefined {
    const { tree } = this.#rows;
    const kind = KINDS[this.#rows.kind(row)];
    if (!kind) return undefined;
    const mode = tree.modes[row] as number;
    const first = this.#kind === 'tar' ? tree.linked.get(row) : undefined;
    const isOther = first !== undefined && this.#written.has(first);
    return {
      kind: isOther ? 'hard-link' : kind,
      path: this.#pathBytes(row),
      byteLength: this.#rows.byteLength(row),
      mode: mode === NO_MODE ? (MODES[this.#rows.kind(row)] ?? FILE_MODE) : mode,
      modified: tree.modified[row] as number,
      owner: tree.owners.get(row),
      target: isOther ? this.#pathBytes(first) : tree.targets.get(row),
      device: tree.devices.get(row),
    };
  }

  #pathBytes(row: number): Uint8Array {
    if (this.#zipNames) return this.#zipNames.path(row);
    const names = this.#rows.way(row).map((at) => this.#rows.nameBytes(at));
    const path = new Uint8Array(names.reduce((sum, name) => sum + name.length + 1, -1));
    let at = 0;
    for (const name of names) {
      if (at > 0) path.set(SLASH, at++);
      path.set(name, at);
      at += name.length;
    }
    return path;
  }

  /** A zip archive has other names than Unix in some cases. */
  #noteName(row: number): void {
    const name = this.#zipNames?.other(row);
    if (name !== undefined) this.#tally.note({ path: this.#rows.path(row), why: 'renamed', name });
  }
}

const EMPTY = new Uint8Array(0);

/** A file that has changed since is refused by the browser, whatever is read of it. */
function isReadable(blob: Blob): Promise<boolean> {
  return blob
    .slice(-1)
    .arrayBuffer()
    .then(
      (bytes) => bytes.byteLength === 1,
      () => false,
    );
}

function little32(number: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}
