/** A dropped folder through `webkitGetAsEntry`: every name, on the page's thread, which alone can do this. */

/** Names found, as columns. A folder is known by its serial number; the dropped folder itself is 0. */
export interface NameBatch {
  /** Serial of the folder that each name is in. */
  parents: number[];
  names: string[];
  /** Serial of the folder that this name is, or `NOT_A_FOLDER`. */
  folders: number[];
}
export const NOT_A_FOLDER = -1;

/** Files found, as columns. */
export interface FileBatch {
  parents: number[];
  names: string[];
  files: File[];
}
export interface UnreadFile {
  parent: number;
  name: string;
  error: unknown;
}

/**
 * Chromium on Linux gives a name that is not UTF-8 as an empty one, under which the folder itself would be opened
 * again, without end. It stands in the list under a name that says so, and cannot be read.
 */
const standIn = (number: number) => `\uFFFD (not a UTF-8 name) ${number}`;
const isStandIn = (name: string) => /^\uFFFD \(not a UTF-8 name\) \d+$/.test(name);

const BATCH_NAMES = 1000;
/** Milliseconds after which fewer are told, too: somebody looks on. */
const PACE = 100;
const BATCH_FILES = 256;
const FOLDERS_AT_ONCE = 8;
const FILES_AT_ONCE = 32;
/** Batches that were sent and not yet answered. */
const UNANSWERED = 4;

/** The folders of one dropped folder, kept so that files which handles hide can be read later. */
export class EntryFolders {
  readonly #folders: FileSystemDirectoryEntry[];

  constructor(root: FileSystemDirectoryEntry) {
    this.#folders = [root];
  }

  /**
   * Lists every name below a folder, several folders at a time, in no special order.
   * @param emit takes at most 1,000 names; few calls are left unanswered
   * @param failed a folder that could not be read to its end
   */
  async list(
    serial: number,
    emit: (batch: NameBatch) => Promise<unknown>,
    failed: (serial: number, error: unknown) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const outbox = new Outbox(emit);
    const waiting = [serial];
    let batch = newBatch();
    let told = performance.now();
    let unlisted: { folder: number; error: unknown }[] = [];
    const flush = async () => {
      const full = batch;
      const failures = unlisted;
      batch = newBatch();
      told = performance.now();
      unlisted = [];
      const sent = full.names.length > 0 ? outbox.send(full) : undefined;
      // A folder is known by its number only once its name was sent.
      for (const { folder, error } of failures) failed(folder, error);
      await sent;
    };
    const listFolder = async (folder: number) => {
      let nameless = 0;
      try {
        for await (const entries of batchesOf(this.#folder(folder))) {
          for (const entry of entries) {
            batch.parents.push(folder);
            const { name } = entry;
            const isFolder = entry.isDirectory && name !== '';
            batch.names.push(name === '' ? standIn(++nameless) : name);
            batch.folders.push(isFolder ? this.#enter(entry as FileSystemDirectoryEntry, waiting) : NOT_A_FOLDER);
          }
          if (batch.names.length > BATCH_NAMES - 100 || performance.now() > told + PACE) await flush();
          if (signal.aborted) return;
        }
      } catch (error) {
        unlisted.push({ folder, error });
      }
    };
    const atWork = new Set<Promise<void>>();
    while ((waiting.length > 0 || atWork.size > 0) && !signal.aborted) {
      while (waiting.length > 0 && atWork.size < FOLDERS_AT_ONCE) {
        const work: Promise<void> = listFolder(waiting.pop() as number).finally(() => atWork.delete(work));
        atWork.add(work);
      }
      await Promise.race(atWork);
    }
    if (signal.aborted) return;
    await flush();
    await outbox.empty();
  }

  /**
   * Reads the `File`s right in a folder.
   * @param wanted their names; undefined: all of them
   */
  async files(
    serial: number,
    wanted: ReadonlySet<string> | undefined,
    emit: (batch: FileBatch, failures: UnreadFile[]) => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    const outbox = new Outbox((batch: { files: FileBatch; failures: UnreadFile[] }) =>
      emit(batch.files, batch.failures),
    );
    const nameless = [...(wanted ?? [])].filter(isStandIn);
    if (nameless.length > 0) {
      const error = new DOMException('The name is not UTF-8.', 'EncodingError');
      const failures = nameless.map((name): UnreadFile => ({ parent: serial, name, error }));
      await outbox.send({ files: { parents: [], names: [], files: [] }, failures });
    }
    for await (const entries of batchesOf(this.#folder(serial), BATCH_FILES)) {
      if (signal.aborted) return;
      const found = entries.filter((entry) => entry.isFile && (wanted?.has(entry.name) ?? true));
      const files: FileBatch = { parents: [], names: [], files: [] };
      const failures: UnreadFile[] = [];
      for (let first = 0; first < found.length; first += FILES_AT_ONCE) {
        const group = found.slice(first, first + FILES_AT_ONCE);
        const results = await Promise.allSettled(group.map((entry) => fileOf(entry as FileSystemFileEntry)));
        results.forEach((result, at) => {
          const { name } = group[at] as FileSystemEntry;
          if (result.status === 'rejected') {
            failures.push({ parent: serial, name, error: result.reason });
            return;
          }
          files.parents.push(serial);
          files.names.push(name);
          files.files.push(result.value);
        });
      }
      if (files.files.length + failures.length > 0) await outbox.send({ files, failures });
    }
    await outbox.empty();
  }

  /** The `File` at a path below the dropped folder as it is now. Rejects when it is gone or may not be read. */
  async fileAt(path: readonly string[]): Promise<File> {
    const entry = await new Promise<FileSystemEntry>((resolve, reject) =>
      this.#folder(0).getFile(path.join('/'), {}, resolve, reject),
    );
    return fileOf(entry as FileSystemFileEntry);
  }

  #folder(serial: number): FileSystemDirectoryEntry {
    const folder = this.#folders[serial];
    if (!folder) throw new RangeError(`Folder ${serial} was never listed (this is a defect of Isodrop).`);
    return folder;
  }

  #enter(folder: FileSystemDirectoryEntry, waiting: number[]): number {
    const serial = this.#folders.push(folder) - 1;
    waiting.push(serial);
    return serial;
  }
}

/** The `File` of a dropped file. Rejects when it is gone or may not be read. */
export function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

const newBatch = (): NameBatch => ({ parents: [], names: [], folders: [] });

/** What is in a folder. `readEntries` gives some (Chromium 100) and must be called until it gives none. */
async function* batchesOf(folder: FileSystemDirectoryEntry, atLeast = 1): AsyncGenerator<FileSystemEntry[]> {
  const reader = folder.createReader();
  let batch: FileSystemEntry[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    batch = batch.length === 0 ? entries : batch.concat(entries);
    if (batch.length >= atLeast || (entries.length === 0 && batch.length > 0)) {
      yield batch;
      batch = [];
    }
    if (entries.length === 0) return;
  }
}

/** Sends batches and lets only a few of them go unanswered, so that a slow receiver is not buried. */
class Outbox<T> {
  readonly #emit: (batch: T) => Promise<unknown>;
  readonly #unanswered: Promise<unknown>[] = [];

  constructor(emit: (batch: T) => Promise<unknown>) {
    this.#emit = emit;
  }

  async send(batch: T): Promise<void> {
    this.#unanswered.push(this.#emit(batch));
    if (this.#unanswered.length > UNANSWERED) await this.#unanswered.shift();
  }

  async empty(): Promise<void> {
    await Promise.all(this.#unanswered.splice(0));
  }
}
