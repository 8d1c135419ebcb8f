/** The page's side of the workers: starts them, does what only the page's thread can, and restarts what fails. */

import engineScript from 'virtual:engine';
import { expose, type Remote, transfer, wrap } from 'comlink';
import type { Notice } from '../image/notices';
import { holdSpoolFiles } from '../sinks/spool-files';
import { type FileBatch, fileOf, type NameBatch } from '../sources/entries';
import { fileNames } from '../sources/inputs';
import { observeChanges } from '../sources/observer';
import { errorName, toFailure } from './failure';
import { watchLifeline } from './lifeline';
import { inputSources, type PageSource, pickedSource, sampleSource, takeDrop } from './page-sources';
import type {
  EncodeWorker,
  FileFailed,
  JobId,
  JournalStep,
  Origin,
  PageService,
  ReadWorker,
  SourceId,
  SourceInfo,
  TreeWorker,
  WorkerName,
} from './protocol';
import {
  type Command,
  type ConflictChoice,
  type EntryDetails,
  type EntryId,
  type Failure,
  type FinishedImage,
  type ImageLog,
  type LeftOut,
  NOTHING_YET,
  type PatternMatch,
  type ProblemChoice,
  type Refusal,
  type Revision,
  type Rows,
  type Selecting,
  type Session,
  type Summary,
  type TextFile,
  type View,
} from './session';
import { type Settings, savedSettings, saveSetting } from './settings';
import { startWorker } from './start';

/** A worker that fails this often within this time is not started any more. */
const CRASHES_ALLOWED = 3;
const CRASH_WINDOW = 30_000;
/** Files sent to the read worker, and names to the tree, in one message. */
const BATCH_FILES = 256;
const BATCH_NAMES = 1000;
/** Loose files of one drop that are observed: more would be a burden. */
const OBSERVED_FILES = 32;

/** Opens the engine: the workers start when they are needed, or `prepare` is called. One for each page. */
export function openSession(): Session {
  return new PageSession();
}

interface Running<T> {
  worker: Worker;
  remote: Remote<T>;
}

class PageSession implements Session, PageService {
  readonly #listeners = new Set<(summary: Summary) => void>();
  #last: Summary | undefined;
  /** What the page has to tell on top of what the tree does: a worker that failed. */
  #crash: Failure | undefined;
  /** Workers went on failing: nothing more can be done here. */
  #givenUp: Failure | undefined;
  #crashes: { name: WorkerName; at: number }[] = [];
  readonly #sources = new Map<SourceId, PageSource & { info: SourceInfo }>();
  readonly #jobs = new Map<JobId, SourceId[]>();
  #nextSource = 1;
  #nextJob = 1;
  #journal: JournalStep[] = [];
  #abort = new AbortController();
  readonly #session = crypto.getRandomValues(new Uint32Array(4)).join('-');
  #tree!: Running<TreeWorker>;
  #read!: Running<ReadWorker>;
  #encode!: Running<EncodeWorker>;
  #ended!: (failure: Failure) => void;
  /** Rejects when the tree worker fails: what was asked of it is never answered. */
  #lost!: Promise<never>;
  /** The workers' start: at the first use, since the page is ready to take things without them. */
  #begun: Promise<void> | undefined;
  /** Jobs are added one after the other, in the order of the person's doing. */
  #adding: Promise<void> = Promise.resolve();

  constructor() {
    holdSpoolFiles(this.#session);
  }

  // --- the session, for the page -----------------------------------------------------------------------

  prepare(): Promise<void> {
    this.#begun ??= this.#startAll(savedSettings());
    return this.#begun;
  }

  addDrop(transfer: DataTransfer, into?: EntryId): void {
    const sources = takeDrop(transfer);
    this.#add(sources, into);
  }

  addFolder(handle: FileSystemDirectoryHandle, into?: EntryId): void {
    this.#add(async () => [pickedSource(handle)], into);
  }

  addFiles(files: readonly File[], into?: EntryId): void {
    this.#add(async () => inputSources(files), into);
  }

  addSample(): void {
    this.#add(async () => [sampleSource()]);
  }

  subscribe(listener: (summary: Summary) => void): () => void {
    this.#listeners.add(listener);
    if (this.#last) listener(this.#last);
    return () => this.#listeners.delete(listener);
  }

  rows(first: number, count: number, focus?: EntryId): Promise<Rows> {
    return this.#ask((tree) => tree.rows(first, count, focus));
  }

  expand(entry: EntryId, expanded: boolean): Promise<void> {
    return this.#ask((tree) => tree.expand(entry, expanded));
  }

  expandSiblings(entry: EntryId): Promise<void> {
    return this.#ask((tree) => tree.expandSiblings(entry));
  }

  setView(view: View): Promise<void> {
    return this.#ask((tree) => tree.setView(view));
  }

  select(selecting: Selecting): Promise<void> {
    return this.#ask((tree) => tree.select(selecting));
  }

  indexOf(entry: EntryId): Promise<number> {
    return this.#ask((tree) => tree.indexOf(entry));
  }

  find(prefix: string, from: number): Promise<number> {
    return this.#ask((tree) => tree.find(prefix, from));
  }

  reveal(entry: EntryId): Promise<number> {
    return this.#ask((tree) => tree.reveal(entry));
  }

  entry(entry: EntryId): Promise<EntryDetails | undefined> {
    return this.#ask<EntryDetails | undefined>((tree) => tree.entry(entry));
  }

  notices(code: Notice['code'], first: number, count: number): Promise<Notice[]> {
    return this.#ask((tree) => tree.notices(code, first, count));
  }

  async do(command: Command): Promise<Revision> {
    this.#crash = undefined;
    if (command.do === 'volume-name') void saveSetting(command.do, command.name);
    if (command.do === 'duplicates-once') void saveSetting(command.do, command.on);
    if (command.do === 'start-over') this.#stopListing();
    return accepted(await this.#ask<Revision | { refusal: Refusal }>((tree) => tree.do(command)));
  }

  undo(): Promise<Revision> {
    this.#crash = undefined;
    return this.#ask((tree) => tree.undo());
  }

  redo(): Promise<Revision> {
    this.#crash = undefined;
    return this.#ask((tree) => tree.redo());
  }

  resolveConflict(id: number, choice: ConflictChoice, forAll: boolean): void {
    void this.#tree.remote.resolveConflict(id, choice, forAll);
  }

  resolveProblem(choice: ProblemChoice, entry?: EntryId): void {
    this.#crash = undefined;
    void this.#tree.remote.resolveProblem(choice, entry);
  }

  readAgain(entry?: EntryId): void {
    this.#crash = undefined;
    void this.#tree.remote.readAgain(entry);
  }

  selected(): Promise<EntryId[]> {
    return this.#ask((tree) => tree.selected());
  }

  foldersIn(folder: EntryId): Promise<{ entry: EntryId; name: string }[]> {
    return this.#ask((tree) => tree.foldersIn(folder));
  }

  childOf(folder: EntryId, name: string): Promise<EntryId | undefined> {
    return this.#ask((tree) => tree.childOf(folder, name));
  }

  nameFault(folder: EntryId, name: string, entry?: EntryId): Promise<string | undefined> {
    return this.#ask((tree) => tree.nameFault(folder, name, entry));
  }

  async text(entry: EntryId): Promise<TextFile> {
    return accepted(await this.#ask<TextFile | { refusal: Refusal }>((tree) => tree.text(entry)));
  }

  leftOut(first: number, count: number): Promise<LeftOut> {
    return this.#ask((tree) => tree.leftOut(first, count));
  }

  matching(patterns: string[]): Promise<PatternMatch[]> {
    return this.#ask((tree) => tree.matching(patterns));
  }

  programs(): Promise<EntryId[]> {
    return this.#ask((tree) => tree.programs());
  }

  log(): Promise<ImageLog> {
    return this.#ask((tree) => tree.log());
  }

  async image(): Promise<FinishedImage> {
    const image = await this.#ask<FinishedImage | { failure: Failure }>((tree) => tree.image());
    if ('failure' in image) throw image.failure;
    return image;
  }

  cancel(): void {
    this.#stopListing();
    void this.#ask((tree) => tree.cancel());
  }

  // --- for the tree worker -----------------------------------------------------------------------------

  summary(summary: Summary): void {
    // What failed later says more.
    const failure = this.#givenUp ?? summary.failure ?? this.#crash;
    this.#last = failure ? { ...summary, failure } : summary;
    if (this.#givenUp) this.#last = { ...this.#last, phase: 'failed' };
    for (const listener of this.#listeners) listener(this.#last);
  }

  journal(steps: JournalStep[]): void {
    this.#journal = steps;
  }

  async readEntries(source: SourceId, folder: number, names: string[] | undefined): Promise<void> {
    const { folders, loose } = this.#source(source);
    const { signal } = this.#abort;
    const emit = async (batch: FileBatch, failures: { parent: number; name: string; error: unknown }[]) => {
      if (signal.aborted) return;
      if (failures.length > 0) await this.#tree.remote.filesFailed(source, failures.map(toFailed));
      if (batch.files.length > 0) await this.#read.remote.addFiles(source, batch.parents, batch.names, batch.files);
    };
    if (folders) {
      try {
        await folders.files(folder, names && new Set(names), emit, signal);
      } catch (error) {
        await this.#tree.remote.folderFailed(source, 'page', folder, errorName(error));
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
    const { folders, loose } = this.#source(source);
    if (folders) {
      const failed = (serial: number, error: unknown) =>
        void this.#tree.remote.folderFailed(source, 'page', serial, errorName(error));
      await folders.list(folder, (batch) => this.#sendNames(source, batch), failed, this.#abort.signal);
    } else if (loose) {
      await this.#sendNames(source, looseNames(loose));
    }
  }

  async restartEncoder(): Promise<void> {
    this.#encode.worker.terminate();
    await this.#startEncoder();
  }

  // --- adding ------------------------------------------------------------------------------------------

  #add(take: () => Promise<PageSource[]>, into?: EntryId): void {
    this.#crash = undefined;
    const { signal } = this.#abort;
    const taken = take();
    this.#adding = Promise.all([this.#adding, this.prepare()])
      .then(async () => {
        const added = await taken;
        if (added.length === 0 || signal.aborted) return;
        // By where it comes from: it may be another entry when the tree is made anew.
        const place = into === undefined ? {} : { into: await this.#ask<Origin>((tree) => tree.originOf(into)) };
        const ids = added.map((source) => {
          const id = this.#nextSource++;
          this.#sources.set(id, { ...source, info: { ...source.info, ...place, source: id } });
          return id;
        });
        const job = await this.#addJob(ids);
        for (const id of ids) void this.#observe(id);
        // What the page lists goes on while the next drop may come.
        void this.#listOnPage(job, ids, signal).catch((error) => this.#fail(error));
      })
      .catch((error) => this.#tell(toFailure(error)));
  }

  /** Has changes of a source told to the tree, where the browser can. */
  async #observe(id: SourceId): Promise<void> {
    const { directory, files = [] } = this.#source(id).info;
    const handles = directory ? [directory] : files;
    if (handles.length === 0 || handles.length > OBSERVED_FILES) return;
    const observed = await Promise.all(
      handles.map((handle) =>
        observeChanges(handle, (changes) => {
          const named = directory ? changes : changes.map(({ kind }) => ({ kind, path: [handle.name] }));
          void this.#tree.remote.changed(id, named);
        }),
      ),
    );
    if (observed.every(Boolean)) await this.#tree.remote.observed(id);
  }

  async #addJob(ids: SourceId[]): Promise<JobId> {
    const job = this.#nextJob++;
    this.#jobs.set(job, ids);
    const infos = ids.map((id) => this.#source(id).info);
    // The tree tells of it only when it is done; should the tree fail before, it is known here.
    this.#note(job);
    await this.#ask((tree) => tree.addJob(job, infos));
    this.#note(job);
    return job;
  }

  #note(job: JobId): void {
    const isNoted = this.#journal.some((step) => step.step === 'add' && step.job === job);
    if (!isNoted) this.#journal = [...this.#journal, { step: 'add', job }];
  }

  async #listOnPage(job: JobId, ids: SourceId[], signal: AbortSignal): Promise<void> {
    const { remote: tree } = this.#tree;
    await Promise.all(ids.map((id) => this.listEntries(id, 0)));
    for (const id of ids) {
      const source = this.#source(id);
      const { pushed } = source;
      // Files weigh much: the read worker has them now, and packs most of them.
      source.pushed = undefined;
      if (pushed) await this.#push(id, pushed.folders, pushed.files, signal);
    }
    await tree.pageDone(job);
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
      await this.#read.remote.addFiles(source, parents, names, files);
    }
  }

  #sendNames(source: SourceId, batch: NameBatch): Promise<void> {
    return this.#tree.remote.names({ source, numbering: 'page', ...batch });
  }

  #stopListing(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  #source(id: SourceId): PageSource & { info: SourceInfo } {
    const source = this.#sources.get(id);
    if (!source) throw new RangeError(`Source ${id} is not known (this is a defect of Isodrop).`);
    return source;
  }

  // --- workers -----------------------------------------------------------------------------------------

  async #startAll(settings: Promise<Settings>): Promise<void> {
    this.#lost = new Promise<never>((_, reject) => {
      this.#ended = reject;
    });
    this.#lost.catch(() => {});
    this.#tree = this.#start<TreeWorker>('tree');
    expose(this, this.#tree.worker);
    const { remote } = this.#tree;
    await Promise.all([settings.then((chosen) => remote.start(chosen)), this.#startEncoder(), this.#startReader()]);
  }

  async #startEncoder(): Promise<void> {
    this.#encode = this.#start<EncodeWorker>('encode');
    const { port1, port2 } = new MessageChannel();
    void this.#encode.remote.connect(transfer(port1, [port1]), this.#session);
    await this.#tree.remote.connectEncoder(transfer(port2, [port2]));
  }

  async #startReader(): Promise<JobId[]> {
    this.#read = this.#start<ReadWorker>('read');
    const { port1, port2 } = new MessageChannel();
    const { remote } = this.#tree;
    void this.#read.remote.connect(transfer(port1, [port1]), this.#session, await remote.nextStore());
    return remote.connectReader(transfer(port2, [port2]));
  }

  #start<T extends { live(lifeline: string): Promise<void> }>(name: WorkerName): Running<T> {
    const worker = startWorker(engineScript, name);
    const remote = wrap<T>(worker);
    let told = false;
    const crashed = (reason: string) => {
      // One that was ended on purpose is not missed; one that failed may be told of in several ways.
      const isCurrent = [this.#tree, this.#read, this.#encode].some((running) => running?.worker === worker);
      if (isCurrent && !told) void this.#crashed(name, reason);
      told = true;
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      crashed(event.message || 'it could not be started');
    });
    worker.addEventListener('messageerror', () => crashed('a message could not be read'));
    const lifeline = `isodrop-${this.#session}-${name}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const live = remote.live as unknown as (lifeline: string) => Promise<void>;
    void live(lifeline).then(() => watchLifeline(lifeline, () => crashed('it ended')));
    return { worker, remote };
  }

  /** A worker has failed: tells it, starts another and brings back what can be. */
  async #crashed(name: WorkerName, reason: string): Promise<void> {
    const now = Date.now();
    this.#crashes = this.#crashes.filter(({ at }) => now - at < CRASH_WINDOW);
    this.#crashes.push({ name, at: now });
    const hopeless = this.#crashes.length > CRASHES_ALLOWED;
    const what = `A part of this page (the ${name} worker) stopped: ${reason}.`;
    const then = hopeless
      ? 'It goes on failing. Reload the page.'
      : 'It was started again, and the image is made anew.';
    const log = name === 'tree' ? '' : (await this.log().catch(() => ({ text: '' }))).text;
    const failure: Failure = { code: 'worker-crashed', message: `${what} ${then}`, log };
    if (hopeless) this.#givenUp = failure;
    this.#tell(failure);
    const gone = { tree: this.#tree, read: this.#read, encode: this.#encode }[name].worker;
    gone.terminate();
    if (hopeless) {
      this.#ended(failure);
      return;
    }
    if (name === 'encode') await this.#startEncoder();
    else if (name === 'read') await this.#bringBackReading();
    else await this.#bringBackTree();
  }

  async #bringBackReading(): Promise<void> {
    this.#stopListing();
    const lost = await this.#startReader();
    for (const job of lost) await this.#addAgain(this.#jobs.get(job) ?? []);
  }

  async #bringBackTree(): Promise<void> {
    this.#stopListing();
    this.#ended(this.#crash as Failure);
    this.#read.worker.terminate();
    this.#encode.worker.terminate();
    const steps = this.#journal;
    this.#journal = [];
    // One that failed before it told anything has no settings to be brought back.
    const last = this.#last?.revision ? this.#last : undefined;
    const settings = last
      ? { 'volume-name': last.volumeName, 'duplicates-once': last.duplicatesOnce }
      : savedSettings();
    await this.#startAll(Promise.resolve(settings));
    // In the order in which they were done: what was edited before something was added was so when that came.
    let edits: JournalStep[] = [];
    const edit = async () => {
      if (edits.length > 0) await this.#tree.remote.replay(edits);
      edits = [];
    };
    for (const step of steps) {
      if (step.step !== 'add') edits.push(step);
      else {
        await edit();
        await this.#addAgain(this.#jobs.get(step.job) ?? []);
      }
    }
    await edit();
  }

  /** Adds sources once more. What the browser gave only once is lost, and that is told. */
  async #addAgain(ids: SourceId[]): Promise<void> {
    const sources = ids.map((id) => this.#source(id));
    const lost = sources.filter(({ info }) => info.pushed);
    if (lost.length > 0 && this.#crash) {
      const names = lost
        .map(({ info }) => (info.name === undefined ? 'the chosen files' : `“${info.name}”`))
        .join(', ');
      const message = `${this.#crash.message} The browser gave ${names} only once: choose again what is missing.`;
      this.#tell({ ...this.#crash, message });
    }
    const again = sources.filter(({ info }) => !info.pushed).map(({ info }) => info.source);
    if (again.length === 0) return;
    const job = await this.#addJob(again);
    void this.#listOnPage(job, again, this.#abort.signal).catch((error) => this.#fail(error));
  }

  /** What the page lists has failed: the rest of it is not waited for. */
  #fail(error: unknown): void {
    this.cancel();
    this.#tell(toFailure(error));
  }

  #tell(failure: Failure): void {
    this.#crash = failure;
    const { failure: _, ...rest } = this.#last ?? NOTHING_YET;
    this.summary({ ...rest, phase: 'failed' });
  }

  /** Asks the tree worker; rejects with the failure if that worker fails meanwhile. */
  #ask<T>(question: (tree: Remote<TreeWorker>) => Promise<T>): Promise<T> {
    this.prepare().catch(() => {});
    return Promise.race([question(this.#tree.remote), this.#lost]);
  }
}

/** An answer that is no refusal, or else that is thrown, as it is. */
function accepted<T>(answer: T | { refusal: Refusal }): T {
  if (typeof answer === 'object' && answer !== null && 'refusal' in answer) throw answer.refusal;
  return answer as T;
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
