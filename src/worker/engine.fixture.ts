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
import type { PrivateFiles } from '../sinks/private-files.fixture';
import { DiskFile, type Files, Folder, MODIFIED, Port } from './browser.fixture';
import { EncoderHost } from './encoder-host';
import { archiveInTree } from './opened-sources';
import type { FileNow, JobId, JournalStep, MadeChoice, Origin, PageService, SourceId, SourceInfo } from './protocol';
import { Reader } from './reader';
import type { Done, Row, Summary } from './session';
import type { Settings } from './settings';
import type { Made } from './step';
import { TreeHost } from './tree-host';
import { unpack } from './unpacking';

export class Engine implements PageService {
  readonly #module: WebAssembly.Module;
  readonly #memoryLimit: number | undefined;
  readonly tree: TreeHost;
  reader!: Reader;
  encoder!: EncoderHost;
  last!: Summary;
  steps: JournalStep[] = [];
  begun: Settings = {};
  readonly jobs = new Map<JobId, SourceInfo[]>();
  /** The read worker's port is cut: it is gone. */
  #readerPort!: Port;
  readonly #folders = new Map<SourceId, Folder>();
  readonly #serials = new Map<SourceId, Folder[]>();
  #source = 0;
  #job = 0;

  /**
   * A tree worker, connected with a read and an encode worker. Sets `self` and `navigator`.
   * @param files where bytes are packed, instead of memory
   */
  static async open(module: WebAssembly.Module, files?: PrivateFiles): Promise<Engine> {
    const [inside, outside] = Port.pair();
    Object.assign(globalThis, { self: inside });
    Object.defineProperty(globalThis, 'navigator', {
      value: files ? { storage: files.storage } : {},
      configurable: true,
    });
    const engine = new Engine(module, files);
    expose(engine, outside as never);
    engine.tree.start({});
    await engine.connectEncoder();
    await engine.connectReader();
    return engine;
  }

  private constructor(module: WebAssembly.Module, files: PrivateFiles | undefined) {
    this.#module = module;
    // Everything goes to files where there are any.
    this.#memoryLimit = files && 0;
    this.tree = new TreeHost();
  }

  async connectEncoder(): Promise<void> {
    const [tree, encode] = Port.pair();
    this.encoder = new EncoderHost(this.#memoryLimit);
    await this.encoder.compile(this.#module);
    this.encoder.connect(encode.asMessagePort, 'session');
    await this.tree.connectEncoder(tree.asMessagePort);
  }

  async connectReader(): Promise<JobId[]> {
    const [tree, read] = Port.pair();
    this.reader = new Reader({ unpack, memoryLimit: this.#memoryLimit });
    this.#readerPort = read;
    this.reader.connect(read.asMessagePort, 'session', await this.tree.nextStore());
    return this.tree.connectReader(tree.asMessagePort);
  }

  /** Nothing is heard of the read worker any more. */
  crashReader(): void {
    this.#readerPort.close();
  }

  /** Adds folders as the folder picker does, or with `entries` as a drop does, each with a list of the page. */
  async add(folders: Folder[], { entries = false, into }: { entries?: boolean; into?: Origin } = {}): Promise<JobId> {
    const sources = folders.map((folder): SourceInfo => {
      const source = ++this.#source;
      this.#folders.set(source, folder);
      const info = { source, name: folder.name, entries, pushed: false, readAt: MODIFIED, ...(into ? { into } : {}) };
      return { ...info, way: entries ? 'drop' : 'picker', directory: folder.asHandle };
    });
    return this.#addJob(sources);
  }

  /** Adds folders as a drop does, each listed when it is asked for, or one of the names in it. */
  async addHeld(folders: Folder[]): Promise<{ list(at: number, name?: string): Promise<void>; end(): Promise<void> }> {
    const job = ++this.#job;
    const sources = folders.map((folder): SourceInfo => {
      const source = ++this.#source;
      this.#folders.set(source, folder);
      return { source, name: folder.name, entries: true, pushed: false, readAt: MODIFIED, way: 'drop' };
    });
    // A later visit has handles.
    const held = sources.map((info, at) => ({ ...info, directory: (folders[at] as Folder).asHandle }));
    this.jobs.set(job, held);
    await this.tree.addJob(job, sources);
    return {
      list: (at, name) => this.listEntries((sources[at] as SourceInfo).source, 0, name),
      end: () => this.tree.pageDone(job),
    };
  }

  /** Adds loose files. */
  async addLoose(files: DiskFile[], into?: Origin): Promise<JobId> {
    const info = { source: ++this.#source, entries: false, pushed: false, readAt: MODIFIED, ...(into ? { into } : {}) };
    return this.#addJob([{ ...info, way: 'drop', files: files.map((file) => file.asHandle) }]);
  }

  /** Adds an archive, as a drop of it alone does. @param name what its folder is called */
  async addArchive(file: Pick<FileSystemFileHandle, 'name' | 'getFile'>, name: string, into?: Origin): Promise<JobId> {
    const info = { source: ++this.#source, entries: false, pushed: false, readAt: MODIFIED, ...(into ? { into } : {}) };
    const files = [{ ...file, kind: 'file' } as FileSystemFileHandle];
    return this.#addJob([{ ...info, way: 'drop', name, archive: file.name, files }]);
  }

  /** Adds an image that lies in several files, the one that it goes by first. */
  async addImage(files: Pick<FileSystemFileHandle, 'name' | 'getFile'>[], name: string): Promise<JobId> {
    const info = { source: ++this.#source, entries: false, pushed: false, readAt: MODIFIED };
    const handles = files.map((file) => ({ ...file, kind: 'file' }) as FileSystemFileHandle);
    return this.#addJob([{ ...info, way: 'drop', name, archive: files[0]?.name ?? '', files: handles }]);
  }

  /** Puts what is in an archive of the tree into its place. */
  async openArchive(path: string): Promise<JobId> {
    const row = (await this.rows()).get(path);
    if (!row) throw new Error(`There is no “${path}”`);
    const contents = await this.tree.contents(row.entry);
    if (!('kind' in contents) || contents.kind !== 'file') throw new Error(`“${path}” is no file`);
    const into = row.parent === undefined ? {} : { into: await this.tree.originOf(row.parent) };
    const sourceOf = (id: SourceId) => {
      const info = [...this.jobs.values()].flat().find(({ source }) => source === id);
      if (!info) throw new Error(`There is no source ${id}`);
      return { info };
    };
    const [source] = await archiveInTree(contents, await this.tree.originOf(row.entry), sourceOf);
    if (!source) throw new Error(`“${path}” is no archive`);
    const info = { ...source.info, ...into, source: ++this.#source };
    return this.#addJob([info], undefined, undefined, source.archiveFiles);
  }

  /** Adds an archive as the file that it is, in the place of what is in it. */
  async keepAsFile(insteadOf: SourceId): Promise<JobId> {
    const { files = [] } = [...this.jobs.values()].flat().find(({ source }) => source === insteadOf) ?? {};
    const info = { source: ++this.#source, entries: false, pushed: false, readAt: MODIFIED, insteadOf };
    return this.#addJob([{ ...info, way: 'drop', files }]);
  }

  /** Opens another session of an image, in the place of the one that is open. */
  async openSession(insteadOf: SourceId, discSession: number): Promise<JobId> {
    const before = [...this.jobs.values()].flat().find(({ source }) => source === insteadOf) as SourceInfo;
    return this.#addJob([{ ...before, source: ++this.#source, insteadOf, discSession }]);
  }

  /** The next job has this number, and its source as well: what came before it in another engine was taken back. */
  skipTo(job: JobId): void {
    this.#job = job - 1;
    this.#source = job - 1;
  }

  /** Does what was done with another one, which has its sources, as the page does it after a reload. */
  async bringBack({ jobs, begun }: Engine, steps: readonly JournalStep[]): Promise<void> {
    this.tree.start(begun);
    for (const step of steps) {
      if (step.step !== 'add') {
        await this.tree.replay([step]);
        continue;
      }
      // Entries do not come back, handles do.
      const sources = jobs.get(step.job)?.map((info): SourceInfo => ({ ...info, entries: false })) ?? [];
      await this.#addJob(sources, step.job, step.choices);
      await this.tree.replay([]);
    }
  }

  /** @param files the archive that the only source is, where it has no handles */
  async #addJob(
    sources: SourceInfo[],
    job = ++this.#job,
    choices?: readonly MadeChoice[],
    files?: File[],
  ): Promise<JobId> {
    this.jobs.set(job, sources);
    await this.tree.addJob(job, sources, choices);
    const listed = sources.filter(({ entries }) => entries).map(({ source }) => this.listEntries(source, 0));
    const [{ source, archive = '' }] = sources as [SourceInfo];
    const opened = files && this.reader.openArchive(source, archive, files);
    void Promise.all([...listed, opened]).then(() => this.tree.pageDone(job));
    return job;
  }

  // --- the page's side -----------------------------------------------------------------------------------

  summary(summary: Summary): void {
    this.last = summary;
  }

  journal(same: number, steps: JournalStep[], volumeName: string, made: Made): void {
    this.begun = { 'volume-name': volumeName, 'made-for': made };
    this.steps = [...this.steps.slice(0, same), ...steps];
  }

  async listEntries(source: SourceId, folder: number, only?: string): Promise<void> {
    const folders = this.#serialsOf(source);
    const waiting = [folder];
    for (let serial = waiting.pop(); serial !== undefined; serial = waiting.pop()) {
      const at = serial;
      const inside = [...(folders[at] as Folder).inside.values()];
      const names = inside.filter(({ name }) => at !== folder || only === undefined || name === only);
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

  async filesNow(source: SourceId, paths: string[][]): Promise<FileNow[]> {
    return Promise.all(
      paths.map(async (path): Promise<FileNow> => {
        const file = await this.#folders.get(source)?.file(path.join('/')).getFile();
        return file && { byteLength: file.size, modified: file.lastModified };
      }),
    );
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
    const { revision } = (await this.tree.do({ do: 'leave-out', entries: [] })) as Done;
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
    let row = (await this.rows()).get(path);
    // While names come in rows may be a little old.
    for (let turn = 0; !row && turn < 100; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      row = (await this.rows()).get(path);
    }
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

/** The bytes of the image that holds just these files; `once`: equal ones stored once. */
export function imageOf(files: Files, module: WebAssembly.Module, once = false): Uint8Array {
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
  return imageOfTree(tree, texts, module, once);
}

/** The bytes of a tree's image. @param texts what files have, by their stores */
export function imageOfTree(
  tree: ImageTree,
  texts: readonly string[],
  module: WebAssembly.Module,
  once = false,
): Uint8Array {
  const same = once ? Uint32Array.from(texts, (text) => texts.indexOf(text)) : undefined;
  const manifest = buildManifest(tree, DEFAULT_OPTIONS, same);
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
