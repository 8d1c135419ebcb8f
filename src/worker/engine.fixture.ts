/**
 * The three workers in one thread, joined as on the page, over folders that are made up: for tests. Only what a browser
 * gives is played here: ports, handles, and the page's part of listing.
 */
import { expose } from 'comlink';
import { Encoder } from '../image/encoder';
import { buildManifest } from '../image/manifest';
import { DEFAULT_OPTIONS } from '../image/options';
import { contentPlaces, ImagePlan } from '../image/plan';
import { ImageTree } from '../image/tree';
import { EncoderHost } from './encoder-host';
import type { JobId, JournalStep, PageService, SourceId, SourceInfo } from './protocol';
import { Reader } from './reader';
import type { Row, Summary } from './session';
import { TreeHost } from './tree-host';

const MODIFIED = Date.UTC(2020, 0, 1);

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

export class Engine implements PageService {
  readonly #module: WebAssembly.Module;
  readonly tree: TreeHost;
  reader!: Reader;
  encoder!: EncoderHost;
  last!: Summary;
  steps: JournalStep[] = [];
  /** The read worker's port is cut: it is gone. */
  #readerPort!: Port;
  readonly #folders = new Map<SourceId, Folder>();
  readonly #serials = new Map<SourceId, Folder[]>();
  #source = 0;
  #job = 0;
  #stores = 0;

  /** A tree worker, connected with a read and an encode worker. `self` must be free to be set. */
  static async open(module: WebAssembly.Module): Promise<Engine> {
    const [inside, outside] = Port.pair();
    Object.assign(globalThis, { self: inside });
    if (typeof navigator === 'undefined') Object.assign(globalThis, { navigator: {} });
    const engine = new Engine(module);
    expose(engine, outside as never);
    engine.tree.start(undefined);
    await engine.connectEncoder();
    await engine.connectReader();
    return engine;
  }

  private constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.tree = new TreeHost();
  }

  async connectEncoder(): Promise<void> {
    const [tree, encode] = Port.pair();
    this.encoder = new EncoderHost();
    await this.encoder.compile(this.#module);
    this.encoder.connect(encode.asMessagePort, 'session');
    await this.tree.connectEncoder(tree.asMessagePort);
  }

  async connectReader(): Promise<JobId[]> {
    const [tree, read] = Port.pair();
    this.reader = new Reader();
    this.#readerPort = read;
    this.reader.connect(read.asMessagePort, `session ${++this.#stores}`, await this.tree.nextStore());
    return this.tree.connectReader(tree.asMessagePort);
  }

  /** Nothing is heard of the read worker any more. */
  crashReader(): void {
    this.#readerPort.close();
  }

  /** Adds folders as the folder picker does, or with `entries` as a drop does, each with a list of the page. */
  async add(folders: Folder[], { entries = false } = {}): Promise<JobId> {
    const sources = folders.map((folder): SourceInfo => {
      const source = ++this.#source;
      this.#folders.set(source, folder);
      const info = { source, name: folder.name, entries, pushed: false, readAt: MODIFIED };
      return { ...info, way: entries ? 'drop' : 'picker', directory: folder.asHandle };
    });
    return this.#addJob(sources);
  }

  /** Adds loose files. */
  async addLoose(files: DiskFile[]): Promise<JobId> {
    const info = { source: ++this.#source, entries: false, pushed: false, readAt: MODIFIED };
    return this.#addJob([{ ...info, way: 'drop', files: files.map((file) => file.asHandle) }]);
  }

  async #addJob(sources: SourceInfo[]): Promise<JobId> {
    const job = ++this.#job;
    await this.tree.addJob(job, sources);
    const listed = sources.filter(({ entries }) => entries).map(({ source }) => this.listEntries(source, 0));
    void Promise.all(listed).then(() => this.tree.pageDone(job));
    return job;
  }

  // --- the page's side -----------------------------------------------------------------------------------

  summary(summary: Summary): void {
    this.last = summary;
  }

  journal(steps: JournalStep[]): void {
    this.steps = steps;
  }

  async listEntries(source: SourceId, folder: number): Promise<void> {
    const folders = this.#serialsOf(source);
    const waiting = [folder];
    for (let serial = waiting.pop(); serial !== undefined; serial = waiting.pop()) {
      const at = serial;
      const names = [...(folders[at] as Folder).inside.values()];
      await this.tree.names({
        source,
        numbering: 'page',
        parents: names.map(() => at),
        names: names.map(({ name }) => name),
        folders: names.map((entry) => {
          if (!(entry instanceof Folder)) return -1;
          waiting.push(folders.push(entry) - 1);
          return folders.length - 1;
        }),
      });
    }
  }

  async readEntries(source: SourceId, folder: number, names: string[] | undefined): Promise<void> {
    const { inside } = this.#serialsOf(source)[folder] as Folder;
    for (const name of names ?? inside.keys()) {
      const file = inside.get(name);
      if (!(file instanceof DiskFile)) continue;
      try {
        await this.reader.addFiles(source, [folder], [name], [await file.getFile()]);
      } catch (error) {
        await this.tree.filesFailed(source, [{ parent: folder, name, error: (error as Error).name }]);
      }
    }
  }

  async restartEncoder(): Promise<void> {
    await this.connectEncoder();
  }

  #serialsOf(source: SourceId): Folder[] {
    const known = this.#serials.get(source) ?? [this.#folders.get(source) as Folder];
    this.#serials.set(source, known);
    return known;
  }

  // --- what tests look at --------------------------------------------------------------------------------

  /** Resolves with the summary, once it is as wanted. */
  async until(wanted: (summary: Summary) => boolean, what = 'the wanted summary'): Promise<Summary> {
    for (let turn = 0; turn < 400; turn++) {
      if (this.last && wanted(this.last)) return this.last;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`Waited in vain for ${what}; it is ${JSON.stringify(this.last)}`);
  }

  async settled(): Promise<Summary> {
    const last = this.tree.do({ do: 'leave-out', entry: 0 });
    const revision = await last;
    return this.until(
      ({ phase, revision: shown }) => shown >= revision && phase !== 'listing' && phase !== 'preparing',
      'the end of the work',
    );
  }

  /** All rows, every folder opened, as paths. */
  async rows(): Promise<Map<string, Row>> {
    const paths = new Map<string, Row>();
    for (let open = true; open; ) {
      open = false;
      paths.clear();
      const around: string[] = [];
      for (const row of (await this.tree.rows(0, 1e6)).rows) {
        around.length = row.level - 1;
        around.push(row.name);
        paths.set(around.join('/'), row);
        if (row.kind === 'folder' && !row.expanded) {
          await this.tree.expand(row.entry, true);
          open = true;
        }
      }
    }
    return paths;
  }

  async entry(path: string): Promise<number> {
    const row = (await this.rows()).get(path);
    if (!row) throw new Error(`There is no “${path}”`);
    return row.entry;
  }

  /** The finished image's bytes. */
  async image(): Promise<Uint8Array> {
    const image = await this.tree.image();
    if ('failure' in image) throw new Error(`${image.failure.code}: ${image.failure.message}`);
    return new Uint8Array(await image.blob.arrayBuffer());
  }
}

/** The bytes of the image that holds just these files. */
export function imageOf(files: Files, module: WebAssembly.Module): Uint8Array {
  const tree = new ImageTree();
  const texts: string[] = [];
  const add = (parent: number, inside: Files) => {
    for (const [name, value] of Object.entries(inside)) {
      if (typeof value !== 'string') {
        add(tree.addDirectory(parent, name, { modifyTime: Number.NaN, mode: 0o555 }), value);
        continue;
      }
      const place = { byteLength: Buffer.byteLength(value), store: texts.push(value) - 1, offset: 0 };
      tree.addFile(parent, name, { modifyTime: MODIFIED / 1000, mode: 0o444 }, place);
    }
  };
  add(0, files);
  const manifest = buildManifest(tree, DEFAULT_OPTIONS);
  const encoder = new Encoder(module, manifest.bytes);
  const plan = new ImagePlan(encoder.layout, contentPlaces(tree, manifest));
  const bytes = new Uint8Array(plan.byteLength);
  let at = 0;
  for (const segment of plan.segments()) {
    if (segment.kind === 'metadata') {
      bytes.set(encoder.render(segment.firstBlock, segment.blocks), at);
      at += segment.blocks * 2048;
      continue;
    }
    if (segment.kind === 'source') bytes.set(Buffer.from(texts[segment.store] as string), at);
    at += segment.byteLength;
  }
  return bytes;
}
