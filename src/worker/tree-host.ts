/** The tree worker: owns the one tree, what was done to it and what is being done. */
import { expose, wrap } from 'comlink';
import { encoderNotices } from '../image/changes';
import type { Encoder } from '../image/encoder';
import { equalCommand, stageLog } from '../image/log';
import { type Notice, type NoticeCode, noticeGroup } from '../image/notices';
import { DEFAULT_OPTIONS, type ImageOptions } from '../image/options';
import { type EntryId, ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { FolderChange } from '../sources/observer';
import { toFailure, unreadableReason } from './failure';
import { History, type Step } from './history';
import { Imager } from './imager';
import { type Job, JobProgress, jobLabel, newJob } from './jobs';
import { holdLifeline } from './lifeline';
import { Listing, type SourceState } from './listing';
import type {
  CheckRequest,
  EncodeService,
  FileFailed,
  FilesRead,
  JobId,
  JournalStep,
  NameSpace,
  Names,
  Numbering,
  PageService,
  ReadProgress,
  ReadService,
  SourceId,
  SourceInfo,
  TreeSink,
  TreeWorker,
} from './protocol';
import type {
  Command,
  Conflict,
  ConflictChoice,
  Failure,
  FinishedImage,
  Problem,
  ProblemChoice,
  Revision,
  Row,
  Rows,
  Summary,
} from './session';
import { Stores } from './stores';
import { VisibleRows } from './visible-rows';

const ROOT = 0;
/** Milliseconds between summaries. */
const PACE = 100;
/** Milliseconds between sortings of the preview while names arrive. */
const ROWS_PACE = 250;
const PROBLEMS_SHOWN = 20;
/** Rough bytes of structures for each entry, and of a file's last block that stay empty, for an estimate. */
const ENTRY_BYTES = 350;
const SLACK_BYTES = 1024;
const FIXED_BYTES = 183 * 2048;

interface OpenProblem extends Problem {
  /** The part of the message that says what happened. */
  reason: string;
}

export class TreeHost implements TreeWorker, TreeSink {
  readonly #page = wrap<PageService>(self as unknown as Worker);
  readonly #tree = new ImageTree();
  readonly #stores = new Stores();
  readonly #history = new History(this.#tree, DEFAULT_OPTIONS.volumeName);
  readonly #listing = new Listing(this.#tree, this.#stores);
  readonly #rows = new VisibleRows(this.#tree);
  readonly #imager = new Imager(this.#tree, this.#stores, {
    wanted: () =>
      this.#jobs.size === 0 && !this.#isEmpty ? { revision: this.#revision, options: this.#options } : undefined,
    changed: () => this.#publish(),
    failed: (failure) => this.#failImage(failure),
    restartEncoder: () => this.#page.restartEncoder(),
    waitingStores: () => this.#listing.clashes.flatMap(({ content }) => (content ? [content.store] : [])),
  });
  #reader: ReadService | undefined;
  #revision: Revision = 0;
  /** Jobs under way, the first one at work. */
  readonly #jobs = new Map<JobId, Job>();
  #lastJob = 0;
  #work: Promise<void> = Promise.resolve();
  #progress: JobProgress | undefined;
  #names = 0;
  readonly #problems = new Map<EntryId, OpenProblem>();
  readonly #changed = new Set<EntryId>();
  #failure: Failure | undefined;
  /** The revision that no image can be made of. */
  #impossible: Revision | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #published = 0;
  #rowsSorted = 0;

  // --- from the page -----------------------------------------------------------------------------------

  live(lifeline: string): Promise<void> {
    return holdLifeline(lifeline);
  }

  start(volumeName: string | undefined): void {
    if (volumeName !== undefined) this.#history.volumeName = volumeName;
    this.#publish();
  }

  async connectReader(port: MessagePort): Promise<JobId[]> {
    const lost = this.#reader ? this.#loseReader() : [];
    const reader = wrap<ReadService>(port);
    this.#reader = reader;
    expose(this, port);
    await reader.know(this.#liveSources().map(({ info }) => info));
    this.#imager.connectReader(reader);
    this.#publish();
    return lost;
  }

  async connectEncoder(port: MessagePort): Promise<void> {
    await this.#imager.connectEncoder(wrap<EncodeService>(port));
    this.#publish();
  }

  /** The first number that packed stores of a new read worker may have. */
  async nextStore(): Promise<number> {
    return this.#stores.next;
  }

  async addJob(id: JobId, sources: SourceInfo[]): Promise<void> {
    this.#failure = undefined;
    const job = newJob(id, 'add', jobLabel(sources), sources);
    this.#lastJob = Math.max(this.#lastJob, id);
    const alone = this.#isEmpty && sources.length === 1 && sources[0]?.name !== undefined;
    this.#history.do(job.step);
    this.#jobs.set(id, job);
    for (const info of sources) {
      const state = this.#listing.addSource(info, job);
      if (alone) {
        job.step.top = state.top;
        job.step.dissolved = { before: this.#tree.dissolved, after: state.top };
        this.#tree.setDissolved(state.top, true);
      }
      job.step.notices.push(...sourceNotices(info));
    }
    this.#begin(job, async () => {
      const reader = this.#readWorker();
      const handled = sources.filter(({ directory, files }) => directory || files);
      const listed = job.pageDone.then(() => {
        job.listed = true;
      });
      await Promise.all([listed, handled.length > 0 ? reader.list(handled) : undefined]);
    });
  }

  async names(names: Names): Promise<void> {
    if (!this.#listing.isLive(names.source)) return;
    const before = this.#tree.fileCount;
    this.#listing.names(names);
    this.#names += this.#tree.fileCount - before;
    this.#touch();
  }

  async folderFailed(source: SourceId, numbering: Numbering, folder: number, error: string): Promise<void> {
    const state = this.#listing.sources.get(source);
    if (!state || state.job.cancelled) return;
    // Where entries list a drop as well, theirs is the word that counts.
    if (numbering === 'handles' && state.info.entries) return;
    const entry = this.#listing.folderEntry(source, numbering, folder);
    this.#addProblem(entry, 'folder-unreadable', error);
  }

  async filesFailed(source: SourceId, failed: FileFailed[]): Promise<void> {
    if (this.#listing.isLive(source)) this.#listing.filesFailed(source, 'page', failed);
  }

  async observed(source: SourceId): Promise<void> {
    const state = this.#listing.sources.get(source);
    if (state) state.observed = true;
  }

  async changed(source: SourceId, changes: FolderChange[]): Promise<void> {
    const state = this.#listing.sources.get(source);
    if (!state) return;
    for (const { kind, path } of changes) {
      if (kind === 'unknown') state.observed = false;
      const entry = this.#listing.entryAt(source, path);
      if (entry === NO_ENTRY || entry === ROOT || this.#tree.kind(entry) !== Kind.file) continue;
      // What was not read yet will be read as it is then.
      if (this.#listing.sourceOf(entry) !== state || !this.#listing.isRead(entry) || !this.#isIncluded(entry)) continue;
      this.#changed.add(entry);
      this.#addProblem(entry, kind === 'gone' ? 'missing' : 'changed', '');
    }
    this.#publish();
  }

  async pageDone(id: JobId): Promise<void> {
    this.#jobs.get(id)?.endPage();
  }

  async rows(first: number, count: number): Promise<Rows> {
    const now = Date.now();
    if (this.#jobs.size === 0 || now - this.#rowsSorted > ROWS_PACE) {
      this.#rows.invalidate();
      this.#rowsSorted = now;
    }
    const rows = this.#rows.window(first, count).map(({ entry, level, position, setSize }): Row => {
      const isFolder = this.#tree.kind(entry) === Kind.directory;
      const { modifyTime } = this.#tree.attributes(entry);
      const row: Row = {
        entry,
        name: this.#tree.name(entry),
        level,
        kind: isFolder ? 'folder' : 'file',
        byteLength: this.#tree.byteLength(entry),
        position,
        setSize,
        flags: { changed: this.#changed.has(entry), unreadable: this.#isUnreadable(entry), leftOut: false },
      };
      if (!Number.isNaN(modifyTime)) row.modified = modifyTime * 1000;
      if (isFolder) {
        row.expanded = this.#rows.isExpanded(entry);
        row.childCount = this.#tree.childCount(entry);
      }
      return row;
    });
    return { revision: this.#revision, first, total: this.#rows.total, rows };
  }

  async expand(entry: EntryId, expanded: boolean): Promise<void> {
    this.#rows.expand(entry, expanded);
  }

  async notices(code: NoticeCode, first: number, count: number): Promise<Notice[]> {
    const own = this.#ownNotices(code);
    if (own.length > 0) return own.slice(first, first + count);
    const { known, encoder } = this.#imager;
    if (!known || !encoder) return [];
    // The names that the image gives live in another worker: asked for once, all together.
    const asked: { space: NameSpace; row: number }[] = [];
    const answers = new Map<string, string>();
    const name = (space: NameSpace) => (row: number) => {
      asked.push({ space, row });
      return answers.get(`${space}/${row}`) ?? '';
    };
    const names = {
      layout: known.layout,
      isoName: name('iso'),
      jolietName: name('joliet'),
      rockRidgeName: name('rockRidge'),
    } as unknown as Encoder;
    const list = () => encoderNotices(names, this.#tree, known.manifest, code, first, count);
    const nameless = list();
    const space = asked[0]?.space;
    if (space === undefined) return nameless;
    const rows = asked.map(({ row }) => row);
    const found = await encoder.names(space, rows);
    rows.forEach((row, at) => {
      answers.set(`${space}/${row}`, found[at] as string);
    });
    return this.#imager.known === known ? list() : [];
  }

  async do(command: Command): Promise<Revision> {
    this.#failure = undefined;
    switch (command.do) {
      case 'volume-name': {
        const before = this.#history.volumeName;
        if (before === command.name) break;
        this.#step('Rename the disc', {
          volumeName: { before, after: command.name },
          journal: { step: 'volume-name', name: command.name },
        });
        break;
      }
      case 'dissolve': {
        const { entry, dissolved } = command;
        const before = this.#tree.dissolved;
        const after = dissolved ? entry : NO_ENTRY;
        if (before === after || entry !== this.#top()) break;
        this.#step(dissolved ? 'Contents at the top' : 'Folder at the top', {
          dissolved: { before, after },
          journal: { step: 'dissolve', path: this.#namesTo(entry), dissolved },
        });
        break;
      }
      case 'leave-out':
        this.#leaveOut([command.entry], 'left-out-by-choice');
        break;
      case 'start-over': {
        await this.cancel();
        const removed = [...this.#tree.children(ROOT)].filter((entry) => !this.#tree.isExcluded(entry));
        this.#step('Start over', {
          removed,
          dissolved: { before: this.#tree.dissolved, after: NO_ENTRY },
          startsOver: true,
          journal: { step: 'start-over' },
        });
        break;
      }
    }
    return this.#settle();
  }

  async undo(): Promise<Revision> {
    const job = [...this.#jobs.values()].find(({ step }) => step === this.#history.last);
    if (job) await this.cancel();
    else this.#history.undo();
    this.#failure = undefined;
    this.#edited();
    return this.#settle();
  }

  async redo(): Promise<Revision> {
    this.#history.redo();
    this.#failure = undefined;
    this.#edited();
    return this.#settle();
  }

  async resolveConflict(id: number, choice: ConflictChoice, forAll: boolean): Promise<void> {
    const { clashes } = this.#listing;
    if (clashes[0]?.id !== id) return;
    do this.#listing.settle(choice);
    while (forAll && clashes[0]?.content && !this.#isAtWork(clashes[0].job.id));
    this.#edited();
    this.#settle();
  }

  async resolveProblem(choice: ProblemChoice, entry?: EntryId): Promise<void> {
    const entries = entry === undefined ? this.#openProblems().map((problem) => problem.entry) : [entry];
    this.#failure = undefined;
    if (choice === 'retry') {
      this.#readEntriesAgain(entries.filter((one) => this.#problems.has(one)));
    } else {
      this.#leaveOut(entries, 'unreadable');
    }
    this.#settle();
  }

  async readAgain(entry?: EntryId): Promise<void> {
    this.#failure = undefined;
    if (entry !== undefined && this.#tree.kind(entry) === Kind.file) {
      this.#readEntriesAgain([entry]);
      return;
    }
    const sources = this.#liveSources();
    const changed = [...this.#changed].filter((one) => this.#isIncluded(one));
    if (changed.length > 0 && sources.every(({ observed }) => observed)) this.#readEntriesAgain(changed);
    else await this.#readAllAgain(sources);
  }

  async log(): Promise<{ text: string; command: string }> {
    const folder = this.#topName() ?? '.';
    return { text: this.#log(), command: equalCommand(this.#options, this.#fileName, folder) };
  }

  async image(): Promise<FinishedImage | { failure: Failure }> {
    const image = this.#imager.ready;
    if (!image || image.revision !== this.#revision || this.#phase() !== 'ready') {
      return { failure: this.#failureOf('not-ready', 'The image is not known yet. Wait until Download is on.') };
    }
    const requests = image.large.map((entry): CheckRequest => {
      const file = this.#stores.file(this.#tree.content(entry).store);
      return { source: this.#listing.sourceOf(entry)?.info.source ?? 0, path: this.#listing.originalPath(entry), file };
    });
    const results = requests.length > 0 ? await this.#readWorker().check(requests) : [];
    results.forEach((result, at) => {
      if (result !== 'same') this.#addProblem(image.large[at] as EntryId, result, '');
    });
    const bad = this.#openProblems()[0];
    if (bad) {
      this.#settle();
      return { failure: this.#failureOf('file-changed', bad.message) };
    }
    if (image.revision !== this.#revision) {
      return { failure: this.#failureOf('not-ready', 'The image has changed meanwhile. Download it once more.') };
    }
    try {
      const blob = this.#imager.compose(image);
      const name = this.#fileName;
      return {
        revision: image.revision,
        blob: new File([blob], name, { type: blob.type }),
        name,
        byteLength: blob.size,
      };
    } catch (error) {
      const { code, message } = toFailure(error);
      return { failure: this.#failureOf(code, message) };
    }
  }

  async replay(steps: JournalStep[]): Promise<void> {
    const find = (names: string[]) =>
      names.reduce<EntryId>((at, name) => (at === NO_ENTRY ? at : this.#tree.find(at, name)), ROOT);
    this.#work = this.#work.then(async () => {
      for (const step of steps) {
        if (step.step === 'volume-name') await this.do({ do: 'volume-name', name: step.name });
        if (step.step === 'leave-out')
          this.#leaveOut(
            step.paths.map(find).filter((entry) => entry > ROOT),
            'left-out-by-choice',
          );
        if (step.step === 'dissolve')
          await this.do({ do: 'dissolve', entry: find(step.path), dissolved: step.dissolved });
      }
      this.#settle();
    });
  }

  async cancel(): Promise<void> {
    const unsettled = this.#listing.clashes.map(({ job }) => job as Job);
    for (const job of new Set([...this.#jobs.values(), ...unsettled])) this.#takeBack(job);
    await this.#reader?.cancel();
    this.#edited();
    this.#settle();
  }

  // --- from the read worker ----------------------------------------------------------------------------

  async files(read: FilesRead, failed: FileFailed[], progress: ReadProgress): Promise<void> {
    if (!this.#listing.isLive(read.source)) return;
    this.#listing.files(read);
    this.#listing.filesFailed(read.source, read.numbering, failed);
    if (this.#progress) this.#progress.seen = progress;
    this.#touch();
  }

  async store(store: number, blob: Blob): Promise<void> {
    this.#stores.addPacked(store, blob);
  }

  // --- jobs --------------------------------------------------------------------------------------------

  /** Runs a job after those before it: first what it lists, then what that leaves unread. */
  #begin(job: Job, list: () => Promise<void>): void {
    this.#jobs.set(job.id, job);
    this.#progress ??= new JobProgress(this.#listing.filesDone, this.#listing.bytesDone);
    this.#touch();
    this.#work = this.#work.then(async () => {
      if (job.cancelled) return;
      try {
        await list();
        const failure = job.cancelled ? undefined : await this.#readRest(job);
        if (failure && !job.cancelled) this.#failJob(job, failure);
      } catch (error) {
        if (!job.cancelled) this.#failJob(job, toFailure(error));
      }
      if (!job.cancelled) this.#end(job);
    });
  }

  /** Reads through entries what handles did not give; what is left then is a problem. */
  async #readRest(job: Job): Promise<Failure | undefined> {
    const reader = this.#readWorker();
    const failure = await reader.finish();
    if (failure || job.cancelled) return failure;
    job.listed = true;
    let asked = false;
    for (const { state, folder, names } of this.#listing.unread(job)) {
      if (!state.info.entries || folder === undefined) continue;
      asked = true;
      await this.#page.readEntries(state.info.source, folder, names);
      if (job.cancelled) return undefined;
    }
    const late = asked ? await reader.finish() : undefined;
    if (late || job.cancelled) return late;
    for (const [entry, error] of this.#listing.giveUp(job)) {
      this.#addProblem(entry, error === 'NotFoundError' ? 'missing' : 'unreadable', error);
    }
    if (job.whole) {
      for (const entry of this.#listing.missing(job)) this.#addProblem(entry, 'missing', '');
    }
    return undefined;
  }

  #end(job: Job): void {
    if (job.kind === 'read-again' && job.step.added.length + job.step.removed.length > 0) this.#history.do(job.step);
    this.#jobs.delete(job.id);
    this.#listing.sortClashes();
    this.#edited();
    this.#settle();
  }

  #failJob(job: Job, { code, message }: Failure): void {
    if (code === 'no-space') this.#keepUnread(job);
    else this.#takeBack(job);
    this.#failure = this.#failureOf(code, message);
    this.#edited();
    this.#settle();
  }

  /** There was room for a part of a job only: the rest waits for a choice. */
  #keepUnread(job: Job): void {
    this.#listing.dropUnstored(job);
    for (const entry of this.#listing.giveUp(job).keys()) this.#addProblem(entry, 'unreadable', 'SpoolFullError');
  }

  #takeBack(job: Job): void {
    job.cancelled = true;
    job.endPage();
    this.#jobs.delete(job.id);
    this.#listing.dropClashes(job);
    this.#history.drop(job.step);
  }

  #readEntriesAgain(entries: EntryId[]): void {
    if (entries.length === 0) return;
    const job = newJob(++this.#lastJob, 'read-again', 'Read again', []);
    job.listed = true;
    const folders: EntryId[] = [];
    const files = new Map<SourceState, EntryId[]>();
    for (const entry of entries) {
      this.#problems.delete(entry);
      this.#changed.delete(entry);
      const state = this.#listing.sourceOf(entry);
      if (!state) continue;
      this.#listing.expect(entry, job);
      if (this.#tree.kind(entry) === Kind.directory) folders.push(entry);
      else if (files.has(state)) files.get(state)?.push(entry);
      else files.set(state, [entry]);
    }
    this.#begin(job, async () => {
      for (const entry of folders) await this.#listFolderAgain(entry);
      for (const [{ info }, list] of files) {
        const requests = list.map((entry) => ({
          parent: this.#tree.parent(entry),
          path: this.#listing.originalPath(entry),
        }));
        await this.#readWorker().readPaths(info.source, requests);
      }
    });
  }

  async #listFolderAgain(entry: EntryId): Promise<void> {
    const state = this.#listing.sourceOf(entry);
    if (!state) return;
    const { info } = state;
    const page = this.#listing.folderNumber(state, 'page', entry);
    if (info.entries && page !== undefined) await this.#page.listEntries(info.source, page);
    const handles = this.#listing.folderNumber(state, 'handles', entry);
    if (handles !== undefined) {
      await this.#readWorker().listFolder(info.source, this.#listing.originalPath(entry), handles);
    }
  }

  async #readAllAgain(sources: SourceState[]): Promise<void> {
    const again = sources.filter(({ info }) => info.directory || info.files || info.entries);
    const once = sources.filter((state) => !again.includes(state));
    if (once.length > 0) {
      const names = once
        .map(({ info }) => (info.name === undefined ? 'the chosen files' : `“${info.name}”`))
        .join(', ');
      this.#failure = this.#failureOf(
        'read-once',
        `This browser lets the page read ${names} only once. To take in changes, start over and choose again.`,
      );
    }
    if (again.length === 0) {
      this.#settle();
      return;
    }
    const job = newJob(++this.#lastJob, 'read-again', 'Read again', []);
    job.whole = true;
    for (const state of again) {
      state.job = job;
      this.#listing.expectTop(state);
      state.info.readAt = Date.now();
    }
    this.#problems.clear();
    this.#changed.clear();
    this.#begin(job, async () => {
      const handled = again.map(({ info }) => info).filter(({ directory, files }) => directory || files);
      const byEntries = again.filter(({ info }) => info.entries);
      await Promise.all([
        ...byEntries.map(({ info }) => this.#page.listEntries(info.source, 0)),
        handled.length > 0 ? this.#readWorker().list(handled) : undefined,
      ]);
    });
  }

  /** The read worker is gone. Returns the jobs that have to be added again. */
  #loseReader(): JobId[] {
    const jobs = [...this.#jobs.values()];
    for (const job of jobs) {
      if (job.kind === 'read-again') {
        for (const [entry, error] of this.#listing.giveUp(job)) this.#addProblem(entry, 'unreadable', error);
      }
      this.#takeBack(job);
    }
    // What waits for an answer of the lost worker waits for ever.
    this.#work = Promise.resolve();
    this.#edited();
    return jobs.filter(({ kind }) => kind === 'add').map(({ id }) => id);
  }

  #isAtWork(id: JobId): boolean {
    return this.#jobs.has(id);
  }

  #liveSources(): SourceState[] {
    const jobs = new Set(this.#history.current.map(({ journal }) => (journal.step === 'add' ? journal.job : -1)));
    return [...this.#listing.sources.values()].filter(({ addedBy }) => jobs.has(addedBy));
  }

  #readWorker(): ReadService {
    if (!this.#reader) throw new Error('The read worker is not there (this is a defect of Isodrop).');
    return this.#reader;
  }

  // --- steps and problems ------------------------------------------------------------------------------

  #step(label: string, step: Partial<Step> & Pick<Step, 'journal'>): void {
    this.#history.do({ label, removed: [], added: [], notices: [], ...step });
    this.#edited();
  }

  #leaveOut(entries: EntryId[], code: 'left-out-by-choice' | 'unreadable'): void {
    const removed = entries.filter((entry) => entry !== ROOT && this.#isIncluded(entry));
    if (removed.length === 0) return;
    const notices = removed.map((entry): Notice => {
      const problem = this.#problems.get(entry);
      const notice: Notice = { code: problem ? 'unreadable' : code, path: this.#tree.path(entry) };
      return problem ? { ...notice, before: problem.reason } : notice;
    });
    const [first] = removed;
    for (const entry of removed) this.#listing.remember(entry);
    this.#step(
      removed.length === 1 ? `Leave out “${this.#tree.name(first as EntryId)}”` : `Leave out ${removed.length} items`,
      {
        removed,
        notices,
        journal: { step: 'leave-out', paths: removed.map((entry) => this.#namesTo(entry)) },
      },
    );
  }

  #addProblem(entry: EntryId, kind: Problem['kind'], error: string): void {
    const path = this.#tree.path(entry);
    const reason = PROBLEM_REASONS[kind] ?? unreadableReason(error);
    const again = error === 'InvalidStateError' ? 'Choose it again' : PROBLEM_RETRIES[kind];
    this.#problems.set(entry, {
      entry,
      path,
      kind,
      reason,
      message: `“${path}”: ${reason}. ${again}, or leave it out.`,
    });
    this.#publish();
  }

  /** Problems of what is in the image. */
  #openProblems(): OpenProblem[] {
    return [...this.#problems.values()].filter(({ entry }) => this.#isIncluded(entry));
  }

  #isUnreadable(entry: EntryId): boolean {
    const kind = this.#problems.get(entry)?.kind;
    return kind !== undefined && kind !== 'changed';
  }

  #isIncluded(entry: EntryId): boolean {
    for (let at = entry; at !== ROOT; at = this.#tree.parent(at)) {
      if (this.#tree.isExcluded(at)) return false;
    }
    return true;
  }

  #ownNotices(code?: NoticeCode): Notice[] {
    const notices = this.#history.current.flatMap((step) => step.notices);
    return code === undefined ? notices : notices.filter((notice) => notice.code === code);
  }

  #namesTo(entry: EntryId): string[] {
    const names: string[] = [];
    for (let at = entry; at !== ROOT; at = this.#tree.parent(at)) names.push(this.#tree.name(at));
    return names.reverse();
  }

  // --- the summary -------------------------------------------------------------------------------------

  get #options(): ImageOptions {
    return { ...DEFAULT_OPTIONS, volumeName: this.#history.volumeName };
  }

  get #isEmpty(): boolean {
    return this.#tree.childCount(ROOT) === 0;
  }

  /** The folder whose contents can be the image's root, or `NO_ENTRY`. */
  #top(): EntryId {
    const top = this.#history.current.find((step) => step.top !== undefined)?.top ?? NO_ENTRY;
    if (top === NO_ENTRY || this.#tree.isExcluded(top)) return NO_ENTRY;
    if (this.#tree.dissolved === top) return top;
    // Dissolved, its entries would meet others of the same name.
    for (const entry of this.#tree.children(ROOT)) {
      if (entry === top || this.#tree.isExcluded(entry)) continue;
      if (this.#tree.find(top, this.#tree.nameBytes(entry)) !== NO_ENTRY) return NO_ENTRY;
    }
    return top;
  }

  #topName(): string | undefined {
    for (const { journal } of this.#history.current) {
      if (journal.step !== 'add') continue;
      const name = [...this.#listing.sources.values()].find(
        ({ addedBy, info }) => addedBy === journal.job && info.name !== undefined,
      )?.info.name;
      if (name !== undefined) return name;
    }
    return undefined;
  }

  get #fileName(): string {
    return `${this.#topName() ?? 'image'}.iso`;
  }

  #log(): string {
    const { known } = this.#imager;
    return known ? `${stageLog(known.layout).join('\n')}\n` : '';
  }

  #failureOf(code: string, message: string): Failure {
    return { code, message, log: this.#log() };
  }

  #failImage({ code, message }: Failure): void {
    this.#impossible = this.#revision;
    this.#failure = this.#failureOf(code, message);
    this.#publish();
  }

  /** Something has arrived. */
  #touch(): void {
    this.#revision++;
    this.#publish();
  }

  /** The image is another one now. */
  #edited(): void {
    this.#revision++;
    if (this.#jobs.size === 0) {
      this.#progress = undefined;
      this.#names = 0;
    }
    this.#imager.update();
  }

  /** Tells the page at once, so that what it is answered fits what it was told. */
  #settle(): Revision {
    void this.#page.journal(this.#history.current.map(({ journal }) => journal));
    this.#publishNow();
    return this.#revision;
  }

  #publish(): void {
    this.#timer ??= setTimeout(() => this.#publishNow(), Math.max(0, this.#published + PACE - Date.now()));
  }

  #publishNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#published = Date.now();
    void this.#page.summary(this.#summary());
  }

  #phase(): Summary['phase'] {
    if (this.#impossible === this.#revision) return 'failed';
    if (this.#jobs.size > 0) return 'listing';
    if (this.#listing.clashes.length > 0 || this.#openProblems().length > 0) return 'blocked';
    if (this.#isEmpty) return 'empty';
    return this.#imager.ready?.revision === this.#revision ? 'ready' : 'preparing';
  }

  #summary(): Summary {
    const { known } = this.#imager;
    const current = known?.revision === this.#revision ? known : undefined;
    const estimate =
      this.#tree.contentBytes +
      this.#tree.fileCount * (ENTRY_BYTES + SLACK_BYTES) +
      this.#tree.directoryCount * ENTRY_BYTES +
      FIXED_BYTES;
    const own = new Map<NoticeCode, number>();
    for (const { code } of this.#ownNotices()) own.set(code, (own.get(code) ?? 0) + 1);
    const problems = this.#openProblems();
    const times = this.#liveSources().map(({ info }) => info.readAt);
    const top = this.#top();
    const listed = [...this.#jobs.values()].every((job) => job.listed);
    const conflict = this.#conflict();
    const { last, next } = this.#history;
    return {
      revision: this.#revision,
      phase: this.#phase(),
      files: this.#tree.fileCount,
      folders: this.#tree.directoryCount,
      contentBytes: this.#tree.contentBytes,
      imageBytes: this.#isEmpty ? 0 : current ? current.layout.blocks * 2048 : estimate,
      imageExact: current !== undefined,
      volumeName: this.#history.volumeName,
      fileName: this.#fileName,
      joliet: this.#options.joliet,
      rockRidge: this.#options.rockRidge !== 'none',
      noticeGroups: [
        ...[...own].map(([code, count]) => noticeGroup(code, count)),
        ...(this.#isEmpty ? [] : (known?.noticeGroups ?? [])),
      ].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
      regions: current?.layout.regions ?? [],
      problems: problems.slice(0, PROBLEMS_SHOWN),
      problemCount: problems.length,
      unreadableLeftOut: own.get('unreadable') ?? 0,
      changedCount: [...this.#changed].filter((entry) => this.#isIncluded(entry)).length,
      canUndo: last !== undefined,
      canRedo: next !== undefined,
      ...(times.length > 0 ? { readAt: { first: Math.min(...times), last: Math.max(...times) } } : {}),
      ...(top === NO_ENTRY
        ? {}
        : { topFolder: { entry: top, name: this.#tree.name(top), dissolved: this.#tree.dissolved === top } }),
      ...(this.#progress && this.#jobs.size > 0
        ? {
            progress: this.#progress.get(this.#names, this.#listing.filesDone, this.#listing.bytesDone, listed),
          }
        : {}),
      ...(conflict ? { conflict } : {}),
      ...(this.#failure ? { failure: this.#failure } : {}),
      ...(last ? { undoLabel: last.label } : {}),
      ...(next ? { redoLabel: next.label } : {}),
    };
  }

  #conflict(): Conflict | undefined {
    const { clashes } = this.#listing;
    const clash = clashes[0];
    if (!clash?.content || this.#isAtWork(clash.job.id)) return undefined;
    const folder = this.#tree.path(clash.parent);
    return {
      id: clash.id,
      path: folder === '' ? clash.name : `${folder}/${clash.name}`,
      existing: {
        byteLength: this.#tree.byteLength(clash.existing),
        modified: this.#tree.attributes(clash.existing).modifyTime * 1000,
      },
      incoming: { byteLength: clash.content.byteLength, modified: clash.content.modified },
      waiting: clashes.length - 1,
    };
  }
}

const SEVERITIES = ['left-out', 'changed', 'plain-names'];

const PROBLEM_REASONS: Readonly<Partial<Record<Problem['kind'], string>>> = {
  changed: 'it changed on disk since it was read',
  missing: 'it is not on disk any more',
};
const PROBLEM_RETRIES: Readonly<Record<Problem['kind'], string>> = {
  changed: 'Read it again',
  missing: 'Put it back and retry',
  unreadable: 'Retry',
  'folder-unreadable': 'Retry',
};

function sourceNotices({ way, name }: SourceInfo): Notice[] {
  if (name === undefined) return [];
  if (way === 'input') return [{ code: 'empty-folders', path: name }];
  return way === 'picker' ? [{ code: 'hidden-names', path: name }] : [];
}
