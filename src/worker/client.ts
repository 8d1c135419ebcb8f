/** The session as the page has it: takes what is added and done, and joins what the page's thread has of the engine. */

import { AddedSources } from './added-sources';
import { errorName, missingPart, notTakenText, toFailure } from './failure';
import { PageListing } from './page-listing';
import { PageNews } from './page-news';
import { inputSources, mayBeOpened, type PageSource, pickedSource, sampleSource, takeDrop } from './page-sources';
import { PageWorkers } from './page-workers';
import { type Origin, type PageService, SNAPSHOT_BYTES } from './protocol';
import { questionsTo } from './questions';
import { Rebuilding } from './rebuilding';
import { say } from './saying';
import {
  type Command,
  type ConflictChoice,
  type Done,
  type EntryContents,
  type EntryId,
  type Examinations,
  type Failure,
  type FileLook,
  type FinishedImage,
  MORE_COLUMNS,
  type MoreColumn,
  type ProblemChoice,
  type Questions,
  type Refusal,
  type Revision,
  type Session,
  type Summary,
  type TextFile,
  type Works,
} from './session';
import { savedSettings, saveSetting } from './settings';

/** Opens the engine: the workers start when they are needed, or `prepare` is called. One for each page. */
export function openSession(): Session {
  return PageSession.open();
}

class PageSession implements Omit<Session, keyof Questions> {
  readonly #service: PageService = {
    summary: (summary) => this.#news.summary(summary),
    journal: (...told) => this.#rebuilding.journal(...told),
    readEntries: (...asked) => this.#listing.readEntries(...asked),
    listEntries: (...asked) => this.#listing.listEntries(...asked),
    filesNow: (...asked) => this.#listing.filesNow(...asked),
    restartEncoder: () => this.#workers.restartEncoder(),
  };
  readonly #added = new AddedSources();
  readonly #news: PageNews = new PageNews({
    isIncomplete: () => this.#added.incomplete.length > 0,
    isBringing: () => this.#rebuilding.isUnderWay,
    kept: () => this.#rebuilding.kept,
    told: () => this.#rebuilding.keeping?.summary(),
  });
  readonly #workers: PageWorkers = new PageWorkers({
    service: this.#service,
    prepare: () => this.prepare(),
    failed: (failure, isHopeless) => (isHopeless ? this.#news.giveUp(failure) : this.#news.fail(failure)),
    bringBack: (ended) => this.#rebuilding.bringBack(ended),
  });
  readonly #listing = new PageListing(this.#workers, this.#added);
  readonly #rebuilding: Rebuilding = new Rebuilding({
    workers: this.#workers,
    added: this.#added,
    listing: this.#listing,
    news: this.#news,
  });
  /** Jobs are added one after the other, in the order of the person's doing. */
  #adding: Promise<void> = Promise.resolve();

  static open(): Session {
    const page = new PageSession();
    return Object.assign(
      page,
      questionsTo((question) => page.#workers.ask(question)),
    );
  }

  prepare(): Promise<void> {
    return this.#rebuilding.prepare();
  }

  subscribe(listener: (summary: Summary) => void): () => void {
    return this.#news.subscribe(listener);
  }

  // --- what is added -----------------------------------------------------------------------------------

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

  openArchive(entry: EntryId, into?: EntryId): void {
    const origin = this.#workers.ask<Origin>((tree) => tree.originOf(entry));
    this.#add(async () => {
      const [contents, opens] = await Promise.all([this.contents(entry), origin]);
      if (contents.kind !== 'file') return [];
      return (await openedSources()).archiveInTree(contents, opens, (id) => this.#added.source(id));
    }, into);
  }

  keepAsFile(source?: number): void {
    const kept = source === undefined ? this.#added.lastArchives : [source];
    // What was opened out of the tree is a file there again.
    const sources = kept.map((id) => this.#added.source(id)).filter(({ info }) => source !== undefined || !info.opens);
    this.#add(async () => sources.flatMap((await openedSources()).archiveAsFile));
  }

  openSession(id: number, discSession: number): void {
    const { info, ...given } = this.#added.source(id);
    const { source: insteadOf, before: _, opens: __, ...kept } = info;
    this.#add(async () => [{ ...given, info: { ...kept, insteadOf, discSession, readAt: Date.now() } }]);
  }

  addSample(): void {
    this.#add(async () => [sampleSource()]);
  }

  addLaunched(handles: readonly FileSystemHandle[]): void {
    this.#add(async () => (await openedSources()).launchedSources(handles));
  }

  #add(take: () => Promise<PageSource[]>, into?: EntryId): void {
    this.#news.forgetFailure();
    const { signal } = this.#listing;
    const taken = take();
    taken.catch(() => {});
    // By where it comes from, and at once: it is another entry when the tree is made anew.
    const place = into === undefined ? undefined : this.#workers.ask<Origin>((tree) => tree.originOf(into));
    place?.catch(() => {});
    this.#adding = Promise.all([this.#adding, this.prepare()])
      .then(async () => {
        let all = await taken;
        if (all.some(mayBeOpened)) {
          const { openedOrFiles } = await openedSources();
          all = await openedOrFiles(all, place ? undefined : this.#news.told, () => this.#workers.tree.census());
        }
        if (all.length === 0 || signal.aborted) return;
        // Whatever is being asked for, this is wanted now.
        this.#rebuilding.stopAsking();
        const added = await this.#rebuilding.completeLosses(all);
        if (added.length === 0) return;
        const placed = place ? { into: await place } : {};
        await this.#rebuilding.add(added.map((source) => ({ ...source, info: { ...source.info, ...placed } })));
      })
      .catch((error) => this.#news.fail(toFailure(error)));
  }

  takeUp(id: string): void {
    this.#news.forgetFailure();
    void this.#rebuilding.takeUp(id).catch((error) => this.#news.fail(toFailure(error)));
  }

  async discard(ids: readonly string[], isDiscarded: boolean): Promise<boolean> {
    return (await this.#rebuilding.keeping?.discard(ids, isDiscarded)) ?? false;
  }

  allow(source: number): void {
    this.#news.forgetFailure();
    void this.#rebuilding.allow(source).catch((error) => this.#news.fail(toFailure(error)));
  }

  goWithout(source: number): void {
    this.#news.forgetFailure();
    void this.#workers.tree.goWithout(source);
  }

  // --- what is done ------------------------------------------------------------------------------------

  async do(command: Command): Promise<Done> {
    this.#news.forgetFailure();
    if (command.do === 'volume-name') void saveSetting(command.do, command.name);
    if (command.do === 'start-over') {
      if (this.#rebuilding.isUnderWay) return { revision: await this.#rebuilding.putBack(), isDone: true };
      this.#listing.stop();
    }
    const given = command.do === 'replace-file' ? { ...command, file: await snapshot(command.file) } : command;
    return accepted(await this.#workers.ask<Done | { refusal: Refusal }>((tree) => tree.do(given)));
  }

  undo(): Promise<Revision> {
    this.#news.forgetFailure();
    if (this.#rebuilding.isUnderWay) return this.#rebuilding.putBack();
    return this.#workers.ask((tree) => tree.undo());
  }

  redo(): Promise<Revision> {
    this.#news.forgetFailure();
    return this.#workers.ask((tree) => tree.redo());
  }

  resolveConflict(id: number, choice: ConflictChoice, forAll: boolean): void {
    void this.#workers.tree.resolveConflict(id, choice, forAll);
  }

  resolveProblem(choice: ProblemChoice, entry?: EntryId): void {
    this.#news.forgetFailure();
    void this.#workers.tree.resolveProblem(choice, entry);
  }

  readAgain(entry?: EntryId): void {
    this.#news.forgetFailure();
    void this.#workers.tree.readAgain(entry);
  }

  dismissFailure(): void {
    this.#news.forgetFailure();
    void this.#workers.ask((tree) => tree.dismissFailure());
  }

  cancel(): Promise<boolean> {
    return this.#rebuilding.cancel();
  }

  // --- what is asked, beside the questions that the tree answers by itself -----------------------------

  async text(entry: EntryId): Promise<TextFile> {
    return accepted(await this.#workers.ask<TextFile | { refusal: Refusal }>((tree) => tree.text(entry)));
  }

  async contents(entry: EntryId): Promise<EntryContents> {
    return accepted(await this.#workers.ask<EntryContents | { refusal: Refusal }>((tree) => tree.contents(entry)));
  }

  async lookInto(bytes: Blob): Promise<FileLook> {
    const { lookInto } = await import('./file-look').catch(missingPart);
    return lookInto(bytes);
  }

  async image(): Promise<FinishedImage> {
    const image = await this.#workers.ask<FinishedImage | { failure: Failure }>((tree) => tree.image());
    if ('failure' in image) throw image.failure;
    return image;
  }

  async isSource(chosen: FileSystemFileHandle | FileSystemDirectoryHandle): Promise<boolean> {
    const { isSourceFile, isSourceFolder } = await import('./source-files').catch(missingPart);
    if (chosen.kind === 'directory') return isSourceFolder(chosen, this.#added.sources.values());
    return isSourceFile(chosen, this.#added.sources.values(), (...at) =>
      this.#workers.ask((tree) => tree.hasPath(...at)),
    );
  }

  async works(): Promise<Works> {
    const { ImageWorks } = await import('./image-works').catch(missingPart);
    return new ImageWorks(this.#workers);
  }

  async examinations(): Promise<Examinations> {
    const { PageExaminations } = await import('./examinations').catch(missingPart);
    return new PageExaminations(this.#workers);
  }

  async openedFiles(source: number): Promise<File[]> {
    const { archiveFiles, info } = this.#added.source(source);
    return archiveFiles ?? Promise.all((info.files ?? []).map((handle) => handle.getFile()));
  }

  async keptColumns(): Promise<MoreColumn[]> {
    const { columns = [] } = await savedSettings();
    return MORE_COLUMNS.filter((column) => columns.includes(column));
  }

  keepColumns(columns: MoreColumn[]): void {
    void saveSetting('columns', columns);
  }

  async keptMedium(): Promise<string | undefined> {
    return (await savedSettings()).medium;
  }

  keepMedium(medium: string): void {
    void saveSetting('medium', medium);
  }
}

const openedSources = () => import('./opened-sources').catch(missingPart);

/** A small file as it is now, as those that are dropped; a large one stays a reference. Throws a `Refusal`. */
async function snapshot(file: File): Promise<File> {
  if (file.size > SNAPSHOT_BYTES) return file;
  try {
    return new File([await file.arrayBuffer()], file.name, { lastModified: file.lastModified });
  } catch (error) {
    const reason = errorName(error);
    const says = say('not-taken', file.name, reason);
    throw { code: 'unreadable', message: notTakenText(file.name, reason), says } satisfies Refusal;
  }
}

/** An answer that is no refusal, or else that is thrown, as it is. */
function accepted<T>(answer: T | { refusal: Refusal }): T {
  if (typeof answer === 'object' && answer !== null && 'refusal' in answer) throw answer.refusal;
  return answer as T;
}
