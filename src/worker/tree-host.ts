/** The tree worker: the one tree and the rooms around it, joined; what the page and the read worker ask is passed on. */
import { expose, wrap } from 'comlink';
import type { SharedContents } from '../image/equal-contents';
import type { Notice, NoticeCode } from '../image/notices';
import { DEFAULT_OPTIONS, type ImageOptions } from '../image/options';
import { type EntryId, ImageTree } from '../image/tree';
import type { FolderChange } from '../sources/observer';
import { Adding } from './adding';
import { Arrivals } from './arrivals';
import { Clashes } from './clashes';
import { Commands } from './commands';
import { Connection, Link } from './connection';
import { equalCommand } from './equal-command';
import type { EqualFiles } from './equal-files';
import { missingPart } from './failure';
import { Finishing } from './finished-image';
import { History } from './history';
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
  ImageLog,
  ProblemChoice,
  Revision,
  Rows,
} from './session';
import type { Settings } from './settings';
import { Sources } from './sources';
import { Stores } from './stores';
import { phaseOf, summaryOf } from './summary';
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
  readonly #failure = new LastFailure(() => this.#imager.log);
  /** Each of those below says in its own type which of these it touches. */
  readonly #rooms = {
    tree: this.#tree,
    stores: this.#stores,
    sources: this.#sources,
    history: this.#history,
    origins: this.#origins,
    clashes: this.#clashes,
    listing: this.#listing,
    problems: this.#problems,
    top: this.#top,
    jobs: this.#jobs,
    failure: this.#failure,
  };
  readonly #runner = new JobRunner(this.#rooms, this.#reader, this.#page, {
    arrived: () => this.#arrived(),
    edited: () => this.#edited(),
  });
  readonly #arrivals = new Arrivals(this.#rooms);
  readonly #adding = new Adding(this.#rooms, this.#runner, this.#reader);
  readonly #readingAgain = new ReadingAgain(this.#rooms, this.#runner, this.#reader, this.#page);
  readonly #commands = new Commands(this.#rooms);
  readonly #ordering = new Ordering(this.#tree, this.#stores, this.#reader, () =>
    this.#runner.isIdle ? this.#clashes.stores : undefined,
  );
  readonly #imager: Imager = new Imager(this.#tree, this.#stores, this.#ordering, this.#encoder, this.#reader, {
    wanted: () => this.#wanted,
    findEqual: () => this.#findEqual(),
    known: () => this.#news.now(),
    changed: () => this.#news.later(),
    failed: (revision, failure) => this.#failure.tellImpossible(revision, failure),
    restartEncoder: () => this.#page.restartEncoder(),
  });
  readonly #finishing = new Finishing(this.#rooms, this.#reader, this.#imager);
  readonly #told = { ...this.#rooms, runner: this.#runner, imager: this.#imager };
  readonly #news = new News(
    this.#page,
    () => summaryOf(this.#told, this.#revision, this.#options, this.#equalFiles?.progress),
    () => this.#history.current.flatMap(({ journal }) => journal ?? []),
  );
  #revision: Revision = 0;
  #duplicatesOnce = false;
  #equalFiles: EqualFiles | undefined;

  // --- the workers ---------------------------------------------------------------------------------------

  live = holdLifeline;

  start(settings: Settings): void {
    this.#history.volumeName = settings['volume-name'] ?? this.#history.volumeName;
    this.#duplicatesOnce = settings['duplicates-once'] ?? false;
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
    if (this.#arrivals.names(names)) this.#arrived();
  }

  async files(read: FilesRead, failed: FileFailed[], progress: ReadProgress): Promise<void> {
    if (this.#arrivals.files(read, failed, progress)) this.#arrived();
  }

  async filesFailed(source: SourceId, failed: FileFailed[]): Promise<void> {
    this.#arrivals.filesFailed(source, failed);
  }

  async folderFailed(source: SourceId, numbering: Numbering, folder: number, error: string): Promise<void> {
    this.#arrivals.folderFailed(source, numbering, folder, error);
    this.#news.later();
  }

  async store(store: number, blob: Blob): Promise<void> {
    this.#stores.addPacked(store, blob);
  }

  async digested(bytes: number): Promise<void> {
    this.#equalFiles?.read(bytes);
  }

  async observed(source: SourceId): Promise<void> {
    this.#arrivals.observed(source);
  }

  async changed(source: SourceId, changes: FolderChange[]): Promise<void> {
    this.#arrivals.changed(source, changes);
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
    const own = this.#history.notices.filter((notice) => notice.code === code);
    return own.length > 0 ? own.slice(first, first + count) : this.#imager.notices(code, first, count);
  }

  async log(): Promise<ImageLog> {
    return { text: this.#imager.log, ...equalCommand(this.#rooms, this.#options) };
  }

  // --- what is done --------------------------------------------------------------------------------------

  async do(command: Command): Promise<Revision> {
    this.#failure.clear();
    // Done before anything is waited for: another command may follow at once.
    const stopped = command.do === 'start-over' ? this.#runner.cancel(this.#runner.unsettled) : undefined;
    const isDone = command.do === 'duplicates-once' ? this.#storeOnce(command.on) : this.#commands.do(command);
    const revision = isDone ? this.#edited() : this.#tell();
    await stopped;
    return revision;
  }

  #storeOnce(on: boolean): boolean {
    const isChanged = this.#duplicatesOnce !== on;
    this.#duplicatesOnce = on;
    return isChanged;
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
    if (this.#askedConflict !== id) return;
    do this.#listing.settle(choice);
    while (forAll && this.#askedConflict !== undefined);
    this.#edited();
  }

  async resolveProblem(choice: ProblemChoice, entry?: EntryId): Promise<void> {
    this.#failure.clear();
    const entries = entry === undefined ? this.#problems.open() : [entry];
    if (choice === 'retry') this.#readingAgain.entries(entries.filter((one) => this.#problems.has(one)));
    else this.#commands.leaveOut(entries);
    this.#edited();
  }

  async readAgain(entry?: EntryId): Promise<void> {
    this.#failure.clear();
    this.#readingAgain.read(entry);
    this.#tell();
  }

  cancel(): Promise<void> {
    return this.#runner.cancel(this.#runner.unsettled);
  }

  async replay(steps: JournalStep[]): Promise<void> {
    this.#jobs.after(async () => {
      this.#commands.replay(steps);
      this.#edited();
    });
  }

  async image(): Promise<FinishedImage | { failure: Failure }> {
    const image = this.#imager.ready;
    if (!image || phaseOf(this.#told, this.#revision) !== 'ready') {
      return { failure: this.#failure.of('not-ready', 'The image is not known yet. Wait until Download is on.') };
    }
    const isCurrent = () => this.#imager.ready === image && image.revision === this.#revision;
    const finished = await this.#finishing.finish(image, this.#top.fileName, isCurrent);
    if ('failure' in finished) this.#tell();
    return finished;
  }

  // --- what is told --------------------------------------------------------------------------------------

  get #options(): ImageOptions {
    return { ...DEFAULT_OPTIONS, volumeName: this.#history.volumeName, duplicatesOnce: this.#duplicatesOnce };
  }

  get #wanted(): { revision: Revision; options: ImageOptions } | undefined {
    const isEmpty = this.#tree.childCount(ROOT) === 0;
    return this.#runner.isIdle && !isEmpty ? { revision: this.#revision, options: this.#options } : undefined;
  }

  /** The revision of which equal files are wanted. */
  get #comparable(): Revision | undefined {
    return this.#duplicatesOnce ? this.#wanted?.revision : undefined;
  }

  get #askedConflict(): number | undefined {
    return this.#clashes.conflict((job) => this.#jobs.isUnderWay(job))?.id;
  }

  #arrived(): void {
    this.#revision++;
    this.#news.later();
  }

  #edited(): Revision {
    this.#listing.settleClear((job) => this.#jobs.isUnderWay(job));
    this.#revision++;
    if (this.#comparable === undefined) void this.#equalFiles?.stop();
    // Told first: to make the manifest takes time, and what the page shows of the tree is known.
    this.#tell();
    this.#imager.update();
    return this.#revision;
  }

  async #findEqual(): Promise<SharedContents | Failure | undefined> {
    const { EqualFiles } = await import('./equal-files').catch(missingPart);
    this.#equalFiles ??= new EqualFiles(this.#rooms, this.#reader, () => this.#news.later());
    return this.#equalFiles.find(() => this.#comparable);
  }

  #tell(): Revision {
    this.#news.now();
    return this.#revision;
  }
}
