/** What arrives from the page and the read worker: names, contents, failures and changes on disk. */
import { OPENED_PRESET } from '../image/choice';
import { type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import type { FolderChange } from '../sources/observer';
import { enterBoot } from './archive-listing';
import { bootJournal } from './booting';
import type { History } from './history';
import type { Jobs } from './jobs';
import type { Listing } from './listing';
import type { Origins } from './origins';
import type { Problems } from './problems';
import type { ArchivePart, FileFailed, FilesRead, Names, Numbering, ReadProgress, SourceId } from './protocol';
import { numberedFolder, type Sources } from './sources';

/** What arrivals touch. */
export interface ArrivalRooms {
  tree: ImageTree;
  sources: Sources;
  origins: Origins;
  listing: Listing;
  problems: Problems;
  jobs: Jobs;
  history: History;
}

/** Each returns whether the tree has changed. What comes for a job that was taken back is let go. */
export class Arrivals {
  readonly #rooms: ArrivalRooms;

  constructor(rooms: ArrivalRooms) {
    this.#rooms = rooms;
  }

  names(names: Names): boolean {
    const { sources, listing, jobs } = this.#rooms;
    if (!sources.isLive(names.source)) return false;
    const files = listing.names(names);
    if (jobs.progress) jobs.progress.names += files;
    return true;
  }

  files(read: FilesRead, failed: FileFailed[], progress: ReadProgress): boolean {
    const { sources, listing, jobs } = this.#rooms;
    if (!sources.isLive(read.source)) return false;
    // Some come before their names do.
    const files = listing.files(read) + listing.filesFailed(read.source, read.numbering, failed);
    if (jobs.progress) {
      jobs.progress.names += files;
      jobs.progress.seen = progress;
    }
    return true;
  }

  archive(part: ArchivePart): boolean {
    const { sources, listing, jobs, history } = this.#rooms;
    if (!sources.isLive(part.source)) return false;
    const files = listing.archive(part);
    const image = part.end?.image;
    // Also where it is read again.
    const step = listing.stepOf(part.source) ?? sources.get(part.source).job.step;
    // What an image was made with is what the disc is made with that has nothing else.
    if (image && step.top !== undefined) {
      const { options, volumeName, boot } = image;
      history.amend(step, { preset: OPENED_PRESET, base: options, options }, volumeName);
      const { tree } = this.#rooms;
      // A session that boots nothing comes in the place of one that may.
      const entered = enterBoot(boot, { tree, source: sources.get(part.source) });
      if (entered || tree.boot || history.openedBoot || step.openedBoot) {
        history.amendBoot(step, entered, (label, after) => bootJournal(this.#rooms, label, after));
      }
    }
    if (jobs.progress) {
      jobs.progress.names += files;
      jobs.progress.unpacking = undefined;
    }
    return true;
  }

  /** How far the opening of an archive is. */
  unpacking(source: SourceId, bytes: number, byteLength: number): void {
    const { sources, jobs } = this.#rooms;
    if (jobs.progress && sources.isLive(source)) jobs.progress.unpacking = { bytes, byteLength };
  }

  filesFailed(source: SourceId, failed: FileFailed[]): void {
    const { sources, listing, jobs } = this.#rooms;
    if (!sources.isLive(source)) return;
    const files = listing.filesFailed(source, 'page', failed);
    if (jobs.progress) jobs.progress.names += files;
  }

  folderFailed(id: SourceId, numbering: Numbering, folder: number, error: string): void {
    const source = this.#rooms.sources.find(id);
    if (!source || source.job.cancelled) return;
    // Where entries list a drop as well, theirs is the word that counts.
    if (numbering === 'handles' && source.info.entries) return;
    const entry = numberedFolder(source, numbering, folder);
    source.unlisted.add(entry);
    this.#rooms.problems.add(entry, 'folder-unreadable', error);
  }

  /** Changes of a source will be told. */
  observed(id: SourceId): void {
    const source = this.#rooms.sources.find(id);
    if (source) source.observed = true;
  }

  changed(id: SourceId, changes: readonly FolderChange[]): void {
    const { tree, sources, origins, problems } = this.#rooms;
    const source = sources.find(id);
    if (!source) return;
    for (const { kind, path } of changes) {
      if (kind === 'unknown') source.observed = false;
      const entry = origins.entryAt(source, path);
      if (entry === NO_ENTRY || entry === ROOT || tree.kind(entry) !== Kind.file) continue;
      // What was not read yet will be read as it is then.
      if (!origins.isOf(entry, id) || !origins.isRead(entry) || problems.shown(entry).length === 0) continue;
      problems.add(entry, kind === 'gone' ? 'missing' : 'changed', '', true);
    }
  }
}
