/** Files of equal contents, found in what is in the tree. Loaded when somebody wants them stored once. */
import {
  type DigestedPart,
  END_BYTES,
  EqualContents,
  includedContents,
  type SharedContents,
} from '../image/equal-contents';
import { contentPlaces } from '../image/plan';
import { type ImageTree, Kind } from '../image/tree';
import type { Link } from './connection';
import { isFailure } from './failure';
import type { Problems } from './problems';
import type { ReadService } from './protocol';
import { Rate, timeLeft } from './rate';
import type { Failure, Progress, Revision } from './session';
import type { Stores } from './stores';

/** Contents, and bytes of them, that are digested in one go. */
const BATCH_FILES = 256;
const BATCH_BYTES = 32 * 2 ** 20;

/** What looking for equal files touches. */
export interface EqualRooms {
  tree: ImageTree;
  stores: Stores;
  problems: Problems;
}

export class EqualFiles {
  readonly #rooms: EqualRooms;
  readonly #reader: Link<ReadService>;
  readonly #changed: () => void;
  readonly #known: EqualContents;
  #finding: Promise<SharedContents | Failure | undefined> | undefined;
  #round: Round | undefined;

  /** @param changed called when there is something new to show */
  constructor(rooms: EqualRooms, reader: Link<ReadService>, changed: () => void) {
    this.#rooms = rooms;
    this.#reader = reader;
    this.#changed = changed;
    this.#known = new EqualContents(rooms.tree);
  }

  /** How far it is, while it goes on. */
  get progress(): Progress | undefined {
    return this.#round?.progress();
  }

  /**
   * Reads what is not known yet, and returns what the tree's contents share; undefined when that is not wanted any
   * more. Files that cannot be read become problems.
   * @param wanted the tree's revision, as long as it is wanted of it
   */
  find(wanted: () => Revision | undefined): Promise<SharedContents | Failure | undefined> {
    this.#finding ??= this.#find(wanted).finally(() => {
      this.#finding = undefined;
      this.#round = undefined;
    });
    return this.#finding;
  }

  /** Ends the reading that is under way; what was learned stays known. */
  async stop(): Promise<void> {
    if (this.#finding) await this.#reader.current?.ask((reader) => reader.stopDigesting()).catch(() => {});
  }

  /** The read worker has read so many more bytes. */
  read(bytes: number): void {
    this.#round?.add(0, bytes);
    this.#changed();
  }

  async #find(wanted: () => Revision | undefined): Promise<SharedContents | Failure | undefined> {
    for (let revision = wanted(); revision !== undefined; revision = wanted()) {
      const included = includedContents(this.#rooms.tree);
      const { part, contents } = this.#known.toRead(included);
      if (contents.length === 0) return this.#known.share(included);
      const { contentBytes } = this.#rooms.tree.columns();
      const bytes = contents.reduce((sum, content) => sum + (contentBytes[content] as number), 0);
      this.#round = new Round(part, contents.length, bytes);
      this.#changed();
      for (const batch of batches(contents, this.#rooms.tree)) {
        const failure = await this.#digest(part, batch);
        if (failure) return failure;
        this.#round.add(batch.length, 0);
        this.#changed();
        if (wanted() !== revision) break;
      }
    }
    return undefined;
  }

  async #digest(part: DigestedPart, contents: Uint32Array): Promise<Failure | undefined> {
    const { tree, stores } = this.#rooms;
    const places = contentPlaces(tree, { contents });
    const versions = Array.from(contents, (content) => tree.contentVersion(content));
    const blobs = new Map(Array.from(places.stores, (store) => [store, stores.get(store)]));
    const result = await this.#reader.ask((reader) =>
      reader.digest(blobs, places, part === 'ends' ? END_BYTES : undefined),
    );
    if (isFailure(result)) return result;
    const failed = new Map(result.failed.map(({ row, error }) => [row, error]));
    result.digests.forEach((digest, row) => {
      this.#known.learn(part, contents[row] as number, versions[row] as number, failed.has(row) ? undefined : digest);
    });
    if (failed.size > 0)
      this.#tellUnreadable(new Map([...failed].map(([row, error]) => [contents[row] as number, error])));
    return undefined;
  }

  /** As when a large file is checked: what the browser would refuse to deliver has changed, or is gone. */
  #tellUnreadable(errors: ReadonlyMap<number, string>): void {
    const { tree, problems } = this.#rooms;
    const { kind, content } = tree.columns();
    for (let entry = 1; entry < tree.length; entry++) {
      const error = kind[entry] === Kind.file ? errors.get(content[entry] as number) : undefined;
      if (error !== undefined) problems.addShown(entry, error === 'NotFoundError' ? 'missing' : 'changed');
    }
  }
}

/** Contents in the order in which they lie in their stores, some at a time. */
function* batches(contents: readonly number[], tree: ImageTree): Generator<Uint32Array> {
  const { contentStore, contentOffset, contentBytes } = tree.columns();
  const of = (column: ArrayLike<number>, content: number) => column[content] as number;
  const sorted = [...contents].sort(
    (a, b) => of(contentStore, a) - of(contentStore, b) || of(contentOffset, a) - of(contentOffset, b),
  );
  for (let first = 0, end = 0; first < sorted.length; first = end) {
    let bytes = 0;
    while (end < sorted.length && end - first < BATCH_FILES && bytes < BATCH_BYTES) {
      bytes += of(contentBytes, sorted[end++] as number);
    }
    yield Uint32Array.from(sorted.slice(first, end));
  }
}

/** How far the reading of some contents is. */
class Round {
  readonly #part: DigestedPart;
  readonly #files: number;
  readonly #bytes: number;
  readonly #began = Date.now();
  readonly #rate = new Rate();
  #filesDone = 0;
  #bytesDone = 0;

  constructor(part: DigestedPart, files: number, bytes: number) {
    this.#part = part;
    this.#files = files;
    this.#bytes = bytes;
  }

  add(files: number, bytes: number): void {
    this.#filesDone += files;
    this.#bytesDone += bytes;
  }

  progress(): Progress {
    const now = Date.now();
    this.#rate.add(now, this.#filesDone, this.#bytesDone);
    const rate = this.#rate.get();
    const left = timeLeft(this.#bytes - this.#bytesDone, rate.bytes);
    // How much there is to be read is known once the ends have been.
    const listed = this.#part === 'whole';
    return {
      files: this.#files,
      filesDone: this.#filesDone,
      bytes: listed ? this.#bytes : this.#bytesDone,
      bytesDone: this.#bytesDone,
      milliseconds: now - this.#began,
      filesRate: rate.files,
      bytesRate: rate.bytes,
      listed,
      ...(listed && left !== undefined ? { left } : {}),
    };
  }
}
