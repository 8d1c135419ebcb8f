/** What a browser gives, made up for tests: a disk with its handles, the private file system, and ports. */

/** When every file was modified: Unix milliseconds. */
export const MODIFIED = Date.UTC(2020, 0, 1);

/** Folders are objects, files are their text. */
export interface Files {
  [name: string]: string | Files;
}

/** One end of a pair of ports: what is posted arrives at the other end later, in order. */
export class Port {
  readonly #listeners = new Set<(event: object) => void>();
  #other: Port | undefined;
  closed = false;

  static pair(): [Port, Port] {
    const [one, other] = [new Port(), new Port()];
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  get asMessagePort(): MessagePort {
    return this as unknown as MessagePort;
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    if (type === 'message') this.#listeners.add(listener);
  }

  removeEventListener(_type: string, listener: (event: object) => void): void {
    this.#listeners.delete(listener);
  }

  postMessage(data: unknown): void {
    setImmediate(() => {
      const other = this.#other;
      if (this.closed || !other || other.closed) return;
      for (const listener of other.#listeners) listener({ data, origin: '', ports: [] });
    });
  }

  start(): void {}

  close(): void {
    this.closed = true;
  }
}

/** What a browser refuses with. */
const notFound = () => new DOMException('It is not there.', 'NotFoundError');

/** A folder of a made-up disk, as a handle. It can be changed, and made slow or unreadable. */
export class Folder {
  readonly kind = 'directory';
  readonly name: string;
  readonly inside = new Map<string, Folder | DiskFile>();
  unreadable = false;

  constructor(name: string, files: Files) {
    this.name = name;
    for (const [key, value] of Object.entries(files)) {
      this.inside.set(key, typeof value === 'string' ? new DiskFile(key, value) : new Folder(key, value));
    }
  }

  get asHandle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  at(path: string): Folder | DiskFile {
    const found = path
      .split('/')
      .reduce<Folder | DiskFile | undefined>(
        (at, name) => (at instanceof Folder ? at.inside.get(name) : undefined),
        this,
      );
    if (!found) throw notFound();
    return found;
  }

  file(path: string): DiskFile {
    return this.at(path) as DiskFile;
  }

  async *values(): AsyncGenerator<Folder | DiskFile> {
    if (this.unreadable) throw new DOMException('No.', 'NotReadableError');
    yield* this.inside.values();
  }

  async getDirectoryHandle(name: string): Promise<Folder> {
    const found = this.inside.get(name);
    if (!(found instanceof Folder)) throw notFound();
    return found;
  }

  async getFileHandle(name: string): Promise<DiskFile> {
    const found = this.inside.get(name);
    if (!(found instanceof DiskFile)) throw notFound();
    return found;
  }
}

export class DiskFile {
  readonly kind = 'file';
  readonly name: string;
  text: string;
  modified = MODIFIED;
  unreadable = false;
  /** Reading waits for it. */
  gate: Promise<void> | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  get asHandle(): FileSystemFileHandle {
    return this as unknown as FileSystemFileHandle;
  }

  /** Makes reading wait. Returns what lets it go on. */
  hold(): () => void {
    let open = () => {};
    this.gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  async getFile(): Promise<File> {
    await this.gate;
    if (this.unreadable) throw new DOMException('No.', 'NotReadableError');
    return new File([this.text], this.name, { lastModified: this.modified });
  }
}
