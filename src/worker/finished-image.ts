/** The image as it is handed over, once its large files were found to be what they were. */
import { type ImageTree, NO_ENTRY } from '../image/tree';
import { ignoreLoss, type Link, WorkerLostError } from './connection';
import { toFailure, UNCHECKED } from './failure';
import type { Imager, LargeFile, ReadyImage } from './imager';
import type { LastFailure } from './last-failure';
import type { Origins } from './origins';
import type { Problems } from './problems';
import type { CheckRequest, CheckResult, PageService, ReadService, SourceId, SourceInfo } from './protocol';
import { say } from './saying';
import type { Failure, FinishedImage, Revision } from './session';
import type { Sources } from './sources';
import type { Stores } from './stores';

const CHANGED = 'The image has changed meanwhile. Download it once more.';
/** Images whose large files can be looked at again. */
const REMEMBERED = 4;

/** What handing over touches. */
export interface FinishRooms {
  tree: ImageTree;
  stores: Stores;
  origins: Origins;
  sources: Sources;
  problems: Problems;
  failure: LastFailure;
}

/** The large files of an image, and how each is looked at again. */
interface Finished {
  large: readonly LargeFile[];
  requests: readonly CheckRequest[];
}

export class Finishing {
  readonly #rooms: FinishRooms;
  readonly #reader: Link<ReadService>;
  readonly #imager: Imager;
  readonly #page: Pick<PageService, 'filesNow'>;
  /** The large files of the images that were finished last, the newest at the end: an older one may still be read. */
  readonly #finished = new Map<Revision, Finished>();

  constructor(rooms: FinishRooms, reader: Link<ReadService>, imager: Imager, page: Pick<PageService, 'filesNow'>) {
    this.#rooms = rooms;
    this.#reader = reader;
    this.#imager = imager;
    this.#page = page;
  }

  /**
   * Checks the large files of an image and composes it. Those that have changed become problems.
   * @param isCurrent whether the tree still is the image's
   */
  async finish(
    image: ReadyImage,
    name: string,
    isCurrent: () => boolean,
  ): Promise<FinishedImage | { failure: Failure }> {
    const { failure, problems } = this.#rooms;
    try {
      const requests = this.#requests(image.large);
      const results = await this.#check(requests);
      // What was found of a tree that has changed meanwhile says nothing of this one.
      if (!isCurrent()) return { failure: failure.of('not-ready', CHANGED) };
      const replaced = this.#tellChanged({ large: image.large, requests }, results);
      if (replaced) return { failure: replaced };
      const [bad] = problems.open();
      if (bad !== undefined) {
        const { path, message } = problems.problem(bad);
        return { failure: failure.of('file-changed', `“${path}”: ${message}`) };
      }
      this.#imager.keepStructures();
      this.#remember(image, requests);
      const blob = this.#imager.compose(image);
      const file = new File([blob], name, { type: blob.type });
      return { revision: image.revision, blob: file, name, byteLength: blob.size };
    } catch (error) {
      const { code, message } = toFailure(error);
      return { failure: failure.of(error instanceof WorkerLostError ? 'not-ready' : code, message) };
    }
  }

  /**
   * Looks again at the large files of an image that was finished, while it is read. A failure names one that is another
   * by now, or says that nobody could look.
   * @param isCurrent whether the tree still is the image's
   */
  async changedSince(revision: Revision, isCurrent: () => boolean): Promise<Failure | undefined> {
    const { failure, problems } = this.#rooms;
    const finished = this.#finished.get(revision);
    const results = finished && (await this.#check(finished.requests).catch(ignoreLoss));
    if (!results) return failure.of(UNCHECKED, say('files-unchecked'));
    const at = results.findIndex((result) => result !== 'same');
    if (at < 0) return undefined;
    const path = this.#pathOf(finished, at);
    if (isCurrent()) {
      const replaced = this.#tellChanged(finished, results);
      if (replaced) return replaced;
      const [bad] = problems.open();
      if (bad !== undefined) return failure.of('file-changed', `“${path}”: ${problems.problem(bad).message}`);
    }
    return this.#changed(path, results[at]);
  }

  #changed(path: string, result: CheckResult | undefined): Failure {
    const became = result === 'missing' ? 'missing' : 'changed';
    return this.#rooms.failure.of('file-changed', say('changed-since', path, became));
  }

  /**
   * Changed files become problems. A failure where one was put in its place by a person, since nobody else has it; or
   * where no folder shows what lies in it.
   */
  #tellChanged(finished: Finished, results: readonly CheckResult[]): Failure | undefined {
    const { failure, problems, tree } = this.#rooms;
    for (const [at, result] of results.entries()) {
      if (result === 'same') continue;
      const { entry } = finished.large[at] as LargeFile;
      if (entry === undefined) return this.#changed(this.#pathOf(finished, at), result);
      if (problems.addShown(entry, result)) continue;
      return failure.of('replacement-changed', say('replacement-changed', tree.path(entry)));
    }
    return undefined;
  }

  #remember({ revision, large }: ReadyImage, requests: readonly CheckRequest[]): void {
    this.#finished.delete(revision);
    this.#finished.set(revision, { large, requests });
    const [oldest] = this.#finished.keys();
    if (this.#finished.size > REMEMBERED && oldest !== undefined) this.#finished.delete(oldest);
  }

  /** What a person knows it by: where it is in the image, or the name of the image that was opened. */
  #pathOf({ large, requests }: Finished, at: number): string {
    const { entry } = large[at] as LargeFile;
    if (entry !== undefined) return this.#rooms.tree.path(entry);
    const { path, file } = requests[at] as CheckRequest;
    // Not by its store: where the image was read again that is another by now.
    return path.at(-1) ?? file.name;
  }

  #requests(large: readonly LargeFile[]): CheckRequest[] {
    const { stores, origins, sources } = this.#rooms;
    return large.map(({ store, entry }): CheckRequest => {
      const file = stores.file(store);
      if (entry === undefined) return { ...inArchive(sources.openedFrom(store)?.info), file };
      const from = origins.readFrom(entry);
      if (from === NO_ENTRY) return { source: 0, path: [], file };
      const info = origins.sourceOf(from)?.info;
      if (info?.archive !== undefined) return { ...inArchive(info), file };
      return { source: info?.source ?? 0, path: origins.pathOnDisk(from), file };
    });
  }

  async #check(requests: readonly CheckRequest[]): Promise<CheckResult[]> {
    if (requests.length === 0) return [];
    const results = await this.#reader.ask((reader) => reader.check([...requests]));
    return this.#lookAnew(requests, results);
  }

  /**
   * Without handles only the page sees what a dropped file is now: Firefox, which has none, delivers what is there when
   * it is read, changed or not.
   */
  async #lookAnew(requests: readonly CheckRequest[], results: CheckResult[]): Promise<CheckResult[]> {
    const bySource = new Map<SourceId, number[]>();
    for (const [at, { source }] of requests.entries()) {
      const info = this.#rooms.sources.find(source)?.info;
      if (results[at] !== 'same' || !info?.entries || info.directory || info.files) continue;
      bySource.set(source, [...(bySource.get(source) ?? []), at]);
    }
    for (const [source, places] of bySource) {
      const paths = places.map((at) => (requests[at] as CheckRequest).path);
      const now = await this.#page.filesNow(source, paths);
      for (const [index, at] of places.entries()) {
        const { file } = requests[at] as CheckRequest;
        const is = now[index];
        if (is === 'missing') results[at] = is;
        else if (is && (is.byteLength !== file.size || is.modified !== file.lastModified)) results[at] = 'changed';
      }
    }
    return results;
  }
}

/** What lies in an archive is what that is. */
function inArchive(info: SourceInfo | undefined): Pick<CheckRequest, 'source' | 'path'> {
  return { source: info?.source ?? 0, path: info?.archive === undefined ? [] : [info.archive] };
}
