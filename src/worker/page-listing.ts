/** What only the page's thread can list and read: a drop's entries, and Files of an input. */
import { type FileBatch, fileOf, type NameBatch } from '../sources/entries';
import { fileNames } from '../sources/inputs';
import { observeChanges } from '../sources/observer';
import type { AddedSources } from './added-sources';
import { errorName } from './failure';
import type { PageWorkers } from './page-workers';
import type { FileFailed, FileNow, JobId, PageService, SourceId } from './protocol';

/** Files sent to the read worker, and names to the tree, in one message. */
const BATCH_FILES = 256;
const BATCH_NAMES = 1000;
/** Loose files of one drop that are observed: more would be a burden. */
const OBSERVED_FILES = 32;

export class PageListing implements Pick<PageService, 'readEntries' | 'listEntries' | 'filesNow'> {
  readonly #workers: PageWorkers;
  readonly #added: AddedSources;
  #abort = new AbortController();

  constructor(workers: PageWorkers, added: AddedSources) {
    this.#workers = workers;
    this.#added = added;
  }

  /** Of what is listed and read from now on: aborted by `stop`. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async readEntries(source: SourceId, folder: number, names: string[] | undefined): Promise<void> {
    const { folders, loose } = this.#added.source(source);
    const { signal } = this.#abort;
    const emit = async (batch: FileBatch, failures: { parent: number; name: string; error: unknown }[]) => {
      if (signal.aborted) return;
      if (failures.length > 0) await this.#workers.tree.filesFailed(source, failures.map(toFailed));
      if (batch.files.length > 0) await this.#workers.read.addFiles(source, batch.parents, batch.names, batch.files);
    };
    if (folders) {
      try {
        await folders.files(folder, names && new Set(names), emit, signal);
      } catch (error) {
        await this.#workers.tree.folderFailed(source, 'page', folder, errorName(error));
      }
      return;
    }
    for (const name of names ?? loose?.keys() ?? []) {
      const entry = loose?.get(name);
      if (!entry || signal.aborted) continue;
      try {
        await emit({ parents: [0], names: [name], files: [await fileOf(entry)] }, []);
      } catch (error) {
        await emit({ parents: [], names: [], files: [] }, [{ parent: 0, name, error }]);
      }
    }
  }

  async listEntries(source: SourceId, folder: number): Promise<void> {
    const { folders, loose } = this.#added.source(source);
    if (folders) {
      const failed = (serial: number, error: unknown) =>
        void this.#workers.tree.folderFailed(source, 'page', serial, errorName(error));
      await folders.list(folder, (batch) => this.#sendNames(source, batch), failed, this.#abort.signal);
    } else if (loose) {
      await this.#sendNames(source, looseNames(loose));
    }
  }

  async filesNow(source: SourceId, paths: string[][]): Promise<FileNow[]> {
    const { folders } = this.#added.source(source);
    const now = async (path: string[]): Promise<FileNow> => {
      const file = await folders?.fileAt(path);
      return file && { byteLength: file.size, modified: file.lastModified };
    };
    const failed = (error: unknown) => (errorName(error) === 'NotFoundError' ? 'missing' : undefined);
    return Promise.all(paths.map((path) => now(path).catch(failed)));
  }

  /** Lists what the page can of a job's sources, and sends the Files that it has. */
  async list(job: JobId, ids: SourceId[]): Promise<void> {
    const { signal } = this.#abort;
    const { tree } = this.#workers;
    await Promise.all(ids.map((id) => this.listEntries(id, 0)));
    for (const id of ids) {
      const source = this.#added.source(id);
      const { pushed, archiveFiles, info } = source;
      if (archiveFiles) await this.#workers.read.openArchive(id, info.archive ?? '', archiveFiles, info.discSession);
      // Files weigh much: the read worker has them now, and packs most of them. While something is lost they are kept,
      // as they will be added again when it comes.
      if (this.#added.incomplete.length === 0) source.pushed = undefined;
      if (pushed) await this.#push(id, pushed.folders, pushed.files, signal);
    }
    await tree.pageDone(job);
  }

  /** Has changes of a source told to the tree, where the browser can. */
  async observe(id: SourceId): Promise<void> {
    const { directory, files = [] } = this.#added.source(id).info;
    const handles = directory ? [directory] : files;
    if (handles.length === 0 || handles.length > OBSERVED_FILES) return;
    const observed = await Promise.all(
      handles.map((handle) =>
        observeChanges(handle, (changes) => {
          const named = directory ? changes : changes.map(({ kind }) => ({ kind, path: [handle.name] }));
          void this.#workers.tree.changed(id, named);
        }),
      ),
    );
    if (observed.every(Boolean)) await this.#workers.tree.observed(id);
  }

  async #push(source: SourceId, folders: NameBatch, batch: FileBatch, signal: AbortSignal): Promise<void> {
    await this.#sendNames(source, folders);
    for (let first = 0; first < batch.names.length && !signal.aborted; first += BATCH_NAMES) {
      const end = first + BATCH_NAMES;
      await this.#sendNames(
        source,
        fileNames({ parents: batch.parents.slice(first, end), names: batch.names.slice(first, end) }),
      );
    }
    for (let first = 0; first < batch.files.length && !signal.aborted; first += BATCH_FILES) {
      const [parents, names, files] = [batch.parents, batch.names, batch.files].map((column) =>
        column.slice(first, first + BATCH_FILES),
      ) as [number[], string[], File[]];
      await this.#workers.read.addFiles(source, parents, names, files);
    }
  }

  #sendNames(source: SourceId, batch: NameBatch): Promise<void> {
    return this.#workers.tree.names({ source, numbering: 'page', ...batch });
  }
}

const looseNames = (loose: Map<string, FileSystemFileEntry>): NameBatch => {
  const names = [...loose.keys()];
  return fileNames({ parents: names.map(() => 0), names });
};

const toFailed = ({ parent, name, error }: { parent: number; name: string; error: unknown }): FileFailed => ({
  parent,
  name,
  error: errorName(error),
});
