/** Extracts to a folder that somebody chose. Loaded when somebody does. */
import { Kind } from '../image/tree';
import { ChosenFolder, type There } from '../sinks/chosen-folder';
import { isSwapName } from '../sinks/disk-names';
import { ExtractNames } from './extract-names';
import { ExtractTally, OutgoingRows, SMALL_BYTES } from './outgoing-rows';
import type { OutgoingTree } from './outgoing-tree';
import { PacedProgress } from './paced-progress';
import { notSaved } from './saving';
import type { Extracted, ExtractHost, ExtractWhy } from './works';

/** Small files that are written at a time: each waits for the browser more than it works. */
const AT_ONCE = 8;
/** Names that are looked for at a time. */
const LOOKED_FOR = 64;
/** Bytes of a large file that are handed to the browser in one go: it copies them itself. */
const PIECE_BYTES = 2 ** 25;
const NAMES_TOLD = 20;

/** Somebody ended it. */
class Stopped extends Error {}

/** The bytes of a file cannot be read: it is not the folder's fault. */
class UnreadError extends Error {}

/**
 * Writes what is to be extracted, never outside of the folder and over nothing that was there without being told to. A
 * file is there when it is complete, or not at all. Rejects where the folder itself cannot be looked into.
 */
export async function extractToFolder(
  outgoing: OutgoingTree,
  to: { folder: FileSystemDirectoryHandle; inside?: string | undefined },
  host: ExtractHost,
  signal: AbortSignal,
): Promise<Extracted> {
  return new FolderExtraction(outgoing, host, signal).run(to.folder, to.inside);
}

class FolderExtraction {
  readonly #rows: OutgoingRows;
  readonly #host: ExtractHost;
  readonly #signal: AbortSignal;
  readonly #tally: ExtractTally;
  readonly #progress: PacedProgress;
  readonly #names: ExtractNames;
  /** Folders by their rows. */
  readonly #folders = new Map<number, ChosenFolder>();
  readonly #underWay = new Set<Promise<void>>();
  /** Files that the browser failed at without a reason, with the names it failed at. */
  readonly #again: { row: number; folder: ChosenFolder; failed: string }[] = [];
  /** Why it ends, if it does. */
  #failed: unknown;
  /** Reasons for which files are left out without asking again. */
  readonly #goesOn = new Set<ExtractWhy>();
  /** The folder that was made for all of it. */
  #inside: string | undefined;
  /** One question at a time. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(outgoing: OutgoingTree, host: ExtractHost, signal: AbortSignal) {
    this.#rows = new OutgoingRows(outgoing);
    this.#tally = new ExtractTally(outgoing.lost);
    this.#host = host;
    this.#signal = signal;
    this.#names = new ExtractNames({ rows: this.#rows, tally: this.#tally, host, settled: () => this.#settled() });
    const { kinds, byteLengths } = outgoing;
    const bytes = byteLengths.reduce((sum, length) => sum + length, 0);
    const files = kinds.reduce((sum, kind, row) => sum + Number(row > 0 && kind === Kind.file), 0);
    this.#progress = new PacedProgress(bytes, host.told, files);
  }

  async run(handle: FileSystemDirectoryHandle, inside: string | undefined): Promise<Extracted> {
    const top = await ChosenFolder.open(handle);
    try {
      this.#folders.set(0, inside === undefined ? top : await this.#ownFolder(top, inside));
      await this.#askOfTaken();
      for (let row = 1; row < this.#rows.count; row++) {
        this.#throwIfEnded();
        await this.#one(row);
      }
      await this.#settled();
      for (const { row, folder, failed } of this.#again) await this.#file(row, folder, failed);
      await this.#settled();
    } catch (error) {
      await Promise.allSettled(this.#underWay);
      if (!(error instanceof Stopped) && !this.#signal.aborted) throw error;
      return this.#end(true);
    }
    return this.#end(false);
  }

  #end(isStopped: boolean): Extracted {
    return this.#tally.end({ isStopped, ...(this.#inside === undefined ? {} : { inside: this.#inside }) });
  }

  /** A folder for all of it: a new one, where one of that name is there already by another name. */
  async #ownFolder(top: ChosenFolder, wanted: string): Promise<ChosenFolder> {
    const name = await this.#names.freeName(top, wanted);
    if (name === undefined) throw new TypeError(`“${wanted}” cannot be the name of a folder.`);
    const made = await top.make(name);
    this.#inside = name;
    return made;
  }

  /** Looks for everything that is there already, and asks once what is to become of it. */
  async #askOfTaken(): Promise<void> {
    const names: string[] = [];
    let count = 0;
    for (let first = 1; first < this.#rows.count; first += LOOKED_FOR) {
      this.#throwIfEnded();
      const last = Math.min(first + LOOKED_FOR, this.#rows.count);
      // A folder that is there is gone into before what lies in it is looked for.
      const rows = Array.from({ length: last - first }, (_, at) => first + at);
      for (const [folder, some] of this.#byFolder(rows)) {
        const there = await Promise.all(some.map((row) => folder.at(this.#rows.name(row)).catch(() => undefined)));
        for (const [at, row] of some.entries()) {
          if (!this.#meets(row, there[at])) continue;
          if (this.#rows.kind(row) === Kind.directory && there[at] === 'directory') {
            this.#folders.set(row, await folder.enter(this.#rows.name(row)));
            continue;
          }
          count++;
          if (names.length < NAMES_TOLD) names.push(this.#rows.path(row));
        }
      }
    }
    if (count === 0) return;
    const answer = await this.#host.ask({ ask: 'taken', names, count });
    if (answer !== 'replace' && answer !== 'keep-both' && answer !== 'skip') throw new Stopped();
    this.#names.ifTaken = answer;
  }

  #meets(row: number, there: There | undefined): boolean {
    const kind = this.#rows.kind(row);
    return there !== undefined && (kind === Kind.directory || kind === Kind.file);
  }

  /** Rows by the folders that they go to, as far as those are there; rows of one folder follow each other. */
  *#byFolder(rows: readonly number[]): Generator<[ChosenFolder, number[]]> {
    for (let at = 0; at < rows.length; ) {
      const parent = this.#rows.tree.parents[rows[at] as number] as number;
      const some: number[] = [];
      while (at < rows.length && this.#rows.tree.parents[rows[at] as number] === parent)
        some.push(rows[at++] as number);
      const folder = this.#folders.get(parent);
      if (folder) yield [folder, some];
    }
  }

  async #one(row: number): Promise<void> {
    const folder = this.#folders.get(this.#rows.tree.parents[row] as number);
    // It was told why the folder is not there.
    if (!folder) return;
    const kind = this.#rows.kind(row);
    if (isSwapName(this.#rows.name(row))) await this.#settled();
    if (kind === Kind.directory) return this.#directory(row, folder);
    if (kind === Kind.symbolicLink) return this.#note(row, 'link');
    if (kind !== Kind.file) return this.#note(row, 'special');
    if (this.#rows.tree.unread.has(row)) {
      this.#progress.add(this.#rows.byteLength(row), 1);
      return this.#note(row, 'unread');
    }
    return this.#file(row, folder);
  }

  async #directory(row: number, folder: ChosenFolder): Promise<void> {
    const name = this.#rows.name(row);
    // One that could not be listed to its end.
    if (this.#rows.tree.unread.has(row)) this.#note(row, 'unread');
    // One that was there before is merged with it.
    if (this.#folders.has(row) && !this.#names.isMade(folder, name)) {
      this.#names.make(folder, name, 'directory');
      this.#tally.add('folders');
      return;
    }
    this.#folders.delete(row);
    let free: string | undefined;
    let failed: string | undefined;
    for (;;) {
      try {
        free = await this.#names.nameFor(row, folder, failed);
        if (free === undefined) return;
        const made = await folder.make(free);
        this.#names.make(folder, free, 'directory');
        this.#folders.set(row, made);
        this.#tally.add('folders');
        return;
      } catch (error) {
        if (failed === undefined && this.#isByName(row, free, error)) failed = free;
        else if (!(await this.#isTriedAgain(row, error))) return;
      }
    }
  }

  /** @param failed what the browser took for its name before, and failed at */
  async #file(row: number, folder: ChosenFolder, failed?: string): Promise<void> {
    let name: string | undefined;
    for (;;) {
      try {
        name = await this.#names.nameFor(row, folder, failed);
        break;
      } catch (error) {
        if (!(await this.#isTriedAgain(row, error))) return;
      }
    }
    if (name === undefined) {
      this.#progress.add(this.#rows.byteLength(row), 1);
      return;
    }
    const isThere = (await folder.at(name)) !== undefined;
    this.#names.make(folder, name, 'file');
    const writing = this.#write(row, folder, name, isThere, failed !== undefined).catch((error) => {
      this.#failed ??= error;
    });
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));
    const isLarge = this.#rows.byteLength(row) > SMALL_BYTES;
    if (isLarge || isSwapName(name)) await writing;
    else if (this.#underWay.size >= AT_ONCE) await Promise.race(this.#underWay);
  }

  /** Writes a file, and again where somebody wants that. */
  async #write(row: number, folder: ChosenFolder, name: string, isThere: boolean, isAgain: boolean): Promise<void> {
    for (;;) {
      let done = 0;
      try {
        await this.#writeOnce(row, folder, name, isThere, (bytes) => {
          done += bytes;
          this.#progress.add(bytes);
        });
        this.#progress.add(0, 1);
        this.#tally.add('files', this.#rows.byteLength(row));
        return;
      } catch (error) {
        if (this.#signal.aborted) throw error;
        if (error instanceof UnreadError) this.#note(row, 'unread');
        else if (!isAgain && !isThere && this.#isByName(row, name, error)) {
          this.#progress.add(-done);
          this.#again.push({ row, folder, failed: name });
          return;
        } else if (await this.#isTriedAgain(row, error)) {
          this.#progress.add(-done);
          continue;
        }
        this.#progress.add(this.#rows.byteLength(row) - done, 1);
        return;
      }
    }
  }

  async #writeOnce(
    row: number,
    folder: ChosenFolder,
    name: string,
    isThere: boolean,
    written: (bytes: number) => void,
  ): Promise<void> {
    const byteLength = this.#rows.byteLength(row);
    const small = byteLength > 0 && byteLength <= SMALL_BYTES ? await orUnread(this.#rows.bytes(row)) : undefined;
    const file = await folder.handle.getFileHandle(name, { create: true });
    let stream: FileSystemWritableFileStream | undefined;
    try {
      stream = await file.createWritable();
      if (small) {
        await stream.write(small);
        written(byteLength);
      } else await this.#copy(this.#rows.blob(row), stream, written);
      this.#throwIfEnded();
      await stream.close();
    } catch (error) {
      await stream?.abort().catch(() => {});
      // The browser made an empty one.
      if (!isThere) await folder.handle.removeEntry(name).catch(() => {});
      throw error;
    }
  }

  async #copy(blob: Blob, stream: FileSystemWritableFileStream, written: (bytes: number) => void): Promise<void> {
    for (let at = 0; at < blob.size; at += PIECE_BYTES) {
      this.#throwIfEnded();
      const piece = blob.slice(at, at + PIECE_BYTES);
      try {
        await stream.write(piece);
      } catch (error) {
        // The browser does not say which of the two it was.
        await orUnread(piece.arrayBuffer());
        throw error;
      }
      written(piece.size);
    }
  }

  #note(row: number, why: ExtractWhy): void {
    this.#tally.note({ path: this.#rows.path(row), why });
  }

  /** Waits for all that is being written. */
  async #settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    this.#throwIfEnded();
  }

  #throwIfEnded(): void {
    this.#signal.throwIfAborted();
    if (this.#failed) throw this.#failed;
  }

  /** Whether it may be for its name that something could not be written, which browsers give no reason for. */
  #isByName(row: number, name: string | undefined, error: unknown): boolean {
    if (error instanceof Stopped || name === undefined || notSaved(error) !== 'unknown') return false;
    return this.#names.hasPlainer(row, name);
  }

  /** Asks about what could not be written, once for each reason; else notes it. */
  async #isTriedAgain(row: number, error: unknown): Promise<boolean> {
    if (error instanceof Stopped || this.#signal.aborted) throw error;
    const why = notSaved(error);
    // A refusal of one file says nothing of others.
    if (why === 'unknown' || why === 'used' || why === 'blocked' || this.#goesOn.has(why)) {
      this.#note(row, why);
      return false;
    }
    const asked = this.#asking.then(() =>
      this.#goesOn.has(why) ? 'go-on' : this.#host.ask({ ask: 'failed', path: this.#rows.path(row), why }),
    );
    this.#asking = asked.catch(() => {});
    const answer = await asked;
    if (answer === 'retry') return true;
    this.#note(row, why);
    if (answer !== 'go-on') throw new Stopped();
    this.#goesOn.add(why);
    return false;
  }
}

function orUnread<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error) => Promise.reject(new UnreadError(String(error), { cause: error })));
}
