/** One thing that is listed, put into the tree under its name: merged with what is there, in its place, or beside it. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import type { Choices } from './choices';
import type { Clash, Clashes, Content } from './clashes';
import { GivenNames } from './given-names';
import type { History } from './history';
import { freeName } from './keep-both';
import type { Origins } from './origins';
import type { JobId, SourceId } from './protocol';
import { detourKey, LEFT_OUT, type ListingJob, type Source, type Sources } from './sources';
import type { Step } from './step';
import type { Place } from './tree-changes';

/** What no browser can see of a file or folder has one rule: these modes, and no time until one is known. */
const FILE = { mode: 0o444, modifyTime: Number.NaN };
const FOLDER = { mode: 0o555, modifyTime: Number.NaN };
/** Of a file that is not read. */
export const EMPTY = { byteLength: 0, store: 0, offset: 0 };

/** What entering touches. */
export interface EnteringRooms {
  tree: ImageTree;
  sources: Sources;
  origins: Origins;
  clashes: Clashes;
  history: History;
  choices: Choices;
}

export class Entering {
  readonly #tree: ImageTree;
  readonly #sources: Sources;
  readonly #origins: Origins;
  readonly #clashes: Clashes;
  readonly #history: History;
  readonly #choices: Choices;
  readonly names: GivenNames;
  /** Of jobs that made entries. */
  readonly #steps = new Map<JobId, Step>();
  /** Files that jobs have listed, ever: each once for a job, whichever list it comes by first. */
  filesListed = 0;

  constructor({ tree, sources, origins, clashes, history, choices }: EnteringRooms) {
    this.#tree = tree;
    this.#sources = sources;
    this.#origins = origins;
    this.#clashes = clashes;
    this.#history = history;
    this.#choices = choices;
    this.names = new GivenNames(tree, origins, history);
  }

  /** The step of a job that made entries. */
  stepOf(job: JobId): Step | undefined {
    return this.#steps.get(job);
  }

  /** The step that added a source. */
  addingStep({ job, addedBy }: Source): Step | undefined {
    return job.id === addedBy ? job.step : this.#steps.get(addedBy);
  }

  /** Enters a folder: merged with what is there under its name, where both can be one. */
  folder(source: Source, parent: EntryId, name: string): EntryId {
    const { job, detours, info } = source;
    const key = detourKey(parent, name);
    const detour = detours.get(key);
    let entry = typeof detour === 'number' ? detour : this.#standing(job, parent, name);
    const isFolder = entry !== NO_ENTRY && this.#tree.kind(entry) === Kind.directory;
    if (entry !== NO_ENTRY && !(isFolder && (entry === detour || this.#origins.canMerge(entry, parent, name)))) {
      const met = entry;
      entry = this.names.folderOf(job, { parent, name });
      if (entry === NO_ENTRY) {
        entry = this.#addFolder(source, parent, freeName(this.#tree, parent, name), { parent, name });
        this.names.add(job, entry, { parent, name }, met);
      }
      detours.set(key, entry);
    }
    if (entry === NO_ENTRY) entry = this.#addFolder(source, parent, name);
    else if (!this.#origins.sourceOf(entry)) this.#origins.adopt(entry, info.source, parent, name);
    // Merged with one beside the dissolved folder, it stays that one when that folder is a folder again.
    if (this.#tree.parent(entry) !== parent) detours.set(key, entry);
    // What is added says nothing of whether a folder that is being read again is still there.
    if (job.id !== source.addedBy) this.#origins.listed(entry, job.id);
    return entry;
  }

  /** Enters a file. Returns what waits for a choice where another file has its name, or that it was left out by one. */
  file(source: Source, parent: EntryId, name: string): EntryId | Clash | typeof LEFT_OUT {
    const { job, detours } = source;
    const id = source.info.source;
    const detour = detours.size > 0 ? detours.get(detourKey(parent, name)) : undefined;
    // A folder that was renamed stands for its place in all sources.
    const isFolder = typeof detour === 'number' && this.#tree.kind(detour) === Kind.directory;
    if (detour !== undefined && !isFolder) {
      if (detour !== LEFT_OUT) this.#listed(detour, job);
      return detour;
    }
    const existing = this.#standing(job, parent, name);
    const isFile = existing !== NO_ENTRY && this.#tree.kind(existing) === Kind.file;
    if (isFile && this.#origins.isOf(existing, id) && this.#origins.places.isOwn(existing, parent, name)) {
      this.#listed(existing, job);
      return existing;
    }
    this.filesListed++;
    if (existing === NO_ENTRY) return this.addFile(source, job, parent, name);
    // A folder is never replaced by a file: both stay.
    if (!isFile) return this.beside({ job, source: id, parent, name }, existing);
    if (this.#comesBefore(source, existing, { parent, name }))
      return this.#takeOver(source, existing, { parent, name });
    const clash = this.#clashes.add({ job, source: id, parent, name });
    detours.set(detourKey(parent, name), clash);
    return clash;
  }

  /** A file that is known is listed. */
  #listed(found: EntryId | Clash, { id }: ListingJob): void {
    const isFirst = typeof found === 'number' ? this.#origins.listed(found, id) : found.listedBy !== id;
    if (typeof found === 'object') found.listedBy = id;
    if (isFirst) this.filesListed++;
  }

  /** Whether a file stands where one stands that came before it by chance; what was done to that holds it there. */
  #comesBefore(source: Source, existing: EntryId, place: Place): boolean {
    const { job, addedBy, info } = source;
    const other = this.#origins.sourceOf(existing);
    // Archives come in their order.
    if (!other || other.archived || !this.#origins.isMadeBy(existing, job.id)) return false;
    const { source: id } = other.info;
    if (other.addedBy !== addedBy || !this.#choices.comesBefore(addedBy, place, info.source, id)) return false;
    if (!this.#history.editedSince(job.step).has(existing)) return true;
    const step = this.addingStep(source);
    if (step) this.#choices.note(step, [{ clash: { source: info.source, ...place }, choice: 'behind' }]);
    return false;
  }

  /** A file takes the entry of one that came before it, which waits for a choice instead. */
  #takeOver(source: Source, entry: EntryId, place: Place): EntryId {
    const { info, job } = source;
    const other = this.#origins.sourceOf(entry) as Source;
    const isRead = this.#origins.isReadBy(entry, job.id);
    const index = this.#origins.contentOnDisk(entry);
    const modified = this.#tree.attributes(entry).modifyTime * 1000;
    const content = isRead ? { content: { ...this.#tree.contentAt(index), modified } } : {};
    this.#tree.setContentAt(index, EMPTY, entry);
    this.#tree.setAttributes(entry, FILE);
    const error = this.#origins.handOver(entry, info.source);
    other.files--;
    source.files++;
    other.hidden.delete(entry);
    const clash = { job, source: other.info.source, ...place, ...content, ...(error === undefined ? {} : { error }) };
    other.detours.set(detourKey(place.parent, place.name), this.#clashes.add(clash));
    return entry;
  }

  /** What is there already under its name stays; the other gets a name of its own, unless both are one. */
  other(source: Source, parent: EntryId, name: string, kind: Kind, make: (name: string) => EntryId): EntryId {
    const { job, detours, info } = source;
    const detour = detours.get(detourKey(parent, name));
    if (detour === LEFT_OUT) return NO_ENTRY;
    const existing = typeof detour === 'number' ? detour : this.#standing(job, parent, name);
    if (existing !== NO_ENTRY && this.#origins.isOf(existing, info.source) && this.#tree.kind(existing) === kind) {
      this.#origins.listed(existing, job.id);
      return existing;
    }
    const other = existing === NO_ENTRY ? name : freeName(this.#tree, parent, name);
    const entry = make(other);
    this.#made(entry, parent, info.source, job, other === name ? undefined : { parent, name });
    if (other === name) return entry;
    detours.set(detourKey(parent, name), entry);
    this.names.add(job, entry, { parent, name }, existing);
    return entry;
  }

  /** Enters a file of a job that is under way beside what has its name. */
  beside({ source: id, parent, name, job }: Pick<Clash, 'job' | 'source' | keyof Place>, existing: EntryId): EntryId {
    const source = this.#sources.get(id);
    // What stands for the name may have another one; what came with the same job has it when the job ends, and what a
    // person has done since that began comes after it.
    const isTaken =
      existing !== NO_ENTRY &&
      (this.#origins.isMadeBy(existing, job.id) || this.#history.editedSince(job.step).has(existing));
    const isFree = !isTaken && this.#tree.find(parent, name) === NO_ENTRY;
    const other = isFree ? name : freeName(this.#tree, parent, name);
    const entry = this.addFile(source, job, parent, other, { parent, name });
    if (!isFree) this.names.add(job, entry, { parent, name }, existing);
    return entry;
  }

  /** Makes the entry of a file. @param onDisk where it was found, unless it has that place; it stands for that from then on */
  addFile(source: Source, job: ListingJob, parent: EntryId, name: string, onDisk?: Place): EntryId {
    const { info } = source;
    source.files++;
    const entry = this.#tree.addFile(parent, name, FILE, EMPTY);
    this.#made(entry, parent, info.source, job, onDisk);
    if (onDisk) source.detours.set(detourKey(onDisk.parent, onDisk.name), entry);
    return entry;
  }

  /** A file's bytes are known. */
  setContent(entry: EntryId, { modified, attributes, ...place }: Content, job: ListingJob): void {
    this.#tree.setContentAt(this.#origins.contentOnDisk(entry), place, entry);
    this.#origins.setTimeOnDisk(entry, Math.floor(modified / 1000));
    if (attributes) this.#tree.setAttributes(entry, attributes);
    this.#origins.read(entry, job.id);
  }

  #addFolder({ info, job }: Source, parent: EntryId, name: string, onDisk?: Place): EntryId {
    const entry = this.#tree.addDirectory(parent, name, FOLDER);
    this.#made(entry, parent, info.source, job, onDisk);
    return entry;
  }

  #made(entry: EntryId, parent: EntryId, source: SourceId, job: ListingJob, onDisk: Place | undefined): void {
    this.#origins.made(entry, source, job.id, onDisk);
    this.#steps.set(job.id, job.step);
    // What a job added to another's folder is taken back by itself; the rest goes with its folder.
    if (parent === ROOT || !this.#origins.isMadeBy(parent, job.id)) job.step.added.push(entry);
  }

  /** Whether something stood at its place when a job began, and what has its name now did not. */
  #isStandingBefore(job: ListingJob, kept: EntryId, now: EntryId): boolean {
    const edited = this.#history.editedSince(job.step);
    if (!edited.has(kept)) return false;
    const isMade = !this.#origins.sourceOf(now) && edited.has(now);
    return now === NO_ENTRY || isMade || this.#origins.places.isElsewhere(now);
  }

  /** What has a place now, for what a job lists there, if it is not there by a name that the job has given it. */
  #standing(job: ListingJob, parent: EntryId, name: string): EntryId {
    const { places } = this.#origins;
    const kept = places.keptAt(parent, name);
    // What a person has done since the job began comes after it at the next visit.
    if (kept !== NO_ENTRY && this.#isStandingBefore(job, kept, this.#tree.find(parent, name))) return kept;
    const entry = places.standing(parent, name);
    if (entry === NO_ENTRY || !this.names.makeWay(job, entry, { parent, name })) return entry;
    return places.standing(parent, name);
  }
}
