/** Keeps the session for the next visit, and knows what earlier visits left. Loaded after the first view. */
import type { AddedSource } from './added-sources';
import { canTell, heldOf, hold, whenFree } from './kept-locks';
import {
  deleteSession,
  FORM,
  type Head,
  type StoredSession,
  type StoredSource,
  storeChanges,
  storeDiscarded,
  storedHeads,
  storedSession,
} from './kept-store';
import { looseNamesOf } from './page-sources';
import { type JobId, type JournalStep, SNAPSHOT_BYTES, type SourceCensus, type SourceId } from './protocol';
import type { Kept, KeptSession, Summary } from './session';
import type { Settings } from './settings';

/** Sessions that are kept: the oldest beyond them are deleted. */
const SESSIONS_KEPT = 8;

/** What there is to be kept. */
export interface SessionState {
  journal: readonly JournalStep[];
  jobs: ReadonlyMap<JobId, SourceId[]>;
  sources: ReadonlyMap<SourceId, AddedSource>;
  settings: Settings;
  summary: Pick<Summary, 'phase' | 'fileName' | 'files' | 'imageBytes' | 'imageExact' | 'canUndo' | 'canRedo'>;
}

/** The page's side of the session. */
export interface KeepingPage {
  /** Undefined while the session is being brought back. */
  state(): SessionState | undefined;
  census(): Promise<SourceCensus[] | undefined>;
  /** What is to be told of {@link Keeping.kept} has changed. */
  told(): void;
}

export class Keeping {
  readonly #page: KeepingPage;
  #heads: Head[] = [];
  #open = new Set<string>();
  #watched = new Set<string>();
  #isImpossible = false;
  /** Somebody has looked at what there is. */
  #isKnown = false;
  /** Which kept session each job is in. What is dropped after all was started over begins another. */
  readonly #sessions = new Map<JobId, string>();
  /** Sessions that are this page's, and what lets them go. */
  readonly #held = new Map<string, () => void>();
  /** Those that are being taken up. */
  readonly #taken = new Map<string, () => void>();
  #current: string | undefined;
  /** Steps that are written, and which of them still are what they were. */
  #same = 0;
  /** Sources as they are written. */
  readonly #written = new Map<SourceId, StoredSource>();
  #writing: Promise<void> | undefined;
  #isStale = false;
  /** Counts the looks at what there is. */
  #looks = 0;
  #headSaid = '';

  constructor(page: KeepingPage) {
    this.#page = page;
    void this.#refresh(true);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#refresh(false);
    });
  }

  /** What the page shows; undefined until it is known. */
  get kept(): Kept | undefined {
    if (!this.#isKnown) return undefined;
    const sessions = this.#heads
      .filter(({ id, isDiscarded }) => !isDiscarded && !this.#held.has(id))
      .map(({ id, fileName, files, imageBytes, changes, at }): KeptSession => {
        const isOpen = this.#open.has(id) && !this.#taken.has(id);
        return { id, fileName, files, ...(imageBytes === undefined ? {} : { imageBytes }), changes, at, isOpen };
      });
    return { sessions, isImpossible: this.#isImpossible };
  }

  /** The journal is another one, but for its first `same` steps. */
  journal(same: number): void {
    this.#same = Math.min(this.#same, same);
    this.#write();
  }

  /** A job is done once more, as another one. */
  follows(again: JobId, job: JobId): void {
    const id = this.#sessions.get(job);
    if (id !== undefined) this.#sessions.set(again, id);
  }

  /** Other things that are kept may have changed. */
  summary(): void {
    const state = this.#page.state();
    // While files come in they are counted at its end.
    if (!state || state.summary.phase === 'listing' || state.summary.phase === 'preparing') return;
    if (state.journal.length === 0 || JSON.stringify(this.#figures(state)) === this.#headSaid) return;
    this.#write();
  }

  /** Takes a session for this page, and reads it. Undefined when another tab has it, or it is not there any more. */
  async take(id: string): Promise<StoredSession | undefined> {
    const letGo = this.#taken.get(id) ?? (await hold(id));
    if (!letGo) {
      await this.#refresh(false);
      return undefined;
    }
    const session = await storedSession(id);
    // It stays among those that can be taken up until it is.
    if (session) this.#taken.set(id, letGo);
    else letGo();
    return session;
  }

  /** A session that was taken is this page's from now on, and the one before is not. */
  adopt({ head: { id }, steps, sources }: StoredSession): void {
    for (const letGo of this.#held.values()) letGo();
    this.#held.clear();
    this.#held.set(id, this.#taken.get(id) ?? (() => {}));
    this.#taken.delete(id);
    this.#sessions.clear();
    this.#written.clear();
    // Where nobody can tell whether another tab has it open, it goes on as another one.
    if (canTell()) {
      this.#current = id;
      for (const { step } of steps) if (step.step === 'add') this.#sessions.set(step.job, id);
      for (const source of sources) this.#written.set(source.source, source);
      this.#same = steps.length;
    } else {
      this.#held.delete(id);
      this.#current = undefined;
    }
    void this.#refresh(false);
  }

  /** Lets go of a session, or of the current one; it stays kept. */
  release(id = this.#current): void {
    if (id === undefined) return;
    this.#held.get(id)?.();
    this.#held.delete(id);
    for (const [job, session] of this.#sessions) if (session === id) this.#sessions.delete(job);
    if (this.#current === id) this.#current = undefined;
    void this.#refresh(false);
  }

  /** A session that was taken is not wanted any more, unless it was adopted. */
  giveBack(id: string): void {
    this.#taken.get(id)?.();
    this.#taken.delete(id);
    void this.#refresh(false);
  }

  /**
   * Discards kept sessions, or takes that back as long as this page stays. What is told of it is written by then.
   * Returns whether that was done: they may not be there any more.
   */
  async discard(ids: readonly string[], isDiscarded: boolean): Promise<boolean> {
    const isDone = await this.#attempt(() => storeDiscarded(ids, isDiscarded));
    await this.#refresh(false);
    return isDone === true;
  }

  /** Looks again at what there is; what nobody will want any more is deleted at the first look. */
  async #refresh(isFirst: boolean): Promise<void> {
    const look = ++this.#looks;
    const heads = await this.#attempt(storedHeads);
    if (!heads) {
      this.#isKnown = true;
      return this.#page.told();
    }
    heads.sort((a, b) => b.at - a.at);
    const open = await heldOf(heads.map(({ id }) => id));
    const isFree = ({ id }: Head) => !open.has(id);
    const wanted = heads.filter(({ isDiscarded }) => !isDiscarded);
    const isOld = (head: Head) => (head.isDiscarded ? isFirst : wanted.indexOf(head) >= SESSIONS_KEPT);
    const old = heads.filter((head) => isFree(head) && isOld(head));
    for (const { id } of old) await this.#attempt(() => deleteSession(id));
    // Somebody who has looked later knows more.
    if (look !== this.#looks) return;
    this.#isKnown = true;
    this.#open = open;
    this.#heads = heads.filter((head) => !old.includes(head));
    for (const id of this.#open) if (!this.#taken.has(id)) this.#watch(id);
    this.#page.told();
  }

  /** Looks again when another tab lets go of a session. */
  #watch(id: string): void {
    if (this.#watched.has(id) || this.#held.has(id)) return;
    this.#watched.add(id);
    whenFree(id, () => {
      this.#watched.delete(id);
      void this.#refresh(false);
    });
  }

  /** Writes what has changed; one after the other, the newest wins. */
  #write(): void {
    this.#isStale = true;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      await this.#attempt(() => this.#writeOnce());
    }
  }

  async #writeOnce(): Promise<void> {
    const counted = await this.#page.census().catch(() => undefined);
    const census = counted ?? [];
    const state = this.#page.state();
    if (!state) return;
    if (state.journal.length === 0) return this.#end(state);
    const id = this.#idOf(state.journal);
    if (!this.#held.has(id)) {
      this.#held.set(id, (await hold(id)) ?? (() => {}));
      // Something may have been done meanwhile.
      return this.#writeOnce();
    }
    const sources = this.#sourcesOf(state, census);
    const gone = [...this.#written.keys()].filter((source) => !sources.has(source));
    const changed = [...sources.values()].filter((source) => !isSame(source, this.#written.get(source.source)));
    const firstStep = Math.min(this.#same, state.journal.length);
    const steps = state.journal.slice(firstStep).map((step) => {
      return step.step === 'add' ? { step, sources: state.jobs.get(step.job) ?? [] } : { step: keptStep(step) };
    });
    const figures = this.#figures(state);
    // What was not counted yet is written again.
    this.#headSaid = counted ? JSON.stringify(figures) : '';
    this.#same = state.journal.length;
    const head: Head = { form: FORM, id, at: Date.now(), ...figures };
    try {
      await storeChanges({ head, sources: changed, gone, firstStep, steps });
    } catch (error) {
      this.#same = 0;
      throw error;
    }
    this.#written.clear();
    for (const [source, stored] of sources) this.#written.set(source, stored);
    this.#tellImpossible(false);
  }

  /** Nothing is in the image: what there was stays kept if that can be taken back, here or at the next visit. */
  async #end({ summary }: SessionState): Promise<void> {
    const id = this.#current;
    this.#current = undefined;
    this.#headSaid = '';
    if (id === undefined || summary.canUndo || summary.canRedo) return;
    await deleteSession(id);
    this.release(id);
  }

  /** The kept session that a journal belongs to, which may be a new one. */
  #idOf(journal: readonly JournalStep[]): string {
    const jobs = journal.flatMap((step) => (step.step === 'add' ? [step.job] : []));
    const known = jobs.map((job) => this.#sessions.get(job)).find((session) => session !== undefined);
    // One that began with what a person made has no job to be known by until something is added.
    const current = this.#current;
    const isBare = current !== undefined && ![...this.#sessions.values()].includes(current);
    const id = known ?? (isBare ? current : crypto.getRandomValues(new Uint32Array(4)).join('-'));
    for (const job of jobs) this.#sessions.set(job, id);
    if (id !== this.#current) {
      this.#current = id;
      this.#same = 0;
      this.#written.clear();
    }
    return id;
  }

  #figures({ journal, settings, summary }: SessionState): Omit<Head, 'form' | 'id' | 'at' | 'isDiscarded'> {
    const { fileName, files, imageBytes, imageExact } = summary;
    const changes = journal.filter(({ step }) => step !== 'add').length;
    return { fileName, files, ...(imageExact ? { imageBytes } : {}), changes, settings };
  }

  #sourcesOf({ journal, jobs, sources }: SessionState, census: SourceCensus[]): Map<SourceId, StoredSource> {
    const counted = new Map(census.map((one) => [one.source, one]));
    const ids = journal.flatMap((step) => (step.step === 'add' ? (jobs.get(step.job) ?? []) : []));
    const stored = new Map<SourceId, StoredSource>();
    for (const id of ids) {
      const source = sources.get(id);
      if (source) stored.set(id, storedSource(id, source, counted.get(id), this.#written.get(id)));
    }
    return stored;
  }

  /** Undefined where nothing can be kept: that is told, until something is. */
  async #attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      this.#tellImpossible(true);
      return undefined;
    }
  }

  #tellImpossible(isImpossible: boolean): void {
    if (this.#isImpossible === isImpossible) return;
    this.#isImpossible = isImpossible;
    this.#page.told();
  }
}

/** A step as it is kept: the browser would copy a large file, however large it is. */
export function keptStep(step: JournalStep): JournalStep {
  if (step.step !== 'content' || step.bytes.size <= SNAPSHOT_BYTES) return step;
  return { step: 'content-gone', what: step.what, name: step.bytes instanceof File ? step.bytes.name : '' };
}

function storedSource(
  id: SourceId,
  source: AddedSource,
  census: SourceCensus | undefined,
  written: StoredSource | undefined,
): StoredSource {
  const { info, closed = [], pushedFiles } = source;
  const { name, way, readAt, before, into, archive, insteadOf, opens, discSession } = info;
  const closedFolder = closed.find(({ kind }) => kind === 'directory') as FileSystemDirectoryHandle | undefined;
  const directory = info.directory ?? closedFolder;
  const closedFiles = closed.filter(({ kind }) => kind === 'file') as FileSystemFileHandle[];
  const files = [...(info.files ?? []), ...closedFiles];
  const withHandles = new Set(files.map((file) => file.name));
  const loose = name === undefined ? [...looseNamesOf(source), ...(before?.lost?.names ?? [])] : [];
  const names = loose.filter((one) => !withHandles.has(one));
  // As long as it is not back, what was known of it before stands.
  const known = before?.lost || !census ? (before ?? written) : census;
  const count = known ? ('count' in known ? known.count : known.files) : (pushedFiles?.count ?? 0);
  return {
    source: id,
    ...(name === undefined ? {} : { name }),
    way,
    readAt,
    ...(into ? { into } : {}),
    ...(archive === undefined ? {} : { archive }),
    ...(insteadOf === undefined ? {} : { insteadOf }),
    ...(discSession === undefined ? {} : { discSession }),
    ...(opens ? { opens } : {}),
    ...(directory ? { directory } : {}),
    ...(files.length > 0 ? { files } : {}),
    ...(names.length > 0 ? { names } : {}),
    count,
    hidden: known?.hidden ?? [],
  };
}

/** Whether two are the same; handles are, as long as there are as many. */
function isSame(one: StoredSource, other: StoredSource | undefined): boolean {
  const plain = (source: StoredSource) =>
    JSON.stringify({ ...source, directory: source.directory !== undefined, files: source.files?.length });
  return other !== undefined && plain(one) === plain(other);
}
