/** A folder that somebody chose, and folders in it: what is there, and what is put there. */
import { foldedName } from './disk-names';

/** What has a name: a file, a folder, or something that the browser does not show, such as a link. */
export type There = 'file' | 'directory' | 'hidden';

/**
 * Nothing is written outside of it: a name has no way out, and what is not listed but there, as links are, is never
 * gone into. Methods reject as the browser does; with a `TypeError` where it takes a name for none.
 */
export class ChosenFolder {
  readonly handle: FileSystemDirectoryHandle;
  readonly #there: Map<string, There>;
  /** Names as disks compare them, where some tell capitals from small letters and others do not. */
  readonly #folded: Set<string>;
  readonly #isNew: boolean;
  /** Names that were looked for in vain. */
  readonly #free = new Set<string>();

  private constructor(handle: FileSystemDirectoryHandle, there: Map<string, There>, isNew: boolean) {
    this.handle = handle;
    this.#there = there;
    this.#folded = new Set([...there.keys()].map(foldedName));
    this.#isNew = isNew;
  }

  /** A folder with what is in it. */
  static async open(handle: FileSystemDirectoryHandle): Promise<ChosenFolder> {
    const there = new Map<string, There>();
    for await (const [name, { kind }] of handle.entries()) there.set(name, kind);
    return new ChosenFolder(handle, there, false);
  }

  /** A folder in it, with what is in that. */
  async enter(name: string): Promise<ChosenFolder> {
    return ChosenFolder.open(await this.handle.getDirectoryHandle(name));
  }

  /** Makes a folder in it, where nothing is. */
  async make(name: string): Promise<ChosenFolder> {
    const handle = await this.handle.getDirectoryHandle(name, { create: true });
    return new ChosenFolder(handle, new Map(), true);
  }

  /** Whether a name may be that of something that was put there already, or is put there now. */
  mayMeet(name: string): boolean {
    return this.#folded.has(foldedName(name));
  }

  /** What a name is that of; undefined where it is free. */
  async at(name: string): Promise<There | undefined> {
    const listed = this.#there.get(name);
    if (listed) return listed;
    const isSeen = this.mayMeet(name);
    if (!isSeen && (this.#isNew || this.#free.has(name))) return undefined;
    const found = await this.#look(name);
    if (!found) {
      this.#free.add(name);
      return undefined;
    }
    // By another name that the disk takes for the same it is what that is; else it is none that is listed.
    return isSeen && (await this.#isFolded(name)) ? found : 'hidden';
  }

  /** Whether the disk takes a name for one that is listed, as it takes others that differ from that as little. */
  async #isFolded(name: string): Promise<boolean> {
    const folded = foldedName(name);
    for (const listed of this.#there.keys()) {
      if (foldedName(listed) !== folded) continue;
      const other = swapped(listed);
      if (!this.#there.has(other) && (await this.#look(other).catch(() => undefined))) return true;
    }
    return false;
  }

  /** Notes that something gets a name. */
  take(name: string, what: 'file' | 'directory'): void {
    this.#there.set(name, what);
    this.#folded.add(foldedName(name));
  }

  async #look(name: string): Promise<'file' | 'directory' | undefined> {
    try {
      await this.handle.getFileHandle(name);
      return 'file';
    } catch (error) {
      const reason = error instanceof DOMException ? error.name : '';
      if (reason === 'NotFoundError') return undefined;
      if (reason === 'TypeMismatchError') return 'directory';
      throw error;
    }
  }
}

/** The same with capitals for small letters, and small letters for capitals. */
const swapped = (name: string) =>
  name.replace(/\p{L}/gu, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
