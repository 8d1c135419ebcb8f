/** What entries are called in a folder that they are extracted to: names that meet, and those that cannot be. */
import { Kind } from '../image/tree';
import type { ChosenFolder } from '../sinks/chosen-folder';
import { failsLater, foldedName, namesInstead, numberedName, plainestName, portableName } from '../sinks/disk-names';
import type { ExtractTally, OutgoingRows } from './outgoing-rows';
import type { ExtractAnswer, ExtractHost, ExtractWhy } from './works';

/** What is done with names that are there already. */
export type IfTaken = Extract<ExtractAnswer, 'replace' | 'keep-both' | 'skip'>;

/** No name gets a longer number. */
const MOST_NUMBER = 9_999_999;

/** What giving names touches. */
export interface NamingRooms {
  rows: OutgoingRows;
  tally: ExtractTally;
  host: Pick<ExtractHost, 'isSource'>;
  /** Waits for all that is being written: it may turn out to have a name that the disk takes for another one. */
  settled(): Promise<void>;
}

export class ExtractNames {
  readonly #rooms: NamingRooms;
  /** Names that came to be by this, folder by folder. */
  readonly #made = new Map<ChosenFolder, Set<string>>();
  /** Folder by folder, the numbers that names got last: the next of the same name goes on from there. */
  readonly #numbers = new Map<ChosenFolder, Map<string, number>>();
  ifTaken: IfTaken = 'skip';

  constructor(rooms: NamingRooms) {
    this.#rooms = rooms;
  }

  /**
   * What an entry is to be called; undefined where it is left out, which is noted. Rejects as the browser does.
   * @param failed what the browser took for a name, and failed at
   */
  async nameFor(row: number, folder: ChosenFolder, failed?: string): Promise<string | undefined> {
    const { rows, host } = this.#rooms;
    const wanted = rows.name(row);
    if (failed !== undefined) return this.#otherName(row, folder, plainestName(wanted), new Set([failed]));
    if (!rows.isText(row)) return this.#otherName(row, folder, portableName(rows.nameAsText(row)), new Set());
    if (failsLater(wanted)) return this.#otherName(row, folder, portableName(wanted), new Set());
    const there = await this.#at(folder, wanted);
    if (there === undefined) return wanted;
    if (there === 'refused') return this.#otherName(row, folder, wanted, new Set());
    if (this.isMade(folder, wanted) || this.ifTaken === 'keep-both') return this.#otherName(row, folder, wanted);
    if (this.ifTaken === 'skip') return this.#leave(row, 'kept');
    if (there !== 'file' || rows.kind(row) !== Kind.file) return this.#leave(row, 'other-there');
    const file = await folder.handle.getFileHandle(wanted);
    return (await host.isSource(file)) ? this.#leave(row, 'source') : wanted;
  }

  /**
   * A name like another one that is free and that the browser takes; undefined where there is none.
   * @param taken names that it must not be
   */
  async freeName(
    folder: ChosenFolder,
    wanted: string,
    taken: ReadonlySet<string> = new Set(),
  ): Promise<string | undefined> {
    const numbers = this.#numbers.get(folder) ?? new Map<string, number>();
    this.#numbers.set(folder, numbers);
    for (const instead of namesInstead(wanted)) {
      if (failsLater(instead)) continue;
      // Of long ones those that are one when they are cut.
      const key = foldedName(numberedName(instead, MOST_NUMBER));
      for (let number = 1; ; number = number === 1 ? (numbers.get(key) ?? 2) : number + 1) {
        const name = number === 1 ? instead : numberedName(instead, number);
        if (taken.has(name)) continue;
        const there = await this.#at(folder, name);
        if (there === 'refused') break;
        if (there !== undefined) continue;
        if (number > 1) numbers.set(key, number);
        return name;
      }
    }
    return undefined;
  }

  /** Whether an entry can have a name of plainer letters than one that the browser failed at. */
  hasPlainer(row: number, failed: string): boolean {
    return plainestName(this.#rooms.rows.name(row)) !== failed;
  }

  /** Whether something of that name, or one that disks take for the same, came to be by this. */
  isMade(folder: ChosenFolder, name: string): boolean {
    return this.#made.get(folder)?.has(foldedName(name)) === true;
  }

  /** Notes that something of that name comes to be. */
  make(folder: ChosenFolder, name: string, what: 'file' | 'directory'): void {
    folder.take(name, what);
    const made = this.#made.get(folder) ?? new Set();
    this.#made.set(folder, made.add(foldedName(name)));
  }

  async #otherName(
    row: number,
    folder: ChosenFolder,
    wanted: string,
    taken: ReadonlySet<string> = new Set([wanted]),
  ): Promise<string | undefined> {
    const { rows, tally } = this.#rooms;
    const name = await this.freeName(folder, wanted, taken);
    if (name === undefined) return this.#leave(row, 'name');
    tally.note({ path: rows.path(row), why: 'renamed', name });
    return name;
  }

  async #at(folder: ChosenFolder, name: string) {
    if (folder.mayMeet(name)) await this.#rooms.settled();
    return folder.at(name).catch((error) => {
      // A name that the browser takes for none.
      if (error instanceof TypeError) return 'refused' as const;
      throw error;
    });
  }

  #leave(row: number, why: ExtractWhy): undefined {
    const { rows, tally } = this.#rooms;
    tally.note({ path: rows.path(row), why });
    return undefined;
  }
}
