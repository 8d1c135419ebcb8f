/** What is in an archive that was dropped, read in a worker of its own: it may compute for long, and then be ended. */
import { readArchive } from '../archives/archive';
import { ArchiveError } from '../archives/archive-error';
import type { ArchiveEntry, ArchiveTree } from '../archives/member-tree';
import { type SevenZipFactory, startSevenZip } from '../archives/seven-zip-module';
import type { Attributes } from '../image/attributes';
import type { ChosenOptions } from '../image/choice';
import { decodeName } from '../image/names';
import type { Notice } from '../image/notices';
import type { ImageAbout } from '../opened/image-about';
import { imageStem } from '../opened/image-names';
import type { OpenedBoot } from '../opened/opened-boot';
import { ImageError } from '../reader/image-error';
import { Spool } from '../sinks/spool';
import { createSpoolFile, hasSpoolFiles } from '../sinks/spool-files';
import { blobSource } from '../sources/blob-source';
import { type ArchiveColumns, columnsOf } from './archive-columns';
import { BlobSpool, FileSpool } from './expanding';
import { missingPart, toFailure } from './failure';
import { SMALL_BYTES } from './packer';
import { LARGE } from './protocol';
import type { Failure } from './session';
import { StoreWindows } from './store-windows';
import { FIRST_EXPANDED } from './stores';

/** An archive, and numbers for what is made of it. */
export interface UnpackRequest {
  /** One, or all those of an image that lies in several, in their order. */
  files: File[];
  name: string;
  session: string;
  /** The session of a disc image; without one the last. */
  discSession?: number | undefined;
  /** The first number that stores may have. */
  firstStore: number;
}

/** An entry of an archive; folders stand before what is in them. */
export interface ArchiveRow {
  /** The row of its folder; -1: the top. */
  parent: number;
  name: string;
  kind: ArchiveEntry['kind'];
  attributes: Attributes;
  target?: Uint8Array;
  /** Of a file that is not empty, another name of one as well; the store `LARGE` is the archive itself. */
  content?: { byteLength: number; store: number; offset: number };
  /** An earlier row which is another name of the same file. */
  sameAs?: number;
  /** Where it is no UTF-8. */
  nameBytes?: Uint8Array;
  /** It cannot be read, which is told of. */
  isUnreadable?: boolean;
  /** `Mark`s that an image tells of it. */
  marks?: number;
}

/** What makes an image again that was opened. */
export interface OpenedOptions {
  options: ChosenOptions;
  volumeName: string;
  /** What it is like itself. */
  about: ImageAbout;
  boot?: BootRows;
}

/** What it boots from: files by their rows, and where the others are. */
export interface BootRows extends OpenedBoot {
  contents: { byteLength: number; store: number; offset: number }[];
}

/** A number for each of some rows. */
export interface RowNumbers {
  rows: Uint32Array;
  numbers: Int32Array;
}

/** What is known of an archive when all of it was read. */
export interface ArchiveEnd {
  root?: Attributes;
  notices: Notice[];
  /** Of a disc image. */
  image?: OpenedOptions;
  /** Rows of an image, and how near to the beginning each lies. */
  weights?: RowNumbers;
  /** Rows of an image, and `Mark`s that they have besides. */
  marks?: RowNumbers;
}

/** An archive, but for the rows that were given before. */
export interface Unpacked extends ArchiveEnd {
  /** In parts; the number of the first row. */
  first: number;
  rows: ArchiveColumns[];
  /** Of what was decompressed or decoded. */
  stores: [number, Blob][];
}

/** Who wants to know how the reading of an archive goes on. */
export interface UnpackHost {
  /** How much of it was read, in bytes. */
  told(bytes: number): void | Promise<void>;
  /** The number of each store before its file is made: who wants none of it can discard them. */
  made(store: number): void | Promise<void>;
  /** Rows that are known before all of it is. Resolves when others may come. */
  given(first: number, rows: ArchiveColumns): Promise<void>;
}

/** Reads an archive. */
export type Unpack = (request: UnpackRequest, host: UnpackHost, signal: AbortSignal) => Promise<Unpacked | Failure>;

/** Code of the failure that an archive cannot be opened. */
const ARCHIVE_FAILED = 'archive';
/** Milliseconds between two words of how far it is. */
const PACE = 100;
/** Bytes of small files that are held in memory on their way. */
const GROUP_BYTES = 2 ** 26;
/** Rows that cross at once. */
const PART_ROWS = 1000;

/** What workers have, and the page has not. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** Reads an archive; what is decompressed goes to files where there are any, small files are packed as those of folders. */
export const unpack: Unpack = async ({ files, name, session, firstStore, discSession }, host, signal) => {
  const [file = new File([], name)] = files;
  const stores: [number, Blob][] = [];
  const places = new Map<number, Blob>([[0, file]]);
  let next = firstStore;
  let saidAt = 0;
  let given = 0;
  const progress = (bytes: number) => {
    if (Date.now() - saidAt < PACE) return;
    saidAt = Date.now();
    host.told(bytes);
  };
  const createFile = (store: number) => {
    host.made(store);
    return createSpoolFile(session, String(store));
  };
  const newSpool = async () => {
    const store = FIRST_EXPANDED + next++;
    const completed = (blob: Blob) => {
      places.set(places.size, blob);
      stores.push([store, blob]);
    };
    const spool = hasSpoolFiles() ? new FileSpool(await createFile(store), completed) : new BlobSpool(completed);
    return { spool, store };
  };
  try {
    if (imageStem(name) !== undefined) {
      const { readImage } = await import('./opening-images').catch(missingPart);
      const imageHost = {
        spool: newSpool,
        progress,
        given: (some: ArchiveRow[]) => {
          const first = given;
          given += some.length;
          return host.given(first, columnsOf(some));
        },
      };
      const { rows, ...end } = await readImage(files, name, imageHost, discSession);
      return { ...end, first: given, rows: inParts(rows), stores };
    }
    const tree = await readArchive(blobSource(file), name, {
      signal,
      progress,
      bytesAtOnce: {
        byteLength: file.size,
        read: (offset, into) => {
          const bytes = new Uint8Array(
            new FileReaderSync().readAsArrayBuffer(file.slice(offset, offset + into.length)),
          );
          into.set(bytes);
          return bytes.length;
        },
      },
      spool: async () => (await newSpool()).spool,
      sevenZip,
    });
    const numbers = [LARGE, ...stores.map(([store]) => store)];
    const spool = new Spool({
      nextStore: () => next++,
      sealed: (store, blob) => stores.push([store, blob]),
      createFile: hasSpoolFiles() ? (store) => createFile(Number(store)) : undefined,
    });
    const rows = await packed(tree, places, numbers, spool);
    shareContents(rows);
    const { root, notices } = tree;
    return { ...(root ? { root } : {}), notices, first: 0, rows: inParts(rows), stores };
  } catch (error) {
    if (error instanceof ImageError) {
      return { code: ARCHIVE_FAILED, message: `“${name}” cannot be opened. ${error.message}`, log: '' };
    }
    if (error instanceof ArchiveError) return { code: ARCHIVE_FAILED, message: error.message, log: '' };
    const failure = toFailure(error);
    // Nothing that was given stays, even where files of a folder would for which there was room.
    return given > 0 && failure.code === 'no-space' ? { ...failure, code: ARCHIVE_FAILED } : failure;
  }
};

function inParts(rows: readonly ArchiveRow[]): ArchiveColumns[] {
  const parts: ArchiveColumns[] = [];
  for (let at = 0; at < rows.length; at += PART_ROWS) parts.push(columnsOf(rows.slice(at, at + PART_ROWS)));
  return parts;
}

/** Every name of a file knows where its bytes are: in the tree the first may be left out, wait for a choice or be edited. */
function shareContents(rows: ArchiveRow[]): void {
  for (const row of rows) {
    const { content } = row.sameAs === undefined ? row : (rows[row.sameAs] as ArchiveRow);
    if (content) row.content = content;
  }
}

/** The rows of a tree, with its small files packed. */
async function packed(
  { entries }: ArchiveTree,
  places: ReadonlyMap<number, Blob>,
  stores: readonly number[],
  spool: Spool,
): Promise<ArchiveRow[]> {
  const rows = entries.map(({ parent, name, kind, attributes, target, bytes, sameAs }): ArchiveRow => {
    const content = bytes && {
      byteLength: bytes.byteLength,
      store: stores[bytes.place] as number,
      offset: bytes.offset,
    };
    return {
      parent,
      name: decodeName(name),
      kind,
      attributes,
      ...(target ? { target } : {}),
      ...(content ? { content } : {}),
      ...(sameAs === undefined ? {} : { sameAs }),
    };
  });
  for (const group of groups(entries)) {
    const contents = await readInOrder(group, entries, new StoreWindows(places));
    for (const row of group) {
      const bytes = contents.get(row) as Uint8Array;
      const room = await spool.reserve(bytes.length);
      room.bytes.set(bytes);
      (rows[row] as ArchiveRow).content = { byteLength: bytes.length, store: room.store, offset: room.offset };
    }
  }
  await spool.seal();
  return rows;
}

/** Small files in the order of the tree, which is nearly that of the image: as many at a time as memory may hold. */
function* groups(entries: readonly ArchiveEntry[]): Generator<number[]> {
  let group: number[] = [];
  let bytes = 0;
  for (const [row, { bytes: where }] of entries.entries()) {
    if (!where || where.byteLength > SMALL_BYTES) continue;
    group.push(row);
    bytes += where.byteLength;
    if (bytes < GROUP_BYTES) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  yield group;
}

/** Reads files in the order in which they lie, so that each part of the archive is read once for all of them. */
async function readInOrder(
  group: readonly number[],
  entries: readonly ArchiveEntry[],
  windows: StoreWindows,
): Promise<Map<number, Uint8Array>> {
  const contents = new Map<number, Uint8Array>();
  const where = (row: number) => (entries[row] as ArchiveEntry).bytes as NonNullable<ArchiveEntry['bytes']>;
  const inOrder = group.toSorted((a, b) => where(a).place - where(b).place || where(a).offset - where(b).offset);
  for (const row of inOrder) {
    const { place, offset, byteLength } = where(row);
    const bytes = new Uint8Array(byteLength);
    let done = 0;
    for await (const part of windows.parts(place, offset, byteLength)) {
      bytes.set(part, done);
      done += part.length;
    }
    contents.set(row, bytes);
  }
  return contents;
}

/** Starts 7-Zip, which is loaded when it is needed first. */
async function sevenZip() {
  const [{ default: make }, { default: url }] = await Promise.all([
    import('7z-wasm/7zz.es6.js'),
    import('virtual:seven-zip'),
  ]).catch(missingPart);
  compiled ??= WebAssembly.compileStreaming(fetch(url));
  return startSevenZip(make as unknown as SevenZipFactory, await compiled.catch(missingPart));
}

let compiled: Promise<WebAssembly.Module> | undefined;
