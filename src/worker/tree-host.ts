/** The tree worker: the one tree and the rooms around it, joined; what the page and the read worker ask is passed on. */
import { expose, wrap } from 'comlink';
import { equalCommand, stageLog } from '../image/log';
import type { Notice, NoticeCode } from '../image/notices';
import { DEFAULT_OPTIONS, type ImageOptions } from '../image/options';
import { type EntryId, ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { FolderChange } from '../sources/observer';
import { Adding } from './adding';
import { Clashes } from './clashes';
import { Commands } from './commands';
import { Connection, Link } from './connection';
import { Finishing } from './finished-image';
import { History } from './history';
import { imageSummary } from './image-summary';
import { Imager } from './imager';
import { JobRunner } from './job-runner';
import { Jobs } from './jobs';
import { LastFailure } from './last-failure';
import { holdLifeline } from './lifeline';
import { Listing } from './listing';
import { News } from './news';
import { Ordering } from './ordering';
import { Origins } from './origins';
import { Preview } from './preview';
import { Problems } from './problems';
import type {
  EncodeService,
  FileFailed,
  FilesRead,
  JobId,
  JournalStep,
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
import { ReadingAgain } from './reading-again';
import type {
  Command,
  ConflictChoice,
  Failure,
  FinishedImage,
  ProblemChoice,
  Revision,
  Rows,
  Summary,
} from './session';
import { numberedFolder, Sources } from './sources';
import { Stores } from './stores';
import { TopFolder } from './top-folder';

const ROOT = 0;

export class TreeHost implements TreeWorker, TreeSink {
  readonly #page = wrap<PageService>(self as unknown as Worker);
  readonly #reader = new Link<ReadService>();
  readonly #encoder = new Link<EncodeService>();
  readonly #tree = new ImageTree();
  readonly #stores = new Stores();
  readonly #sources = new Sources();
  readonly #history = new History(this.#tree, DEFAULT_OPTIONS.volumeName);
  readonly #origins = new Origins(this.#tree, this.#sources);
  readonly #clashes = new Clashes(this.#tree);
  readonly #listing = new Listing(this.#tree, this.#stores, this.#sources, this.#origins, this.#clashes);
  readonly #problems = new Problems(this.#tree);
  readonly #preview = new Preview(this.#tree, this.#problems);
  readonly #top = new TopFolder(this.#tree, this.#history, this.#sources);
  readonly #jobs = new Jobs(this.#listing);
  readonly #failure = new LastFailure(() => this.#log);
  readonly #changes = { arrived: () => this.#arrived(), edited: () => this.#edited() };
  readonly #runner = new JobRunner(
    {
      jobs: this.#jobs,
      history: this.#history,
      sources: this.#sources,
      origins: this.#origins,
      clashes: this.#clashes,
      listing: this.#listing,
      problems: this.#problems,
      failure: this.#failure,
    },
    this.#reader,
    this.#page,
    this.#changes,
  );
  readonly #adding = new Adding(
    { tree: this.#tree, jobs: this.#jobs, history: this.#history, listing: this.#listing },
    this.#runner,
    this.#reader,
  );
  readonly #readingAgain = new ReadingAgain(
    {
      tree: this.#tree,
      jobs: this.#jobs,
      history: this.#history,
      sources: this.#sources,
      origins: this.#origins,
      problems: this.#problems,
      failure: this.#failure,
    },
    this.#runner,
    this.#reader,
    this.#page,
  );
  readonly #commands = new Commands({
    tree: this.#tree,
    history: this.#history,
    origins: this.#origins,
    problems: this.#problems,
    top: this.#top,
  });
  readonly #ordering = new Ordering(this.#tree, this.#stores, this.#reader, () =>
    this.#runner.isIdle ? this.#clashes.stores : undefined,
  );
  readonly #imager: Imager = new Imager(this.#tree, this.#stores, this.#ordering, this.#encoder, this.#reader, {
    wanted: () =>
      this.#runner.isIdle && !this.#isEmpty ? { revision: this.#revision, options: this.#options } : undefined,
    changed: () => this.#news.later(),
    failed: (revision, failure) => this.#failure.tellImpossible(revision, failure),
    restartEncoder: () => this.#page.restartEncoder(),
  });
  readonly #finishing = new Finishing(
    {
      tree: this.#tree,
      stores: this.#stores,
      origins: this.#origins,
      problems: this.#problems,
      failure: this.#failure,
    },
    this.#reader,
    this.#imager,
  );
  readonly #news = new News(
    this.#page,
    () => this.#summary(),
    () => this.#history.current.flatMap(({ journal }) => journal ?? []),
  );
  #revision: Revision = 0;

  // --- the workers ---------------------------------------------------------------------------------------

  live(lifeline: string): Promise<void> {
    return holdLifeline(lifeline);
  }

  start(volumeName: string | undefined): void {
    if (volumeName !== undefined) this.#history.volumeName = volumeName;
    this.#edited();
  }

  async connectReader(port: MessagePort): Promise<JobId[]> {
    const isAnother = this.#reader.current !== undefined;
    this.#reader.connect(new Connection<ReadService>(port, wrap<ReadService>(port)));
    expose(this, port);
    const lost = isAnother ? this.#runner.loseReader() : [];
    const infos = this.#sources.live(this.#history.current).map(({ info }) => info);
    await this.#reader.ask((reader) => reader.know(infos));
    this.#imager.restart();
    this.#news.later();
    return lost;
  }

  async connectEncoder(port: MessagePort): Promise<void> {
    await this.#imager.connectEncoder(new Connection<EncodeService>(port, wrap<EncodeService>(port)));
    this.#news.later();
  }

  async nextStore(): Promise<number> {
    return this.#stores.next;
  }

  // --- what is added and listed --------------------------------------------------------------------------

  async addJob(id: JobId, sources: SourceInfo[]): Promise<void> {
    this.#failure.clear();
    this.#adding.add(id, sources);
  }

  async pageDone(id: JobId): Promise<void> {
    this.#adding.pageDone(id);
  }

  async names(names: Names): Promise<void> {
    if (!this.#sources.isLive(names.source)) return;
    const files = this.#listing.names(names);
    if (this.#jobs.progress) this.#jobs.progress.names += files;
    this.#arrived();
  }

  async files(read: FilesRead, failed: FileFailed[], progress: ReadProgress): Promise<void> {
    if (!this.#sources.isLive(read.source)) return;
    this.#listing.files(read);
    this.#listing.filesFailed(read.source, read.numbering, failed);
    if (this.#jobs.progress) this.#jobs.progress.seen = progress;
    this.#arrived();
  }

  async filesFailed(source: SourceId, failed: FileFailed[]): Promise<void> {
    if (this.#sources.isLive(source)) this.#listing.filesFailed(source, 'page', failed);
  }

  async folderFailed(id: SourceId, numbering: Numbering, folder: number, error: string): Promise<void> {
    const source = this.#sources.find(id);
    if (!source || source.job.cancelled) return;
    // Where entries list a drop as well, theirs is the word that counts.
    if (numbering === 'handles' && source.info.entries) return;
    const entry = numberedFolder(source, numbering, folder);
    source.unlisted.add(entry);
    this.#problems.add(entry, 'folder-unreadable', error);
    this.#news.later();
  }

  async store(store: number, blob: Blob): Promise<void> {
    this.#stores.addPacked(store, blob);
  }

  async observed(id: SourceId): Promise<void> {
    const source = this.#sources.find(id);
    if (source) source.observed = true;
  }

  async changed(id: SourceId, changes: FolderChange[]): Promise<void> {
    const source = this.#sources.find(id);
    if (!source) return;
    for (const { kind, path } of changes) {
      if (kind === 'unknown') source.observed = false;
      const entry = this.#origins.entryAt(source, path);
      if (entry === NO_ENTRY || entry === ROOT || this.#tree.kind(entry) !== Kind.file) continue;
      // What was not read yet will be read as it is then.
      if (!this.#origins.isOf(entry, id) || !this.#origins.isRead(entry) || !this.#tree.isIncluded(entry)) continue;
      this.#problems.add(entry, kind === 'gone' ? 'missing' : 'changed', '', true);
    }
    this.#news.later();
  }

  // --- what is looked at ---------------------------------------------------------------------------------

  async rows(first: number, count: number): Promise<Rows> {
    return this.#preview.window(first, count, this.#revision, this.#jobs.count > 0);
  }

  async expand(entry: EntryId, expanded: boolean): Promise<void> {
    this.#preview.expand(entry, expanded);
  }

  async notices(code: NoticeCode, first: number, count: number): Promise<Notice[]> {
    const own = this.#ownNotices.filter((notice) => notice.code === code);
    return own.length > 0 ? own.slice(first, first + count) : this.#imager.notices(code, first, count);
  }

  async log(): Promise<{ text: string; command: string }> {
    return { text: this.#log, command: equalCommand(this.#options, this.#top.fileName, this.#top.name ?? '.') };
  }

  // --- what is done --------------------------------------------------------------------------------------

  async do(command: Command): Promise<Revision> {
    this.#failure.clear();
    if (command.do === 'start-over') await this.#runner.cancel(this.#runner.unsettled);
    return this.#doCommand(command) ? this.#edited() : this.#told();
  }

  #doCommand(command: Command): boolean {
    switch (command.do) {
      case 'volume-name':
        return this.#commands.nameVolume(command.name);
      case 'dissolve':
        return this.#commands.dissolve(command.entry, command.dissolved);
      case 'leave-out':
        return this.#commands.leaveOut([command.entry]);
      case 'start-over':
        return this.#commands.startOver();
    }
  }

  async undo(): Promise<Revision> {
    this.#failure.clear();
    const unsettled = this.#runner.lastDone;
    if (unsettled) await this.#runner.cancel([unsettled]);
    else this.#history.undo();
    return this.#edited();
  }

  async redo(): Promise<Revision> {
    this.#failure.clear();
    this.#history.redo();
    return this.#edited();
  }

  async resolveConflict(id: number, choice: ConflictChoice, forAll: boolean): Promise<void> {
    let asked = this.#conflict;
    if (asked?.id !== id) return;
    do {
      this.#listing.settle(choice);
      asked = this.#conflict;
    } while (forAll && asked);
    this.#edited();
  }

  async resolveProblem(choice: ProblemChoice, entry?: EntryId): Promise<void> {
    const entries = entry === undefined ? this.#problems.open() : [entry];
    if (choice === 'retry') this.#readingAgain.entries(entries.filter((one) => this.#problems.has(one)));
    else this.#commands.leaveOut(entries);
    this.#edited();
  }

  async readAgain(entry?: EntryId): Promise<void> {
    this.#failure.clear();
    if (entry !== undefined && this.#tree.kind(entry) === Kind.file) this.#readingAgain.entries([entry]);
    else this.#readingAgain.changed();
    this.#told();
  }

  async cancel(): Promise<void> {
    await this.#runner.cancel(this.#runner.unsettled);
  }

  async replay(steps: JournalStep[]): Promise<void> {
    this.#jobs.after(async () => {
      this.#commands.replay(steps);
      this.#edited();
    });
  }

  async image(): Promise<FinishedImage | { failure: Failure }> {
    const image = this.#imager.ready;
    if (!image || this.#phase !== 'ready') {
      return { failure: this.#failure.of('not-ready', 'The image is not known yet. Wait until Download is on.') };
    }
    const isCurrent = () => this.#imager.ready === image && image.revision === this.#revision;
    const finished = await this.#finishing.finish(image, this.#top.fileName, isCurrent);
    if ('failure' in finished) this.#told();
    return finished;
  }

  // --- the summary ---------------------------------------------------------------------------------------

  get #options(): ImageOptions {
    return { ...DEFAULT_OPTIONS, volumeName: this.#history.volumeName };
  }

  get #isEmpty(): boolean {
    return this.#tree.childCount(ROOT) === 0;
  }

  get #log(): string {
    const known = this.#imager?.known;
    return known ? `${stageLog(known.layout).join('\n')}\n` : '';
  }

  get #ownNotices(): Notice[] {
    return this.#history.current.flatMap((step) => step.notices);
  }

  get #conflict() {
    return this.#clashes.conflict((job) => this.#jobs.isUnderWay(job));
  }

  #arrived(): void {
    this.#revision++;
    this.#news.later();
  }

  #edited(): Revision {
    this.#listing.settleFree((job) => this.#jobs.isUnderWay(job));
    this.#revision++;
    this.#imager.update();
    return this.#told();
  }

  #told(): Revision {
    this.#news.now();
    return this.#revision;
  }

  get #phase(): Summary['phase'] {
    if (this.#failure.isImpossible(this.#revision)) return 'failed';
    if (this.#jobs.count > 0) return 'listing';
    if (this.#clashes.count > 0 || this.#problems.open().length > 0) return 'blocked';
    if (this.#isEmpty) return 'empty';
    return this.#imager.ready?.revision === this.#revision ? 'ready' : 'preparing';
  }

  #summary(): Summary {
    const times = this.#sources.live(this.#history.current).map(({ info }) => info.readAt);
    const conflict = this.#conflict;
    const failure = this.#failure.current;
    const unsettled = this.#runner.lastDone;
    return {
      revision: this.#revision,
      phase: this.#phase,
      files: this.#tree.fileCount,
      folders: this.#tree.directoryCount,
      contentBytes: this.#tree.contentBytes,
      joliet: this.#options.joliet,
      rockRidge: this.#options.rockRidge !== 'none',
      ...imageSummary(this.#tree, this.#revision, this.#imager.known, this.#ownNotices),
      ...this.#top.summary(),
      ...this.#problems.summary(this.#problems.open()),
      ...this.#history.summary(),
      ...(unsettled ? { canUndo: true, undoLabel: unsettled.step.label } : {}),
      ...this.#jobs.summary(),
      ...(times.length > 0 ? { readAt: { first: Math.min(...times), last: Math.max(...times) } } : {}),
      ...(conflict ? { conflict } : {}),
      ...(failure ? { failure } : {}),
    };
  }
}
