import type { DirectoryReader } from './directory-reader';
import { type Directory, type Entry, joinPath } from './entry';
import type { Findings } from './findings';

/** An entry on the way through an image. */
export interface Visited {
  /** `/`-separated, without a slash at its beginning. */
  path: string;
  entry: Entry;
  /** The directory that it lies in: one object for all that does. */
  around: Directory;
  /** What it leads to, where it is a directory that is entered. */
  directory?: Directory;
}

/** Folders in folders that are entered, and characters of their paths. */
const MOST_LEVELS = 4096;
const MOST_PATH = 1 << 16;
/** Directories do not overlap: together they are no larger than the image. So much may be in any case, and no more. */
const DIRECTORIES_FLOOR = 1 << 24;
const DIRECTORIES_CEILING = 2 ** 33;
/** Of a path that is too long so much is told. */
const MOST_SHOWN = 200;
/** Entries that are shown on one way. */
const MOST_VISITED = 1 << 24;

/** Walks directories so that it ends, whatever the image says. */
export class Walker {
  readonly #reader: DirectoryReader;
  readonly #findings: Findings;
  /** First bytes of the directories that were entered. */
  readonly #entered = new Set<number>();
  readonly #imageBytes: number;
  #bytesLeft: number;
  #isSpent = false;

  /** @param imageBytes of the whole image */
  constructor(reader: DirectoryReader, findings: Findings, imageBytes: number) {
    this.#reader = reader;
    this.#findings = findings;
    this.#imageBytes = imageBytes;
    this.#bytesLeft = Math.min(Math.max(imageBytes, DIRECTORIES_FLOOR), DIRECTORIES_CEILING);
  }

  /** The directory that an entry is, if it may be entered. */
  enter(entry: Entry, parent: Directory): Directory | undefined {
    const path = joinPath(parent.path, entry.name);
    const extent = entry.extents[0];
    if (entry.kind !== 'directory' || !extent || this.#isSpent) return undefined;
    const { at } = extent;
    for (let above: Directory | undefined = parent; above; above = above.parent) {
      if (above.extent.at !== at) continue;
      this.#findings.add('directory-loop', { at: entry.at, path });
      return undefined;
    }
    if (parent.level >= MOST_LEVELS || path.length > MOST_PATH) {
      const wanted =
        parent.level >= MOST_LEVELS ? `more than ${MOST_LEVELS} folders` : `a path of over ${MOST_PATH} characters`;
      this.#findings.add('directory-depth', { at: entry.at, path: path.slice(-MOST_SHOWN), wanted });
      return undefined;
    }
    if (this.#entered.has(at)) this.#findings.add('directory-shared', { at: entry.at, path });
    this.#entered.add(at);
    this.#bytesLeft -= Math.max(0, Math.min(extent.byteLength, this.#imageBytes - at));
    if (this.#bytesLeft < 0) {
      this.#isSpent = true;
      this.#findings.add('directories-too-large', { at: entry.at, path });
      return undefined;
    }
    return { path, extent, parent, level: parent.level + 1 };
  }

  /** Everything below a directory, each folder before what is in it. */
  async *below(directory: Directory, isRecursive = true): AsyncGenerator<Visited> {
    this.#entered.add(directory.extent.at);
    const stack: { directory: Directory; entries: Entry[]; next: number }[] = [
      { directory, entries: await this.#reader.list(directory), next: 0 },
    ];
    let visited = 0;
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const entry = top.entries[top.next++];
      if (!entry) {
        stack.pop();
        continue;
      }
      const path = joinPath(top.directory.path, entry.name);
      if (++visited > MOST_VISITED) {
        this.#findings.add('too-many-entries', { path: top.directory.path, wanted: MOST_VISITED });
        return;
      }
      const inner = isRecursive ? this.enter(entry, top.directory) : undefined;
      const { directory: around } = top;
      yield inner ? { path, entry, around, directory: inner } : { path, entry, around };
      if (inner) stack.push({ directory: inner, entries: await this.#reader.list(inner), next: 0 });
    }
  }
}
