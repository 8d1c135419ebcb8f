/** How the tree comes back: what was added is added again, and what was done is done again, from the journal of it. */
import type { AddedSources } from './added-sources';
import type { Bringing } from './bringing';
import { toFailure } from './failure';
import type { Keeping, SessionState } from './keeping';
import type { StoredSession } from './kept-store';
import type { PageListing } from './page-listing';
import type { PageNews } from './page-news';
import { type PageSource, sampleSource } from './page-sources';
import type { PageWorkers } from './page-workers';
import type { JobId, JournalStep, MadeChoice, SourceId } from './protocol';
import type { Kept, Revision } from './session';
import { type Settings, savedSettings } from './settings';
import type { Made } from './step';

/** What this touches. */
interface Rooms {
  workers: PageWorkers;
  added: AddedSources;
  listing: PageListing;
  news: PageNews;
}

const bringingPart = () => import('./bringing');

export class Rebuilding {
  readonly #workers: PageWorkers;
  readonly #added: AddedSources;
  readonly #listing: PageListing;
  readonly #news: PageNews;
  #journal: JournalStep[] = [];
  /** What the tree told of it last. */
  #toldJournal: JournalStep[] = [];
  /** What is being done again to a tree that is made anew. */
  #bringing: Bringing | undefined;
  /** A kept session is taken up: the browser may be asking the person, who may do something else instead. */
  #asking: { id: string } | undefined;
  #settings: Settings = {};
  #keeping: Keeping | undefined;
  /** The workers' start: at the first use, since the page is ready to take things without them. */
  #begun: Promise<void> | undefined;

  constructor({ workers, added, listing, news }: Rooms) {
    this.#workers = workers;
    this.#added = added;
    this.#listing = listing;
    this.#news = news;
  }

  get isUnderWay(): boolean {
    return this.#bringing !== undefined;
  }

  get keeping(): Keeping | undefined {
    return this.#keeping;
  }

  /** What earlier visits left, as the page shows it. */
  get kept(): Kept | undefined {
    const asking = this.#asking ? { asking: this.#asking.id } : {};
    const kept = this.#keeping?.kept;
    return kept && { ...kept, ...asking };
  }

  /** Starts the workers, and keeps the session, unless that was begun. */
  prepare(): Promise<void> {
    if (!this.#begun) {
      this.#begun = this.#start(savedSettings());
      void this.#keep();
    }
    return this.#begun;
  }

  /** Starts the workers, with nothing in the tree. */
  #start(settings: Promise<Settings>): Promise<void> {
    void settings.then((chosen) => {
      this.#settings = chosen;
    });
    this.#toldJournal = [];
    this.#news.madeAnew();
    return this.#workers.startAll(settings);
  }

  /** Takes what the tree tells of its journal: see `PageService`. */
  journal(same: number, steps: JournalStep[], volumeName: string, made: Made): void {
    this.#settings = { ...this.#settings, 'volume-name': volumeName, 'made-for': made };
    this.#toldJournal = [...this.#toldJournal.slice(0, same), ...steps];
    this.#journal = this.#toldJournal;
    if (!this.#bringing) this.#keeping?.journal(same);
  }

  /** Ends whatever is going on. Returns whether there was something. */
  async cancel(): Promise<boolean> {
    if (this.#bringing) {
      void this.putBack();
      return true;
    }
    this.#listing.stop();
    return this.#workers.ask((tree) => tree.cancel());
  }

  // --- adding ------------------------------------------------------------------------------------------

  /** Adds sources that were not there before. */
  async add(sources: PageSource[]): Promise<void> {
    const ids = sources.map((source) => this.#added.add(source));
    const job = this.#added.newJob();
    // Should all be begun again, this is not forgotten.
    this.#bringing?.add(job);
    await this.#addJob(ids, job);
  }

  /** Adds a job's sources once more. What the browser gave only once is lost. */
  async #addAgain(job: JobId, choices?: readonly MadeChoice[]): Promise<void> {
    const ids = this.#added.jobs.get(job) ?? [];
    for (const source of ids.map((id) => this.#added.source(id))) {
      if (source.info.way === 'sample') source.pushed = sampleSource().pushed;
      const { info, pushed, pushedFiles, archiveFiles } = source;
      if (!info.pushed || pushed || archiveFiles || info.before?.lost) continue;
      const lost = { reason: 'once' as const, names: pushedFiles?.names };
      source.info = { ...info, pushed: false, before: { files: pushedFiles?.count ?? 0, hidden: [], lost } };
    }
    await this.#addJob(ids, job, choices);
  }

  async #addJob(ids: SourceId[], job: JobId, choices?: readonly MadeChoice[]): Promise<void> {
    this.#added.jobs.set(job, ids);
    const infos = ids.map((id) => this.#added.source(id).info);
    // The tree tells of it only when it is done; should the tree fail before, it is known here.
    this.#note(job);
    await this.#workers.ask((tree) => tree.addJob(job, infos, choices));
    this.#note(job);
    for (const id of ids) void this.#listing.observe(id);
    // What the page lists goes on while the next drop may come.
    void this.#listing.list(job, ids).catch((error) => this.#fail(error));
  }

  #note(job: JobId): void {
    const isNoted = this.#journal.some((step) => step.step === 'add' && step.job === job);
    if (!isNoted) this.#journal = [...this.#journal, { step: 'add', job }];
  }

  /** What the page lists has failed: the rest of it is not waited for. */
  #fail(error: unknown): void {
    void this.cancel();
    this.#news.fail(toFailure(error));
  }

  // --- a worker that ended -----------------------------------------------------------------------------

  async bringBack(ended: 'tree' | 'read'): Promise<void> {
    await (ended === 'read' ? this.#bringBackReading() : this.#rebuild());
  }

  async #bringBackReading(): Promise<void> {
    // The tree would take back what was being added, and with it all that was done to it since.
    const losesEdits = await this.#workers.ask((tree) => tree.losesEdits()).catch(() => undefined);
    // The tree worker failed as well: that makes all anew.
    if (losesEdits === undefined) return;
    if (this.#bringing || losesEdits) return this.#rebuild();
    this.#listing.stop();
    const lost = await this.#workers.startReader();
    for (const job of lost) {
      const again = this.#added.newJob();
      this.#added.jobs.set(again, this.#added.jobs.get(job) ?? []);
      this.#keeping?.follows(again, job);
      await this.#addAgain(again);
    }
  }

  /**
   * Makes the tree anew: adds what was added, and does again what was done, in the same order. Where that is under way
   * it is begun again, with what is not done again yet and what was done meanwhile.
   */
  async #rebuild(given?: readonly JournalStep[], settings: Settings = this.#settings): Promise<void> {
    const part = await bringingPart();
    const begun = given ? undefined : this.#bringing;
    const bringing = begun?.begunAgain(this.#journal) ?? new part.Bringing(given ?? this.#journal);
    const { steps } = bringing;
    this.#listing.stop();
    this.#workers.endAll(this.#news.failure ?? { code: 'made-anew', message: 'The image is made anew.', log: '' });
    this.#bringing = bringing;
    this.#journal = [];
    const { signal } = this.#listing;
    let isDone = false;
    try {
      const started = this.#start(Promise.resolve(settings));
      await Promise.race([started, this.#workers.lost]);
      await this.#workers.ask((tree) => tree.keepNumbers(bringing.made));
      let edits: JournalStep[] = [];
      for (const step of [...steps, undefined]) {
        if (step && step.step !== 'add') {
          edits.push(step);
          continue;
        }
        // Each finds what was there when it was done first: all before it is listed.
        const done = edits;
        edits = [];
        if (step !== steps[0]) await this.#workers.ask((tree) => tree.replay(done));
        if (signal.aborted) return;
        if (step) await this.#addAgain(step.job, step.choices);
      }
      isDone = true;
    } catch (error) {
      // A worker failed meanwhile: that is told, and all of this is begun again.
      if (!signal.aborted && !this.#news.isGivenUp) throw error;
    } finally {
      if (this.#bringing === bringing && !this.#news.isGivenUp) {
        // What is kept of it is more than what is here.
        if (!isDone) this.#keeping?.release();
        this.#bringing = undefined;
        this.#news.again();
      }
    }
    if (!isDone || signal.aborted) return;
    this.#keeping?.journal(bringing.sameAs(this.#journal));
  }

  /** Takes what is being brought back away again; where it came from an earlier visit, it stays kept. */
  async putBack(): Promise<Revision> {
    this.#keeping?.release();
    this.#added.forgetAll();
    await this.#rebuild([], this.#settings);
    return this.#news.revision;
  }

  // --- what earlier visits left ------------------------------------------------------------------------

  /** Begins to keep the session, and to tell what earlier visits left. */
  async #keep(): Promise<void> {
    // Where it cannot be loaded nothing is kept; the page says so of all its parts.
    const loaded = await import('./keeping').catch(() => undefined);
    // Needed later, if ever: loaded with the rest, since the network is silent then.
    void bringingPart().catch(() => {});
    if (!loaded) return;
    this.#keeping = new loaded.Keeping({
      state: () => this.#state,
      census: () => this.#workers.ask((tree) => tree.census()),
      told: () => this.#news.again(),
    });
    if (this.#journal.length > 0) this.#keeping.journal(0);
  }

  get #state(): SessionState | undefined {
    if (this.#bringing) return undefined;
    const { jobs, sources } = this.#added;
    return { journal: this.#journal, jobs, sources, settings: this.#settings, summary: this.#news.told };
  }

  async takeUp(id: string): Promise<void> {
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
      this.#added.forgetAll();
      session.sources.forEach(({ source }, at) => {
        this.#added.put(source, sources[at] as PageSource);
      });
      const added = session.steps.flatMap(({ step, sources: ids = [] }) =>
        step.step === 'add' ? [{ step, ids }] : [],
      );
      this.#added.putJobs(added.map(({ step, ids }) => [step.job, ids]));
      keeping.adopt(session);
    } finally {
      if (this.#asking === asking) this.#tellAsking(undefined);
    }
    await this.#rebuild(
      session.steps.map(({ step }) => step),
      session.head.settings,
    );
  }

  /** Something else is wanted: what the browser may be asking the person for is not. */
  stopAsking(): void {
    if (this.#asking) this.#tellAsking(undefined);
  }

  /** What was asked for before is not waited for any more. */
  #tellAsking(asking: { id: string } | undefined): void {
    const before = this.#asking;
    this.#asking = asking;
    if (before && before.id !== asking?.id) this.#keeping?.giveBack(before.id);
    this.#news.again();
  }

  // --- what did not come back --------------------------------------------------------------------------

  /** Asks the browser again for what it did not allow. */
  async allow(id: SourceId): Promise<void> {
    const source = this.#added.source(id);
    const { Permissions, opened } = await import('./coming-back');
    const again = await opened(source, new Permissions());
    if (!again) return;
    this.#added.put(id, again);
    await this.#rebuild();
  }

  /** Puts what was lost and is added now in its place, with all that was done to it. Returns the rest. */
  async completeLosses(added: PageSource[]): Promise<PageSource[]> {
    const losses = this.#waitedFor();
    if (losses.length === 0) return added;
    const { isWhatWasLost, withFound } = await import('./coming-back');
    const rest: PageSource[] = [];
    let isCompleted = false;
    for (const one of added) {
      const loss = losses.find((source) => isWhatWasLost(one, this.#added.source(source)));
      if (loss === undefined) {
        rest.push(one);
        continue;
      }
      isCompleted = true;
      const { completed, beside } = withFound(this.#added.source(loss), one);
      this.#added.put(loss, completed);
      if (!beside) continue;
      const id = this.#added.add(beside);
      for (const ids of this.#added.jobs.values()) if (ids.includes(loss)) ids.push(id);
    }
    if (isCompleted) {
      await this.#rebuild();
      // What was added is another list of sources by now.
      this.#keeping?.journal(0);
    }
    return rest;
  }

  /** Sources of which something is waited for. While they are being listed nobody has told yet what. */
  #waitedFor(): SourceId[] {
    const { phase, losses } = this.#news.told;
    return this.isUnderWay || phase === 'listing' ? this.#added.incomplete : losses.map(({ source }) => source);
  }
}
