/** The read worker: lists folders through handles, reads and packs files, and puts packed files in order. */
import { expose, transfer, wrap } from 'comlink';
import { Spool } from '../sinks/spool';
import { createSpoolFile, deleteDeadSpoolFiles, deleteSpoolFile, hasSpoolFiles } from '../sinks/spool-files';
import { joinedFile } from '../sources/blob-source';
import { HandlePaths, walkHandles } from '../sources/handles';
import { type ArchiveColumns, columnsOf } from './archive-columns';
import { errorName, isFailure, missingPart, notTakenText, toFailure } from './failure';
import { gatherPacked } from './gatherer';
import { holdLifeline } from './lifeline';
import type { OpenedEntries } from './opened-entries';
import { Packer } from './packer';
import type {
  ArchivePart,
  CheckRequest,
  CheckResult,
  Digests,
  Names,
  PathRequest,
  Places,
  ReadWorker,
  RecordedRequest,
  SourceId,
  SourceInfo,
  TreeSink,
} from './protocol';
import type { EntryAbout, Failure } from './session';
import type { Unpack, UnpackHost } from './unpacking';

interface Root {
  paths?: HandlePaths;
  /** It is an archive or image, which lies in its files. */
  isOpened: boolean;
  files: Map<string, FileSystemFileHandle>;
  folders: number;
}

/** What is opened, and the session of it. */
interface Openable {
  source: SourceId;
  name: string;
  discSession: number | undefined;
}

const CHECKS_AT_ONCE = 32;
/** Numbers for the stores of an archive. */
const ARCHIVE_STORES = 2 ** 12;
/** Folders told to the tree in one message. */
const FOLDER_BATCH = 256;

export class Reader implements ReadWorker {
  readonly #roots = new Map<SourceId, Root>();
  /** The files of archives and images that lie in several, as they were when they were opened. */
  readonly #pieces = new Map<SourceId, readonly File[]>();
  #tree!: TreeSink;
  #spool!: Spool;
  #newSpool!: () => Spool;
  #packer!: Packer;
  #session = '';
  readonly #memoryLimit: number | undefined;
  #digesting: AbortController | undefined;
  #openedEntries: Promise<OpenedEntries> | undefined;
  /** What ends the listing of a source. */
  readonly #walks = new Map<SourceId, AbortController>();

  readonly #unpack: Unpack;
  #nextStores!: (count: number) => number;
  /** Why an archive cannot be opened, until the job that wanted it ends. */
  #unopened: Failure | undefined;

  /**
   * @param unpack reads archives
   * @param memoryLimit bytes of small files beyond which they go to files
   */
  constructor({ unpack, memoryLimit }: { unpack: Unpack; memoryLimit?: number | undefined }) {
    this.#unpack = unpack;
    this.#memoryLimit = memoryLimit;
  }

  live(lifeline: string): Promise<void> {
    return holdLifeline(lifeline);
  }

  connect(tree: MessagePort, session: string, firstStore: number): void {
    this.#tree = wrap<TreeSink>(tree);
    this.#session = session;
    let next = firstStore;
    this.#nextStores = (count) => {
      next += count;
      return next - count;
    };
    this.#newSpool = () =>
      new Spool({
        nextStore: () => next++,
        sealed: (store, blob) => void this.#tree.store(store, blob),
        createFile: hasSpoolFiles() ? (name) => createSpoolFile(session, name) : undefined,
        ...(this.#memoryLimit === undefined ? {} : { memoryLimit: this.#memoryLimit }),
      });
    this.#spool = this.#newSpool();
    this.#packer = this.#newPacker();
    expose(this, tree);
    void deleteDeadSpoolFiles();
  }

  async know(sources: SourceInfo[]): Promise<void> {
    for (const { source, directory, files = [], archive } of sources) {
      const byName = new Map(files.map((handle) => [handle.name, handle]));
      const root: Root = { files: byName, folders: 1, isOpened: archive !== undefined };
      if (directory) root.paths = new HandlePaths(directory);
      this.#roots.set(source, root);
      this.#packer.admit(source);
    }
  }

  async list(sources: SourceInfo[]): Promise<void> {
    await this.know(sources);
    const signal = this.#begin(sources.map(({ source }) => source));
    for (const { source, directory, files = [], archive, discSession } of sources) {
      if (archive !== undefined) {
        await this.#openHandles({ source, name: archive, discSession }, files, signal);
        continue;
      }
      if (directory) await this.#walk(source, directory, 0, signal);
      const names = files.map(({ name }) => name);
      await this.#packer.add({ source, numbering: 'handles', parents: 0, names, open: opener(files) });
      if (signal.aborted) return;
    }
  }

  async openArchive(source: SourceId, name: string, files: File[], discSession?: number): Promise<void> {
    await this.#open({ source, name, discSession }, files, this.#begin([source]));
  }

  async listFolder(source: SourceId, path: string[], folder: number): Promise<void> {
    const root = this.#roots.get(source);
    if (!root?.paths) return;
    root.folders = Math.max(root.folders, folder + 1);
    const signal = this.#begin([source]);
    try {
      await this.#walk(source, await root.paths.folder(path), folder, signal);
    } catch (error) {
      await this.#tree.folderFailed(source, 'handles', folder, errorName(error));
    }
  }

  async readPaths(source: SourceId, requests: PathRequest[]): Promise<void> {
    this.#begin([source]);
    await this.#packer.add({
      source,
      numbering: 'tree',
      parents: requests.map(({ parent }) => parent),
      names: requests.map(({ path }) => path.at(-1) as string),
      open: (at) => this.#fileAt(source, (requests[at] as PathRequest).path),
    });
  }

  async addFiles(source: SourceId, parents: number[], names: string[], files: File[]): Promise<void> {
    await this.#packer.add({ source, numbering: 'page', parents, names, open: (at) => files[at] as File });
  }

  async finish(): Promise<Failure | undefined> {
    const packer = this.#packer;
    try {
      await packer.finish();
      const unopened = this.#unopened;
      this.#unopened = undefined;
      return unopened;
    } catch (error) {
      // What is being added meanwhile is refused as well, and told of when that is finished.
      if (packer === this.#packer && packer.isIdle) this.#packer = this.#newPacker();
      return toFailure(error);
    }
  }

  async cancel(sources: SourceId[]): Promise<void> {
    for (const source of sources) {
      this.#walks.get(source)?.abort();
      this.#packer.drop(source);
    }
  }

  async check(files: CheckRequest[]): Promise<CheckResult[]> {
    const results: CheckResult[] = new Array(files.length);
    let next = 0;
    const work = async () => {
      for (let at = next++; at < files.length; at = next++) results[at] = await this.#check(files[at] as CheckRequest);
    };
    await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, work));
    return results;
  }

  async gather(stores: Map<number, Blob>, from: Places): Promise<Pick<Places, 'stores' | 'offsets'> | Failure> {
    try {
      return await gatherPacked(stores, from, this.#newSpool());
    } catch (error) {
      return toFailure(error);
    }
  }

  async digest(stores: Map<number, Blob>, places: Places, endBytes: number | undefined): Promise<Digests | Failure> {
    this.#digesting = new AbortController();
    const { signal } = this.#digesting;
    try {
      const { digestContents } = await import('./digester').catch(missingPart);
      return await digestContents(stores, places, endBytes, signal, (bytes) => void this.#tree.digested(bytes));
    } catch (error) {
      return toFailure(error);
    }
  }

  async stopDigesting(): Promise<void> {
    this.#digesting?.abort();
  }

  async recorded(request: RecordedRequest): Promise<EntryAbout | undefined> {
    this.#openedEntries ??= import('./opened-entries').catch(missingPart).then((part) => new part.OpenedEntries());
    return (await this.#openedEntries).recorded(request);
  }

  async discard(stores: number[]): Promise<void> {
    for (const store of stores) await deleteSpoolFile(this.#session, String(store));
  }

  async #openHandles(openable: Openable, handles: readonly FileSystemFileHandle[], signal: AbortSignal): Promise<void> {
    const files: File[] = [];
    for (const handle of handles) {
      try {
        files.push(await handle.getFile());
      } catch (error) {
        this.#unopened = { code: 'unreadable', message: notTakenText(handle.name, errorName(error)), log: '' };
        return;
      }
    }
    if (files.length > 0) await this.#open(openable, files, signal);
  }

  async #open({ source, name, discSession }: Openable, files: File[], signal: AbortSignal): Promise<void> {
    const firstStore = this.#nextStores(ARCHIVE_STORES);
    const request = { files, name, session: this.#session, firstStore, discSession };
    const file = joinedFile(files);
    if (files.length > 1) this.#pieces.set(source, files);
    const told = (bytes: number) => void this.#tree.unpacking(source, bytes, file.size);
    told(0);
    const made: number[] = [];
    let isFirst = true;
    const send = (first: number, rows: ArchiveColumns, end?: ArchivePart['end']) => {
      const part: ArchivePart = { source, first, rows, ...(isFirst ? { file } : {}), ...(end ? { end } : {}) };
      isFirst = false;
      return this.#tree.archive(transfer(part, [rows.numbers.buffer]));
    };
    const host: UnpackHost = {
      told,
      made: (store) => void made.push(store),
      given: async (first, rows) => {
        if (!signal.aborted) await send(first, rows);
      },
    };
    const unpacked = await this.#unpack(request, host, signal).catch(toFailure);
    if (signal.aborted || isFailure(unpacked)) {
      void this.#discardLater(made);
      if (!signal.aborted) this.#unopened = unpacked as Failure;
      return;
    }
    const { rows: parts, first, stores, ...end } = unpacked;
    for (const [store, blob] of stores) await this.#tree.store(store, blob);
    let next = first;
    for (const rows of parts) {
      if (signal.aborted) return;
      await send(next, rows);
      next += rows.names.length;
    }
    await send(next, columnsOf([]), { ...end, stores: stores.map(([store]) => store) });
  }

  /** What was unpacked so far is nobody's; a worker that was ended may hold it, and tell of it, a moment longer. */
  async #discardLater(stores: number[]): Promise<void> {
    for (const wait of [0, 500, 5000]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      await this.discard(stores);
    }
  }

  #newPacker(): Packer {
    return new Packer(
      this.#spool,
      (read, failed, progress) => this.#tree.files(read, failed, progress),
      (progress) => void this.#tree.seen(progress),
    );
  }

  /** Sources are listed or read from now on, until they are cancelled. */
  #begin(sources: SourceId[]): AbortSignal {
    const walk = new AbortController();
    for (const source of sources) {
      this.#walks.get(source)?.abort();
      this.#walks.set(source, walk);
      this.#packer.admit(source);
    }
    return walk.signal;
  }

  async #walk(
    source: SourceId,
    directory: FileSystemDirectoryHandle,
    serial: number,
    signal: AbortSignal,
  ): Promise<void> {
    const root = this.#roots.get(source) as Root;
    const emptyNames = (): Names => ({ source, numbering: 'handles', parents: [], names: [], folders: [] });
    let found = emptyNames();
    // Files are reported on the same port and later, so the tree knows their folder by then.
    const tell = () => {
      if (found.names.length > 0) void this.#tree.names(found);
      found = emptyNames();
    };
    await walkHandles(directory, serial, () => root.folders++, {
      signal,
      folder: (parent, name, folder) => {
        found.parents.push(parent);
        found.names.push(name);
        found.folders.push(folder);
        if (found.names.length >= FOLDER_BATCH) tell();
      },
      files: (parents, names, handles) => {
        tell();
        return this.#packer.add({ source, numbering: 'handles', parents, names, open: lastOpener(handles) });
      },
      failed: (folder, error) => {
        tell();
        void this.#tree.folderFailed(source, 'handles', folder, errorName(error));
      },
    });
    tell();
  }

  async #fileAt(source: SourceId, path: string[]): Promise<File> {
    const pieces = await this.#piecesNow(source);
    if (pieces) return joinedFile(pieces);
    const root = this.#roots.get(source);
    const handle = root?.paths ? await root.paths.file(path) : root?.files.get(path[0] as string);
    if (!handle) throw new DOMException('There is no handle for this file.', 'InvalidStateError');
    return handle.getFile();
  }

  /** The files of an archive or image, by their handles. */
  async #piecesNow(source: SourceId): Promise<File[] | undefined> {
    const root = this.#roots.get(source);
    if (!root?.isOpened || root.files.size === 0) return undefined;
    return Promise.all([...root.files.values()].map((handle) => handle.getFile()));
  }

  async #check({ source, path, file }: CheckRequest): Promise<CheckResult> {
    // A file that is joined tells the sum of its pieces' lengths, and the newest of their times.
    const before = this.#pieces.get(source) ?? [file];
    try {
      // A reference that the browser would refuse to deliver is refused here as well. Firefox refuses none: it delivers
      // what is there now.
      for (const one of before) if (!(await hasLastByte(one))) return 'changed';
    } catch (error) {
      return errorName(error) === 'NotFoundError' ? 'missing' : 'changed';
    }
    try {
      const now = before.length > 1 ? await this.#piecesNow(source) : undefined;
      return areSame(before, now ?? [await this.#fileAt(source, path)]) ? 'same' : 'changed';
    } catch (error) {
      // Names that handles hide, inputs, and what may not be looked at have been checked as well as can be.
      return ['InvalidStateError', 'NotAllowedError', 'TypeError'].includes(errorName(error)) ? 'same' : 'missing';
    }
  }
}

const opener = (handles: readonly FileSystemFileHandle[]) => (at: number) =>
  (handles[at] as FileSystemFileHandle).getFile();

/** The same for handles that nobody needs any more: each is let go when it was asked. */
const lastOpener = (handles: (FileSystemFileHandle | undefined)[]) => (at: number) => {
  const handle = handles[at] as FileSystemFileHandle;
  handles[at] = undefined;
  return handle.getFile();
};

/** Rejects where the browser refuses to deliver it. */
async function hasLastByte(file: File): Promise<boolean> {
  return file.size === 0 || (await file.slice(file.size - 1).arrayBuffer()).byteLength === 1;
}

/** Whether files are what they were, by what is known without reading them. */
const areSame = (before: readonly File[], now: readonly File[]) =>
  before.length === now.length &&
  before.every(({ size, lastModified }, at) => size === now[at]?.size && lastModified === now[at]?.lastModified);
