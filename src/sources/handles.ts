/** A folder through File System Access handles, in a worker. It hides some names without a word: see ARCHITECTURE.md. */

export interface HandleVisitor {
  /** A folder was found. `serial` is its number from now on. */
  folder(parent: number, name: string, serial: number): void;
  /** The files of a folder, in about the order of the image; the list is the visitor's. The walk waits for the answer. */
  files(parent: number, names: readonly string[], handles: FileSystemFileHandle[]): Promise<void>;
  /** A folder could not be read to its end. */
  failed(serial: number, error: unknown): void;
  /** Ends the walk. */
  readonly signal: Pick<AbortSignal, 'aborted'>;
}

/** Handles with their names, which are asked for once: each time costs a call into the browser. */
interface Named<T> {
  names: string[];
  handles: T[];
}
interface Listing {
  folders: Named<FileSystemDirectoryHandle>;
  files: Named<FileSystemFileHandle>;
  error?: unknown;
}
interface Node {
  handle: FileSystemDirectoryHandle;
  serial: number;
  /** Under way, or not yet asked for. */
  listing?: Promise<Listing>;
}

/** Folders that are listed before their turn comes. */
const AHEAD = 16;
/** Files found in them for which more of them are listed: handles weigh some 15 KB each in the browser's processes. */
const FILES_AHEAD = 1024;
/** Files that a folder is thought to have until some were listed. */
const LIKELY_FILES = FILES_AHEAD / 4;

/**
 * Walks everything below a folder: the files of a folder first, then its folders, each in the order of names that
 * the image has as well, so that what is packed while reading mostly lies in the image's order already.
 * @param serials gives the next folder's number
 */
export async function walkHandles(
  root: FileSystemDirectoryHandle,
  rootSerial: number,
  serials: () => number,
  visitor: HandleVisitor,
): Promise<void> {
  const stack: Node[] = [{ handle: root, serial: rootSerial }];
  const ahead = new Ahead();
  for (let node = stack.pop(); node && !visitor.signal.aborted; node = stack.pop()) {
    const listing = ahead.take(node);
    ahead.list(stack);
    const { folders, files, error } = await listing;
    if (error !== undefined) visitor.failed(node.serial, error);
    const nodes = folders.handles.map((handle, at): Node => {
      const serial = serials();
      visitor.folder(node.serial, folders.names[at] as string, serial);
      return { handle, serial };
    });
    for (const next of nodes.reverse()) stack.push(next);
    ahead.list(stack);
    if (files.names.length > 0) await visitor.files(node.serial, files.names, files.handles);
  }
}

/** What is listed before its turn comes. */
class Ahead {
  #underWay = 0;
  /** Files of folders whose turn has not come. */
  #waiting = 0;
  /** Files that the next folder may have, by those before it. */
  #likely = LIKELY_FILES;

  /** Begins with the folders whose turn comes next, the last of the stack first, as far as that is worth it. */
  list(stack: readonly Node[]): void {
    for (let next = stack.length - 1; next >= Math.max(0, stack.length - AHEAD); next--) {
      if (this.#waiting + this.#underWay * this.#likely >= FILES_AHEAD) return;
      const node = stack[next] as Node;
      node.listing ??= this.#list(node);
    }
  }

  /** A folder's turn has come. */
  async take(node: Node): Promise<Listing> {
    const listing = await (node.listing ?? this.#list(node));
    this.#waiting -= listing.files.names.length;
    return listing;
  }

  async #list({ handle }: Node): Promise<Listing> {
    this.#underWay++;
    const listing = await list(handle);
    const files = listing.files.names.length;
    this.#underWay--;
    this.#waiting += files;
    if (files > 0) this.#likely = Math.max(files, this.#likely / 2);
    return listing;
  }
}

/** The folder or file at a path below a folder. Rejects as the browser does when it is not there. */
export class HandlePaths {
  readonly #folders = new Map<string, Promise<FileSystemDirectoryHandle>>();
  readonly #root: FileSystemDirectoryHandle;

  constructor(root: FileSystemDirectoryHandle) {
    this.#root = root;
  }

  folder(path: readonly string[]): Promise<FileSystemDirectoryHandle> {
    if (path.length === 0) return Promise.resolve(this.#root);
    const key = path.join('/');
    let folder = this.#folders.get(key);
    if (!folder) {
      folder = this.folder(path.slice(0, -1)).then((parent) => parent.getDirectoryHandle(path.at(-1) as string));
      this.#folders.set(key, folder);
      // A folder that is not there now may be there another time.
      folder.catch(() => this.#folders.delete(key));
    }
    return folder;
  }

  async file(path: readonly string[]): Promise<FileSystemFileHandle> {
    const folder = await this.folder(path.slice(0, -1));
    return folder.getFileHandle(path.at(-1) as string);
  }
}

async function list(folder: FileSystemDirectoryHandle): Promise<Listing> {
  const folders: Named<FileSystemDirectoryHandle> = { names: [], handles: [] };
  const files: Named<FileSystemFileHandle> = { names: [], handles: [] };
  let error: unknown;
  try {
    for await (const handle of folder.values()) {
      const { name } = handle;
      // A name that is not UTF-8: it would lead to this folder again (see `standIn` of entries.ts).
      if (name === '') continue;
      const found: Named<FileSystemHandle> = handle.kind === 'directory' ? folders : files;
      found.names.push(name);
      found.handles.push(handle);
    }
  } catch (reason) {
    error = reason ?? new Error('unknown');
  }
  return { folders: sorted(folders), files: sorted(files), error };
}

/** By name: plain ISO 9660 identifiers are upper case, and their order is that of a folder in the image. */
function sorted<T>({ names, handles }: Named<T>): Named<T> {
  const keys = names.map((name) => name.toUpperCase());
  const order = [...keys.keys()].sort((a, b) => {
    const [first, second] = [keys[a] as string, keys[b] as string];
    return first < second ? -1 : first > second ? 1 : 0;
  });
  return { names: order.map((at) => names[at] as string), handles: order.map((at) => handles[at] as T) };
}
