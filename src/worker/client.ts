/** The page's side of the workers: starts them, does what only the page's thread can, and restarts what fails. */

import engineScript from 'virtual:engine';
import { expose, type Remote, transfer, wrap } from 'comlink';
import type { Notice } from '../image/notices';
import { holdSpoolFiles } from '../sinks/spool-files';
import { type FileBatch, fileOf, type NameBatch } from '../sources/entries';
import { fileNames } from '../sources/inputs';
import { observeChanges } from '../sources/observer';
import { errorName, toFailure, unreadableReason } from './failure';
import type { Made } from './history';
import type { Keeping, SessionState } from './keeping';
import type { StoredSession } from './kept-store';
import { watchLifeline } from './lifeline';
import { inputSources, type PageSource, pickedSource, sampleSource, takeDrop } from './page-sources';
import {
  type EncodeWorker,
  type FileFailed,
  type FileNow,
  type JobId,
  type JournalStep,
  type MadeChoice,
  type Origin,
  type PageService,
  type ReadWorker,
  SNAPSHOT_BYTES,
  type SourceCensus,
  type SourceId,
  type SourceInfo,
  type TreeWorker,
  type WorkerName,
} from './protocol';
import {
  type Command,
  type ConflictChoice,
  type DiscCells,
  type DiscColumn,
  type Done,
  type EntryDetails,
  type EntryId,
  type EntryNotice,
  type EntryOnDisc,
  type Failure,
  type FindingCode,
  type FindingEntry,
  type FinishedImage,
  type ImageLog,
  type LeftOut,
  type Matter,
  MORE_COLUMNS,
  type MoreColumn,
  NOTHING_YET,
  type OwnPreset,
  type PatternMatch,
  type ProblemChoice,
  type ReaderId,
  type ReaderReport,
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
const CRASHED = 'worker-crashed';
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
  /** Trees that there were. */
  #generation = 0;
  #journal: JournalStep[] = [];
  /** What the tree told of it last. */
  #toldJournal: JournalStep[] = [];
  /** What is being done again to a tree that is made anew. */
  #bringing: JournalStep[] | undefined;
  /** A kept session is taken up: the browser may be asking the person, who may do something else instead. */
  #asking: { id: string } | undefined;
  #settings: Settings = {};
  #keeping: Keeping | undefined;
  /** What the tree told last. */
  #told: Summary | undefined;
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
    if (!this.#begun) {
      this.#begun = this.#startAll(savedSettings());
      void this.#keep();
    }
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

  cells(entries: EntryId[], columns: DiscColumn[]): Promise<DiscCells | undefined> {
    return this.#ask<DiscCells | undefined>((tree) => tree.cells(entries, columns));
  }

  async keptColumns(): Promise<MoreColumn[]> {
    const { columns = [] } = await savedSettings();
    return MORE_COLUMNS.filter((column) => columns.includes(column));
  }

  keepColumns(columns: MoreColumn[]): void {
    void saveSetting('columns', columns);
  }

  notices(code: Notice['code'], first: number, count: number): Promise<EntryNotice[]> {
    return this.#ask((tree) => tree.notices(code, first, count));
  }

  onDisc(entry: EntryId): Promise<EntryOnDisc | undefined> {
    return this.#ask((tree) => tree.onDisc(entry));
  }

  namesIn(reader: ReaderId, entries: EntryId[]): Promise<(string | null)[] | undefined> {
    return this.#ask((tree) => tree.namesIn(reader, entries));
  }

  readers(): Promise<ReaderReport[] | undefined> {
    return this.#ask((tree) => tree.readers());
  }

  entriesOf(what: Matter): Promise<EntryId[]> {
    return this.#ask((tree) => tree.entriesOf(what));
  }

  findingEntries(reader: ReaderId, code: FindingCode, first: number, count: number): Promise<FindingEntry[]> {
    return this.#ask((tree) => tree.findingEntries(reader, code, first, count));
  }

  async do(command: Command): Promise<Done> {
    this.#crash = undefined;
    if (command.do === 'volume-name') void saveSetting(command.do, command.name);
    if (command.do === 'start-over') {
      if (this.#bringing) return { revision: await this.#putBack(), isDone: true };
      this.#stopListing();
    }
    const given = command.do === 'replace-file' ? { ...command, file: await snapshot(command.file) } : command;
    return accepted(await this.#ask<Done | { refusal: Refusal }>((tree) => tree.do(given)));
  }

  undo(): Promise<Revision> {
    this.#crash = undefined;
    if (this.#bringing) return this.#putBack();
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

  takeUp(id: string): void {
    this.#crash = undefined;
    void this.#takeUp(id).catch((error) => this.#tell(toFailure(error)));
  }

  discard(id: string, isDiscarded: boolean): void {
    void this.#keeping?.discard(id, isDiscarded);
  }

  allow(source: number): void {
    this.#crash = undefined;
    void this.#allow(source).catch((error) => this.#tell(toFailure(error)));
  }

  goWithout(source: number): void {
    this.#crash = undefined;
    void this.#tree.remote.goWithout(source);
  }

  childOf(folder: EntryId, name: string): Promise<EntryId | undefined> {
    return this.#ask((tree) => tree.childOf(folder, name));
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

  ownPresets(): Promise<OwnPreset[]> {
    return this.#ask((tree) => tree.ownPresets());
  }

  keepOwnPresets(presets: readonly OwnPreset[]): Promise<boolean> {
    return this.#ask((tree) => tree.keepOwnPresets(presets));
  }

  async image(): Promise<FinishedImage> {
    const image = await this.#ask<FinishedImage | { failure: Failure }>((tree) => tree.image());
    if ('failure' in image) throw image.failure;
    return image;
  }

  dismissFailure(): void {
    this.#crash = undefined;
    void this.#ask((tree) => tree.dismissFailure());
  }

  cancel(): void {
    if (this.#bringing) {
      void this.#putBack();
      return;
    }
    this.#stopListing();
    void this.#ask((tree) => tree.cancel());
  }

  // --- for the tree worker -----------------------------------------------------------------------------

  summary(summary: Summary): void {
    this.#told = summary;
    if (summary.phase === 'ready' && this.#crash?.code === CRASHED && !this.#isIncomplete) {
      this.#crash = { ...this.#crash, isMended: true };
    }
    // What failed later says more.
    const failure = this.#givenUp ?? summary.failure ?? this.#crash;
    this.#last = { ...summary, generation: this.#generation, ...(failure ? { failure } : {}) };
    if (this.#givenUp) this.#last = { ...this.#last, phase: 'failed' };
    if (this.#keeping) {
      const asking = this.#asking ? { asking: this.#asking.id } : {};
      this.#last = { ...this.#last, kept: { ...this.#keeping.kept, ...asking } };
      this.#keeping.summary();
    }
    for (const listener of this.#listeners) listener(this.#last);
  }

  journal(same: number, steps: JournalStep[], volumeName: string, made: Made): void {
    this.#settings = { ...this.#settings, 'volume-name': volumeName, 'made-for': made };
    this.#toldJournal = [...this.#toldJournal.slice(0, same), ...steps];
    this.#journal = this.#toldJournal;
    if (!this.#bringing) this.#keeping?.journal(same);
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

  async filesNow(source: SourceId, paths: string[][]): Promise<FileNow[]> {
    const { folders } = this.#source(source);
    const now = async (path: string[]): Promise<FileNow> => {
      const file = await folders?.fileAt(path);
      return file && { byteLength: file.size, modified: file.lastModified };
    };
    const failed = (error: unknown) => (errorName(error) === 'NotFoundError' ? 'missing' : undefined);
    return Promise.all(paths.map((path) => now(path).catch(failed)));
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
    // By where it comes from, and at once: it is another entry when the tree is made anew.
    const place = into === undefined ? undefined : this.#ask<Origin>((tree) => tree.originOf(into));
    place?.catch(() => {});
    this.#adding = Promise.all([this.#adding, this.prepare()])
      .then(async () => {
        const all = await taken;
        if (all.length === 0 || signal.aborted) return;
        // Whatever is being asked for, this is wanted now.
        if (this.#asking) this.#tellAsking(undefined);
        const added = await this.#completeLosses(all);
        if (added.length === 0) return;
        const placed = place ? { into: await place } : {};
        const ids = added.map((source) => {
          const id = this.#nextSource++;
          this.#sources.set(id, { ...source, info: { ...source.info, ...placed, source: id } });
          return id;
        });
        const job = this.#nextJob++;
        // Should all be begun again, this is not forgotten.
        this.#bringing?.push({ step: 'add', job });
        await this.#addJob(ids, job);
        for (const id of ids) void this.#observe(id);
        // What the page lists goes on while the next drop may come.
        void this.#listOnPage(job, ids, this.#abort.signal).catch((error) => this.#fail(error));
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

  async #addJob(ids: SourceId[], job: JobId, choices?: readonly MadeChoice[]): Promise<void> {
    this.#jobs.set(job, ids);
    const infos = ids.map((id) => this.#source(id).info);
    // The tree tells of it only when it is done; should the tree fail before, it is known here.
    this.#note(job);
    await this.#ask((tree) => tree.addJob(job, infos, choices));
    this.#note(job);
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
      // Files weigh much: the read worker has them now, and packs most of them. While something is lost they are kept,
      // as they will be added again when it comes.
      if (!this.#isIncomplete) source.pushed = undefined;
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
    void settings.then((chosen) => {
      this.#settings = chosen;
    });
    this.#toldJournal = [];
    this.#generation++;
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
    const failure: Failure = { code: CRASHED, message: `${what} ${then}`, log };
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
    else await this.#rebuild();
  }

  async #bringBackReading(): Promise<void> {
    // The tree would take back what was being added, and with it all that was done to it since.
    const losesEdits = await this.#ask((tree) => tree.losesEdits()).catch(() => undefined);
    // The tree worker failed as well: that makes all anew.
    if (losesEdits === undefined) return;
    if (this.#bringing || losesEdits) return this.#rebuild();
    this.#stopListing();
    const lost = await this.#startReader();
    for (const job of lost) {
      const again = this.#nextJob++;
      this.#jobs.set(again, this.#jobs.get(job) ?? []);
      this.#keeping?.follows(again, job);
      await this.#addAgain(again);
    }
  }

  /**
   * Makes the tree anew: adds what was added, and does again what was done, in the same order. Where that is under way
   * it is begun again, with what is not done again yet.
   */
  async #rebuild(
    steps: readonly JournalStep[] = this.#bringing ?? this.#journal,
    settings: Settings = this.#settings,
  ): Promise<void> {
    this.#stopListing();
    this.#ended(this.#crash ?? { code: 'made-anew', message: 'The image is made anew.', log: '' });
    for (const { worker } of [this.#tree, this.#read, this.#encode]) worker.terminate();
    const bringing = [...steps];
    this.#bringing = bringing;
    this.#journal = [];
    const { signal } = this.#abort;
    let isDone = false;
    try {
      const started = this.#startAll(Promise.resolve(settings));
      await Promise.race([started, this.#lost]);
      let edits: JournalStep[] = [];
      for (const step of [...steps, undefined]) {
        if (step && step.step !== 'add') {
          edits.push(step);
          continue;
        }
        // Each finds what was there when it was done first: all before it is listed.
        const done = edits;
        edits = [];
        if (step !== steps[0]) await this.#ask((tree) => tree.replay(done));
        if (signal.aborted) return;
        if (step) await this.#addAgain(step.job, step.choices);
      }
      isDone = true;
    } catch (error) {
      // A worker failed meanwhile: that is told, and all of this is begun again.
      if (!signal.aborted && !this.#givenUp) throw error;
    } finally {
      if (this.#bringing === bringing && !this.#givenUp) {
        // What is kept of it is more than what is here.
        if (!isDone) this.#keeping?.release();
        this.#bringing = undefined;
      }
    }
    if (!isDone || signal.aborted) return;
    this.#keeping?.journal(this.#journal.length === steps.length ? steps.length : 0);
  }

  /** Adds a job's sources once more. What the browser gave only once is lost. */
  async #addAgain(job: JobId, choices?: readonly MadeChoice[]): Promise<void> {
    const ids = this.#jobs.get(job) ?? [];
    for (const source of ids.map((id) => this.#source(id))) {
      if (source.info.way === 'sample') source.pushed = sampleSource().pushed;
      const { info, pushed, pushedFiles } = source;
      if (!info.pushed || pushed || info.before?.lost) continue;
      const lost = { reason: 'once' as const, names: pushedFiles?.names };
      source.info = { ...info, pushed: false, before: { files: pushedFiles?.count ?? 0, hidden: [], lost } };
    }
    await this.#addJob(ids, job, choices);
    for (const id of ids) void this.#observe(id);
    void this.#listOnPage(job, ids, this.#abort.signal).catch((error) => this.#fail(error));
  }

  // --- what earlier visits left ------------------------------------------------------------------------

  async #keep(): Promise<void> {
    // Where it cannot be loaded nothing is kept; the page says so of all its parts.
    const loaded = await import('./keeping').catch(() => undefined);
    if (!loaded) return;
    this.#keeping = new loaded.Keeping({
      state: () => this.#state,
      census: () => this.#ask<SourceCensus[] | undefined>((tree) => tree.census()),
      told: () => this.summary(this.#told ?? NOTHING_YET),
    });
    if (this.#journal.length > 0) this.#keeping.journal(0);
  }

  get #state(): SessionState | undefined {
    if (this.#bringing) return undefined;
    const summary = this.#told ?? NOTHING_YET;
    return { journal: this.#journal, jobs: this.#jobs, sources: this.#sources, settings: this.#settings, summary };
  }

  /** Something of what was added did not come back, or is hidden from the handles that it comes back through. */
  get #isIncomplete(): boolean {
    return this.#incomplete().length > 0;
  }

  #incomplete(): SourceId[] {
    const isIncomplete = ({ info: { before, entries } }: PageSource) =>
      before !== undefined && (before.lost !== undefined || (!entries && before.hidden.length > 0));
    return [...this.#sources].filter(([, source]) => isIncomplete(source)).map(([id]) => id);
  }

  /** Sources of which something is waited for. While they are being listed nobody has told yet what. */
  #waitedFor(): SourceId[] {
    if (this.#told?.phase === 'listing') return this.#incomplete();
    return this.#told?.losses?.map(({ source }) => source) ?? [];
  }

  async #takeUp(id: string): Promise<void> {
    const keeping = this.#keeping;
    if (!keeping) return;
    const asking = { id };
    this.#tellAsking(asking);
    let session: StoredSession | undefined;
    try {
      session = await keeping.take(id);
      if (!session) return;
      const { comeBack, Permissions } = await import('./coming-back');
      const permissions = new Permissions();
      const sources: PageSource[] = [];
      for (const stored of session.sources) sources.push(await comeBack(stored, permissions));
      await this.prepare();
      if (this.#asking !== asking) return;
      this.#forgetAll();
      session.sources.forEach(({ source }, at) => {
        this.#take(source, sources[at] as PageSource);
      });
      for (const { step, sources: ids } of session.steps) {
        if (step.step === 'add') this.#jobs.set(step.job, ids ?? []);
      }
      this.#nextJob = 1 + Math.max(0, ...this.#jobs.keys());
      keeping.adopt(session);
    } finally {
      if (this.#asking === asking) this.#tellAsking(undefined);
    }
    await this.#rebuild(
      session.steps.map(({ step }) => step),
      session.head.settings,
    );
  }

  /** What was asked for before is not waited for any more. */
  #tellAsking(asking: { id: string } | undefined): void {
    const before = this.#asking;
    this.#asking = asking;
    if (before && before.id !== asking?.id) this.#keeping?.giveBack(before.id);
    this.summary(this.#told ?? NOTHING_YET);
  }

  /** Takes what is being brought back away again; where it came from an earlier visit, it stays kept. */
  async #putBack(): Promise<Revision> {
    this.#keeping?.release();
    this.#forgetAll();
    await this.#rebuild([], this.#settings);
    return this.#last?.revision ?? 0;
  }

  #forgetAll(): void {
    this.#sources.clear();
    this.#jobs.clear();
    this.#nextSource = 1;
    this.#nextJob = 1;
  }

  #take(source: SourceId, taken: PageSource): void {
    this.#sources.set(source, { ...taken, info: { ...taken.info, source } });
    this.#nextSource = Math.max(this.#nextSource, source + 1);
  }

  async #allow(id: SourceId): Promise<void> {
    const source = this.#source(id);
    const { Permissions, opened } = await import('./coming-back');
    const again = await opened(source, new Permissions());
    if (!again) return;
    this.#take(id, again);
    await this.#rebuild();
  }

  /** Puts what was lost and is added now in its place, with all that was done to it. Returns the rest. */
  async #completeLosses(added: PageSource[]): Promise<PageSource[]> {
    const losses = this.#waitedFor();
    if (losses.length === 0) return added;
    const { isWhatWasLost, withFound } = await import('./coming-back');
    const rest: PageSource[] = [];
    let isCompleted = false;
    for (const one of added) {
      const loss = losses.find((source) => isWhatWasLost(one, this.#source(source)));
      if (loss === undefined) {
        rest.push(one);
        continue;
      }
      isCompleted = true;
      const { completed, beside } = withFound(this.#source(loss), one);
      this.#take(loss, completed);
      if (!beside) continue;
      const id = this.#nextSource;
      this.#take(id, beside);
      for (const ids of this.#jobs.values()) if (ids.includes(loss)) ids.push(id);
    }
    if (isCompleted) {
      await this.#rebuild();
      // What was added is another list of sources by now.
      this.#keeping?.journal(0);
    }
    return rest;
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

/** A small file as it is now, as those that are dropped; a large one stays a reference. Throws a `Refusal`. */
async function snapshot(file: File): Promise<File> {
  if (file.size > SNAPSHOT_BYTES) return file;
  try {
    return new File([await file.arrayBuffer()], file.name, { lastModified: file.lastModified });
  } catch (error) {
    const message = `“${file.name}” was not taken: ${unreadableReason(errorName(error))}.`;
    throw { code: 'unreadable', message } satisfies Refusal;
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
