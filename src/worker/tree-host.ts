/** The tree worker: the one tree and the rooms around it, joined; what the page and the read worker ask is passed on. */
import { expose, wrap } from 'comlink';
import { bootNotices } from '../image/boot-notices';
import { optionsOf } from '../image/chosen-options';
import type { SharedContents } from '../image/equal-contents';
import type { NoticeCode } from '../image/notices';
import { DEFAULT_OPTIONS, type ImageOptions } from '../image/options';
import { type EntryId, ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import type { FolderChange } from '../sources/observer';
import { Adding } from './adding';
import { Arrivals } from './arrivals';
import { Breaths } from './breaths';
import { Choices } from './choices';
import { Clashes } from './clashes';

import { Commands } from './commands';
import { Connection, Link } from './connection';
import { Differences } from './differences';
import { DiscCellReader } from './disc-cells';
import type { DiscPictures } from './disc-pictures';
import { Entering } from './entering';
import type { EqualFiles } from './equal-files';
import { missingPart } from './failure';
import { Finishing } from './finished-image';
import { History } from './history';
import { Imager, type ReadyImage } from './imager';
import { JobRunner } from './job-runner';
import { Jobs } from './jobs';
import { keepMade, keptMade } from './kept-options';
import { LastFailure } from './last-failure';
import { holdLifeline } from './lifeline';
import { Listing } from './listing';
import { Losses } from './losses';
import { News } from './news';
import { Ordering } from './ordering';
import { Origins } from './origins';
import { changeOwnPreset, ownPresets } from './own-presets';
import { Preview } from './preview';
import { Problems } from './problems';
import type {
  ArchivePart,
  EncodeService,
  FileFailed,
  FilesRead,
  JobId,
  JournalStep,
  MadeChoice,
  Names,
  Numbering,
  Origin,
  PageService,
  ReadProgress,
  ReadService,
  SourceCensus,
  SourceId,
  SourceInfo,
  TreeSink,
  TreeWorker,
} from './protocol';
import { ReadingAgain } from './reading-again';
import { refusalOf } from './refusal';
import { Resolving } from './resolving';
import { say } from './saying';
import type {
  Command,
  ConflictChoice,
  DiscCells,
  DiscColumn,
  DiscPicture,
  DiscPiece,
  Done,
  EntryAbout,
  EntryContents,
  EntryDetails,
  EntryNotice,
  EntryOnDisc,
  Failure,
  FindingCode,
  FindingEntry,
  FinishedImage,
  ImageAbout,
  ImageLog,
  LeftOut,
  Matter,
  PatternMatch,
  ProblemChoice,
  ReaderId,
  ReaderReport,
  Refusal,
  Revision,
  RoomInFolder,
  Rows,
  Selecting,
  TextFile,
  View,
} from './session';
import { FOLDERS_TOLD } from './session';
import type { Settings } from './settings';
import { type ListingJob, Sources } from './sources';
import type { Made } from './step';
import { Stores } from './stores';
import { phaseOf, summaryOf } from './summary';
import { TopFolder } from './top-folder';
import { TreeChanges } from './tree-changes';
import { Worlds } from './worlds';

/** A host may have this part no more when it has a newer version of the page: the log is there all the same. */
const equalCommandPart = () => import('./equal-command').catch(() => undefined);

export class TreeHost implements TreeWorker, TreeSink {
  readonly #page = wrap<PageService>(self as unknown as Worker);
  readonly #reader = new Link<ReadService>();
  readonly #encoder = new Link<EncodeService>();
  readonly #tree = new ImageTree();
  readonly #stores = new Stores();
  readonly #sources = new Sources();
  readonly #origins = new Origins(this.#tree, this.#sources);
  readonly #history = new History(this.#tree, new TreeChanges(this.#tree, this.#origins), DEFAULT_OPTIONS.volumeName);
  readonly #clashes = new Clashes(this.#tree, this.#origins.places);
  readonly #ground = {
    tree: this.#tree,
    stores: this.#stores,
    sources: this.#sources,
    origins: this.#origins,
    history: this.#history,
    clashes: this.#clashes,
    choices: new Choices(this.#origins),
  };
  readonly #entering = new Entering(this.#ground);
  readonly #listing = new Listing({ ...this.#ground, entering: this.#entering });
  readonly #resolving = new Resolving({ ...this.#ground, entering: this.#entering });
  readonly #problems = new Problems(this.#tree, this.#origins);
  readonly #losses = new Losses({ ...this.#ground, listing: this.#listing, problems: this.#problems });
  readonly #preview = new Preview(this.#tree, this.#problems, {
    now: () => this.#news.now(),
    later: () => this.#news.later(),
  });
  readonly #top = new TopFolder(this.#tree, this.#history, this.#sources);
  readonly #jobs = new Jobs(this.#listing);
  readonly #failure = new LastFailure(() => this.#imager.log);
  /** Each of those below says in its own type which of these it touches. */
  readonly #rooms = {
    ...this.#ground,
    listing: this.#listing,
    resolving: this.#resolving,
    problems: this.#problems,
    losses: this.#losses,
    top: this.#top,
    jobs: this.#jobs,
    failure: this.#failure,
    preview: this.#preview,
  };
  readonly #runner = new JobRunner(this.#rooms, this.#reader, this.#page, {
    arrived: () => this.#arrived(),
    edited: (added) => this.#edited(added),
  });
  readonly #arrivals = new Arrivals(this.#rooms);
  readonly #breaths = new Breaths();
  readonly #adding = new Adding(this.#rooms, this.#runner, this.#reader);
  readonly #readingAgain = new ReadingAgain(this.#rooms, this.#runner, this.#reader, this.#page);
  readonly #commands = new Commands({
    ...this.#rooms,
    isSettled: () => this.#runner.unsettled.length === 0,
    selected: () => this.#preview.selection.topmost(),
  });
  readonly #ordering = new Ordering(this.#tree, this.#stores, this.#reader, {
    waiting: () => (this.#runner.isIdle ? [...this.#clashes.stores, ...this.#sources.openedStores()] : undefined),
    isWhole: () => this.#problems.open().length === 0,
  });
  readonly #imager: Imager = new Imager(this.#tree, this.#stores, this.#ordering, this.#encoder, this.#reader, {
    wanted: () => this.#wanted,
    findEqual: () => this.#findEqual(),
    known: () => this.#news.now(),
    changed: () => {
      if (this.#readyImage) this.#justAdded = undefined;
      this.#news.now();
    },
    failed: (revision, failure) => this.#failure.tellImpossible(revision, failure),
    restartEncoder: () => this.#page.restartEncoder(),
  });
  readonly #discCells = new DiscCellReader({ tree: this.#tree, imager: this.#imager }, this.#encoder);
  readonly #worlds = new Worlds({ tree: this.#tree, imager: this.#imager }, this.#encoder);
  readonly #finishing = new Finishing(this.#rooms, this.#reader, this.#imager, this.#page);
  readonly #differences = new Differences(this.#history, () => this.#news.later());
  readonly #told = {
    ...this.#rooms,
    differences: this.#differences,
    runner: this.#runner,
    imager: this.#imager,
    leavingOut: this.#commands.leavingOut,
  };
  readonly #news: News = new News(
    this.#page,
    () => ({
      ...summaryOf(this.#told, this.#revision, this.#options, this.#equalFiles?.progress),
      isJustAdded: this.#justAdded !== undefined,
    }),
    () => this.#history.journal,
  );
  #revision: Revision = 0;
  /** What was added last, until its image is known or something else is done. */
  #justAdded: ListingJob | undefined;
  #equalFiles: EqualFiles | undefined;
  #discPictures: DiscPictures | undefined;
  /** What discs are made for, as it is kept between visits. */
  #kept: Made = this.#history.made;

  // --- the workers ---------------------------------------------------------------------------------------

  live = holdLifeline;

  start(settings: Settings): void {
    this.#history.volumeName = settings['volume-name'] ?? this.#history.volumeName;
    this.#kept = this.#history.made = keptMade(settings['made-for']) ?? this.#history.made;
    // Needed later, if ever: loaded with the rest, since the network is silent then.
    void equalCommandPart();
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

  async losesEdits(): Promise<boolean> {
    return this.#runner.losesEdits;
  }

  async nextStore(): Promise<number> {
    return this.#stores.next;
  }

  // --- what is added and listed --------------------------------------------------------------------------

  async addJob(id: JobId, sources: SourceInfo[], choices?: readonly MadeChoice[]): Promise<void> {
    this.#failure.clear();
    this.#adding.add(id, sources, choices);
  }

  async pageDone(id: JobId): Promise<void> {
    this.#adding.pageDone(id);
  }

  async names(names: Names): Promise<void> {
    if (this.#arrivals.names(names)) this.#arrived();
    await this.#breaths.take(names.names.length);
  }

  async files(read: FilesRead, failed: FileFailed[], progress: ReadProgress): Promise<void> {
    if (this.#arrivals.files(read, failed, progress)) this.#arrived();
    await this.#breaths.take(read.names.length + failed.length);
  }

  async seen(progress: ReadProgress): Promise<void> {
    if (!this.#jobs.progress) return;
    this.#jobs.progress.seen = progress;
    this.#news.later();
  }

  async archive(part: ArchivePart): Promise<void> {
    if (this.#arrivals.archive(part)) this.#arrived();
    await this.#breaths.take(part.rows.names.length);
  }

  async unpacking(source: SourceId, bytes: number, byteLength: number): Promise<void> {
    this.#arrivals.unpacking(source, bytes, byteLength);
    this.#news.later();
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

  async rows(first: number, count: number, focus?: EntryId): Promise<Rows> {
    return this.#preview.window(first, count, this.#revision, focus);
  }

  async scrolled(): Promise<void> {
    this.#breaths.scrolled();
  }

  async expand(entry: EntryId, expanded: boolean): Promise<void> {
    await this.#preview.expand(entry, expanded);
  }

  async expandSiblings(entry: EntryId): Promise<void> {
    await this.#preview.expandSiblings(entry);
  }

  async setView(view: View): Promise<void> {
    await this.#preview.setView(view);
  }

  async select(selecting: Selecting): Promise<void> {
    this.#preview.select(selecting);
  }

  async indexOf(entry: EntryId): Promise<number> {
    return this.#preview.indexOf(entry);
  }

  async find(prefix: string, from: number): Promise<number> {
    return this.#preview.find(prefix, from);
  }

  async reveal(entry: EntryId): Promise<number> {
    return this.#preview.reveal(entry);
  }

  async entry(entry: EntryId): Promise<EntryDetails | undefined> {
    return this.#preview.entry(entry);
  }

  async cells(entries: EntryId[], columns: DiscColumn[]): Promise<DiscCells | undefined> {
    return this.#discCells.cells(entries, columns);
  }

  async notices(code: NoticeCode, first: number, count: number): Promise<EntryNotice[]> {
    const own = [...this.#history.notices, ...bootNotices(this.#tree)].filter((notice) => notice.code === code);
    return own.length > 0 ? own.slice(first, first + count) : this.#imager.notices(code, first, count);
  }

  async originOf(entry: EntryId): Promise<Origin> {
    return this.#origins.originOf(entry);
  }

  async selected(): Promise<EntryId[]> {
    return this.#preview.selection.topmost();
  }

  async foldersIn(folder: EntryId): Promise<{ entry: EntryId; name: string }[]> {
    const folders = this.#tree.sortedChildren(folder, Kind.directory);
    return Array.from(folders.subarray(0, FOLDERS_TOLD), (entry) => ({ entry, name: this.#tree.name(entry) }));
  }

  async childOf(folder: EntryId, name: string): Promise<EntryId | undefined> {
    const entry = this.#tree.find(folder, name);
    return entry === NO_ENTRY ? undefined : entry;
  }

  async text(entry: EntryId): Promise<TextFile | { refusal: Refusal }> {
    const { textOf } = await import('./text-files').catch(missingPart);
    return textOf(this.#rooms, entry).catch(refusalOf);
  }

  async contents(entry: EntryId): Promise<EntryContents | { refusal: Refusal }> {
    const { entryContents } = await import('./text-files').catch(missingPart);
    const isComing = phaseOf(this.#told, this.#revision) === 'preparing';
    return entryContents(this.#rooms, entry, isComing ? 'coming' : this.#readyImage).catch(refusalOf);
  }

  async leftOut(first: number, count: number): Promise<LeftOut> {
    return this.#commands.leavingOut.list(first, count, this.#revision);
  }

  matching(patterns: string[]): Promise<PatternMatch[]> {
    return this.#commands.leavingOut.matching(patterns);
  }

  async programs(): Promise<EntryId[]> {
    const { programsIn } = await import('./text-files').catch(missingPart);
    return programsIn(this.#rooms);
  }

  onDisc(entry: EntryId): Promise<EntryOnDisc | undefined> {
    return this.#worlds.entry(entry);
  }

  namesIn(reader: ReaderId, entries: EntryId[]): Promise<(string | null)[] | undefined> {
    return this.#worlds.namesIn(reader, entries);
  }

  readers(): Promise<ReaderReport[] | undefined> {
    return this.#worlds.readers();
  }

  entriesOf(what: Matter): Promise<EntryId[]> {
    return this.#worlds.entriesOf(what);
  }

  findingEntries(reader: ReaderId, code: FindingCode, first: number, count: number): Promise<FindingEntry[]> {
    return this.#worlds.findingEntries(reader, code, first, count);
  }

  async discPicture(first: number, blocksEach: number, cells: number): Promise<DiscPicture | undefined> {
    return (await this.#pictures()).picture(first, blocksEach, cells);
  }

  async discPieces(block: number, count: number): Promise<DiscPiece[] | undefined> {
    return (await this.#pictures()).pieces(block, count);
  }

  async room(folder: EntryId): Promise<RoomInFolder | undefined> {
    return (await this.#pictures()).room(folder);
  }

  async imageAbout(source: SourceId): Promise<ImageAbout | undefined> {
    return this.#sources.find(source)?.archived?.about;
  }

  async recorded(entry: EntryId): Promise<EntryAbout | 'unreadable' | undefined> {
    const { store = 0, about } = this.#origins.sourceOf(entry)?.archived ?? {};
    if (!about) return undefined;
    const { reopen } = about;
    if (!reopen || !this.#stores.has(store)) return 'unreadable';
    const request = { file: this.#stores.file(store), store, reopen, path: this.#origins.pathOnDisk(entry) };
    return this.#reader.ask((reader) => reader.recorded(request)).catch(() => 'unreadable');
  }

  async log(): Promise<ImageLog> {
    const text = this.#imager.log;
    const part = await equalCommandPart();
    return { text, ...(part?.equalCommand(this.#rooms) ?? { command: '', exact: false, untold: [] }) };
  }

  ownPresets = ownPresets;
  changeOwnPreset = changeOwnPreset;

  // --- what is done --------------------------------------------------------------------------------------

  async do(command: Command): Promise<Done | { refusal: Refusal }> {
    this.#failure.clear();
    try {
      // Done before anything is waited for: another command may follow at once.
      const stopped = command.do === 'start-over' ? this.#runner.cancel(this.#runner.unsettled) : undefined;
      const isDone =
        command.do === 'leave-out-matching'
          ? (await this.#commands.leavingOut.leaveOutMatching(command.patterns))()
          : this.#commands.do(command);
      const revision = isDone ? this.#edited() : this.#tell();
      await stopped;
      return { revision, isDone };
    } catch (error) {
      return refusalOf(error);
    }
  }

  async undo(): Promise<Revision> {
    this.#failure.clear();
    const unsettled = this.#runner.lastDone;
    if (unsettled) await this.#runner.cancel([unsettled]);
    else {
      this.#resolving.cleared.makeWay(this.#history.last, 'before');
      this.#history.undo();
    }
    return this.#edited();
  }

  async redo(): Promise<Revision> {
    this.#failure.clear();
    this.#resolving.cleared.makeWay(this.#history.next, 'after');
    this.#history.redo();
    return this.#edited();
  }

  async resolveConflict(id: number, choice: ConflictChoice, forAll: boolean): Promise<void> {
    if (this.#askedConflict !== id) return;
    const { setAside, leftOut } = this.#resolving.settle(choice, forAll, (job) => this.#jobs.isUnderWay(job));
    this.#commands.settling.bringIn(setAside);
    this.#commands.leavingOut.leaveOut([...leftOut]);
    this.#edited();
  }

  async resolveProblem(choice: ProblemChoice, entry?: EntryId): Promise<void> {
    this.#failure.clear();
    const entries = entry === undefined ? this.#problems.asked() : [entry];
    if (choice === 'retry') this.#readingAgain.entries(entries.filter((one) => this.#problems.has(one)));
    else this.#commands.do({ do: 'leave-out', entries: entries.flatMap((one) => this.#problems.shown(one)) });
    this.#edited();
  }

  async goWithout(source: SourceId): Promise<void> {
    this.#failure.clear();
    this.#commands.leavingOut.leaveOut(this.#losses.of(source));
    this.#edited();
  }

  async readAgain(entry?: EntryId): Promise<void> {
    this.#failure.clear();
    this.#readingAgain.read(entry);
    this.#tell();
  }

  async dismissFailure(): Promise<void> {
    if (!this.#failure.isImpossible(this.#revision)) this.#failure.clear();
    this.#tell();
  }

  cancel(): Promise<boolean> {
    const { unsettled } = this.#runner;
    return this.#runner.cancel(unsettled.length === 0 && this.#justAdded ? [this.#justAdded] : unsettled);
  }

  async replay(steps: JournalStep[]): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#jobs.after(async () => {
        for (const step of steps) {
          this.#commands.replay([step]);
          // What a step took out had made another file wait, which later ones may be about.
          this.#settleClear();
        }
        this.#edited();
        resolve();
      });
    });
  }

  async keepNumbers(highest: number): Promise<void> {
    this.#origins.places.keepNumbers(highest);
  }

  async census(): Promise<SourceCensus[] | undefined> {
    return this.#jobs.count > 0 ? undefined : this.#losses.census(this.#sources.live(this.#history.current));
  }

  async hasPath(source: SourceId, path: string[]): Promise<boolean> {
    const found = this.#sources.find(source);
    return found !== undefined && this.#origins.entryAt(found, path) !== NO_ENTRY;
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

  async changedSince(revision: Revision): Promise<Failure | undefined> {
    const failure = await this.#finishing.changedSince(revision, () => this.#revision === revision);
    if (failure) this.#tell();
    return failure;
  }

  async expected(revision: Revision, reader: MessagePort): Promise<Failure | undefined> {
    const { buffersOf, expectedTree } = await import('./expected-tree').catch(missingPart);
    const { ready } = this.#imager;
    const isCurrent = () => ready?.revision === revision && this.#revision === revision;
    const tree = ready && isCurrent() && (await expectedTree(this.#rooms, ready, this.#encoder, isCurrent));
    if (!tree) return this.#failure.of('not-ready', say('image-changed'));
    reader.postMessage(tree, buffersOf(tree));
    return undefined;
  }

  async outgoing(entries: EntryId[] | undefined, writer: MessagePort): Promise<Failure | undefined> {
    const { outgoingBuffers, outgoingTree } = await import('./outgoing-tree').catch(missingPart);
    const revision = this.#revision;
    const isCurrent = () => this.#runner.isIdle && this.#revision === revision;
    // What a disc boots from has the image's own bytes: those are waited for.
    const isKnown = this.#tree.boot === undefined || phaseOf(this.#told, revision) !== 'preparing';
    const rooms = { ...this.#rooms, image: this.#readyImage };
    const outgoing = isCurrent() && isKnown ? await outgoingTree(rooms, entries, isCurrent) : undefined;
    if (!outgoing) return this.#failure.of('not-ready', say('extract-later'));
    writer.postMessage(outgoing, outgoingBuffers(outgoing));
    return undefined;
  }

  // --- what is told --------------------------------------------------------------------------------------

  /** The image of the tree as it is now. */
  get #readyImage(): ReadyImage | undefined {
    const { ready } = this.#imager;
    return ready?.revision === this.#revision ? ready : undefined;
  }

  get #options(): ImageOptions {
    return optionsOf(this.#history.made.options, this.#history.volumeName);
  }

  get #wanted(): { revision: Revision; options: ImageOptions } | undefined {
    const isEmpty = this.#tree.childCount(ROOT) === 0;
    return this.#runner.isIdle && !isEmpty ? { revision: this.#revision, options: this.#options } : undefined;
  }

  /** The revision of which equal files are wanted. */
  get #comparable(): Revision | undefined {
    return this.#history.made.options.duplicatesOnce ? this.#wanted?.revision : undefined;
  }

  get #askedConflict(): number | undefined {
    return this.#clashes.conflict((job) => this.#jobs.isUnderWay(job))?.id;
  }

  #arrived(): void {
    this.#revision++;
    this.#preview.arrived();
    this.#news.later();
  }

  #edited(added?: ListingJob): Revision {
    this.#justAdded = added;
    this.#settleClear();
    this.#revision++;
    this.#keepMade();
    this.#preview.edited();
    this.#discPictures?.forget();
    if (this.#comparable === undefined) void this.#equalFiles?.stop();
    // Told first: to make the manifest takes time, and what the page shows of the tree is known.
    this.#tell();
    this.#imager.update();
    return this.#revision;
  }

  #settleClear(): void {
    this.#resolving.settleClear((job) => this.#jobs.isUnderWay(job));
  }

  #keepMade(): void {
    const { made } = this.#history;
    if (this.#kept !== made) keepMade(made);
    this.#kept = made;
  }

  async #findEqual(): Promise<SharedContents | Failure | undefined> {
    const { EqualFiles } = await import('./equal-files').catch(missingPart);
    this.#equalFiles ??= new EqualFiles(this.#rooms, this.#reader, () => this.#news.later());
    return this.#equalFiles.find(() => this.#comparable);
  }

  async #pictures(): Promise<DiscPictures> {
    const { DiscPictures } = await import('./disc-pictures').catch(missingPart);
    const rooms = { tree: this.#tree, imager: this.#imager };
    this.#discPictures ??= new DiscPictures(rooms, this.#encoder, () => this.#revision);
    return this.#discPictures;
  }

  #tell(): Revision {
    this.#news.now();
    return this.#revision;
  }
}
