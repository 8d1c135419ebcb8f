/** From a tree to its image: manifest, layout, packed files in order, structures; the latest tree wins. */
import { transfer } from 'comlink';
import { liveEntries } from '../image/boot';
import type { Patches } from '../image/boot-info';
import { changedRows, changeNotices, encoderNoticeGroups, toldNames } from '../image/changes';
import { KeptManifest } from '../image/earlier-manifest';
import type { SharedContents } from '../image/equal-contents';
import type { Layout } from '../image/layout';
import { stageLog } from '../image/log';
import { buildManifest, type Manifest } from '../image/manifest';
import type { NoticeCode, NoticeGroup } from '../image/notices';
import type { ImageOptions } from '../image/options';
import { contentPlaces, ImagePlan } from '../image/plan';
import { type EntryId, type ImageTree, Kind, ROOT } from '../image/tree';
import { composeImage } from '../sinks/blob';
import { catalogOf } from './boot-bytes';
import { BootTables } from './boot-tables';
import { type Connection, ignoreLoss, type Link, WorkerLostError } from './connection';
import { isFailure, toFailure } from './failure';
import type { Ordering } from './ordering';
import type { EncodeService, ReadService } from './protocol';
import type { EntryNotice, Failure, Revision, Summary } from './session';
import { isReference, type Stores } from './stores';

/** Milliseconds that a layout which is out of date may go on before its worker is ended. */
const PATIENCE = 500;
const IMAGE_TYPE = 'application/octet-stream';

/** An image that is known. */
export interface KnownImage {
  revision: Revision;
  options: ImageOptions;
  layout: Layout;
  manifest: Pick<Manifest, 'entries' | 'contents'>;
  noticeGroups: NoticeGroup[];
  /** What files of equal contents save, where they are stored once. */
  saved: Summary['saved'] | undefined;
}

/** An image of which every byte can be read. */
export interface ReadyImage extends KnownImage {
  metadata: Blob;
  /** What boot images are told of the disc. */
  patches: Patches;
  /** The boot catalog's bytes, where it has one. */
  catalog: Blob | undefined;
  /** Files that are references, not packed. */
  large: LargeFile[];
}

/** A file of the disk that an image has bytes of. */
export interface LargeFile {
  store: number;
  /** One that has bytes of it, for all that do; undefined: only a boot image that no folder shows. */
  entry: EntryId | undefined;
}

export interface ImagerHost {
  /** What the image is to be made of now; undefined: not yet. */
  wanted(): { revision: Revision; options: ImageOptions } | undefined;
  /** Which contents have the same bytes; undefined: it is not wanted any more. */
  findEqual(): Promise<SharedContents | Failure | undefined>;
  /** An image is known: whoever edited waits for its size. */
  known(): void;
  changed(): void;
  failed(revision: Revision, failure: Failure): void;
  restartEncoder(): Promise<void>;
}

export class Imager {
  readonly #tree: ImageTree;
  readonly #stores: Stores;
  readonly #ordering: Ordering;
  readonly #encoder: Link<EncodeService>;
  readonly #reader: Link<ReadService>;
  readonly #host: ImagerHost;
  readonly #kept = new KeptManifest();
  readonly #bootTables: BootTables;
  #module: WebAssembly.Module | undefined;
  /** Something is kept of a tree: here, and by the encoder. */
  #isKept = false;
  /** Counts the runs: only the last one counts. */
  #run = 0;
  #isRunning = false;
  #again = false;
  #layingOut: { revision: Revision; since: number } | undefined;
  /** What is laid out, and waits for its structures and the order of its files. */
  #rendering: Revision | undefined;
  known: KnownImage | undefined;
  ready: ReadyImage | undefined;

  constructor(
    tree: ImageTree,
    stores: Stores,
    ordering: Ordering,
    encoder: Link<EncodeService>,
    reader: Link<ReadService>,
    host: ImagerHost,
  ) {
    this.#tree = tree;
    this.#stores = stores;
    this.#bootTables = new BootTables(tree, stores);
    this.#ordering = ordering;
    this.#encoder = encoder;
    this.#reader = reader;
    this.#host = host;
  }

  /** Takes a new encode worker; what the one before had compiled is kept. */
  async connectEncoder(connection: Connection<EncodeService>): Promise<void> {
    this.#encoder.connect(connection);
    this.#layingOut = undefined;
    this.#module = await connection.ask((encoder) => encoder.compile(this.#module));
    // The encoder that knew the image is gone: it is laid out anew.
    this.ready = undefined;
    this.restart();
  }

  /** What waits for a worker that is gone is given up: another run takes over. */
  restart(): void {
    this.#layingOut = undefined;
    this.#isRunning = false;
    this.update();
  }

  /** The tree has changed: the image is made anew, once. */
  update(): void {
    this.#again = true;
    const late = this.#layingOut;
    if (late && late.revision !== this.#host.wanted()?.revision && Date.now() - late.since > PATIENCE) {
      this.#layingOut = undefined;
      void this.#host.restartEncoder();
      return;
    }
    // Whoever has edited does not wait for the rest of an image that is out of date.
    const isOutdated = this.#rendering !== undefined && this.#rendering !== this.#host.wanted()?.revision;
    if (!this.#isRunning || isOutdated) void this.#start();
  }

  /** What genisoimage would have shown of the image that is known. */
  get log(): string {
    return this.known ? `${stageLog(this.known.layout).join('\n')}\n` : '';
  }

  /** Has the structures of the image that is ready stay, whatever comes: the encoder hears of it before all later wishes. */
  keepStructures(): void {
    this.#encoder.ask((encoder) => encoder.keep()).catch(ignoreLoss);
  }

  /** The image as one Blob that can be read for good. Throws only for a defect. */
  compose(image: ReadyImage): Blob {
    const plan = new ImagePlan(image.layout, contentPlaces(this.#tree, image.manifest), image.patches);
    const sources = {
      metadata: image.metadata,
      store: (store: number) => this.#stores.handOver(store),
      isPacked: (store: number) => this.#stores.isPadded(store),
    };
    return composeImage(plan.segments(), plan.byteLength, sources, IMAGE_TYPE);
  }

  /** Notices of what the encoder changed; none while the image is not known, or its encoder has another one. */
  async notices(code: NoticeCode, first: number, count: number): Promise<EntryNotice[]> {
    const { known } = this;
    if (!known) return [];
    const rows = changedRows(known.layout, code, first, count);
    const space = toldNames(code);
    let names: string[] | undefined;
    if (space && rows.length > 0) {
      // The names that the image gives live in another worker: asked for once, all together.
      names = await this.#encoder.ask((encoder) => encoder.names(known.revision, space, rows)).catch(ignoreLoss);
      if (!names || this.known !== known) return [];
    }
    const { entries } = known.manifest;
    const notices = changeNotices(this.#tree, entries, code, rows, names);
    return notices.map((notice, at) => ({ ...notice, entry: entries[rows[at] as number] as EntryId }));
  }

  async #start(): Promise<void> {
    const run = ++this.#run;
    this.#isRunning = true;
    // It is given up, answered or not: further edits wait for this run.
    this.#rendering = undefined;
    while (this.#again) {
      this.#again = false;
      const wanted = this.#host.wanted();
      if (this.#tree.childCount(ROOT) === 0) this.#letGo();
      if (!this.#encoder.current || !this.#reader.current || !wanted) continue;
      const { revision, options } = wanted;
      if (this.ready?.revision === revision) continue;
      const isLate = () => run !== this.#run || this.#host.wanted()?.revision !== revision;
      const done = await this.#make(revision, options, isLate).catch((error: unknown) =>
        error instanceof WorkerLostError ? error : toFailure(error),
      );
      if (run !== this.#run) return;
      // Whoever starts the worker again restarts this as well.
      if (done instanceof WorkerLostError) break;
      if (done === undefined || isLate()) this.#again = true;
      else if (isFailure(done)) this.#host.failed(revision, done);
      else this.ready = done;
      this.#host.changed();
    }
    this.#isRunning = false;
  }

  /** Nothing is in the tree: what is known of the one before would only take memory. */
  #letGo(): void {
    if (!this.#isKept) return;
    this.#isKept = false;
    this.known = undefined;
    this.ready = undefined;
    this.#kept.keep(undefined);
    this.#encoder.ask((encoder) => encoder.forget()).catch(ignoreLoss);
  }

  /** Undefined when the tree has changed meanwhile. */
  async #make(
    revision: Revision,
    options: ImageOptions,
    isLate: () => boolean,
  ): Promise<ReadyImage | Failure | undefined> {
    const shared = options.duplicatesOnce ? await this.#host.findEqual() : undefined;
    if (isLate()) return undefined;
    if (shared && isFailure(shared)) return shared;
    this.#isKept = true;
    const { bytes, entries, contents } = buildManifest(this.#tree, options, shared?.sameContent, this.#kept);
    this.#layingOut = { revision, since: Date.now() };
    const answer = await this.#encoder.ask((encoder) => encoder.layout(revision, transfer(bytes, [bytes.buffer])));
    if (this.#layingOut?.revision === revision) this.#layingOut = undefined;
    if (!isFailure(answer)) this.#kept.giveBack({ bytes: answer.manifest, entries });
    if (isLate()) return undefined;
    if (isFailure(answer)) return this.#named(answer, entries);
    const { layout } = answer;
    this.known = {
      revision,
      options,
      layout,
      manifest: { entries, contents },
      noticeGroups: encoderNoticeGroups(layout),
      saved: shared && { files: shared.spared.length, bytes: shared.savedBytes },
    };
    this.#host.known();
    this.#rendering = revision;
    const [failure, metadata] = await Promise.all([
      this.#ordering.putInOrder(layout.contentOrder, contents),
      this.#encoder.ask((encoder) => encoder.render()),
    ]).finally(() => {
      if (this.#rendering === revision) this.#rendering = undefined;
    });
    if (isLate()) return undefined;
    if (failure) return failure;
    if (isFailure(metadata)) return metadata;
    const patches = await this.#bootTables.patches({ contents }, layout, isLate);
    const catalog = await catalogOf(layout, metadata);
    if (isLate()) return undefined;
    return { ...this.known, metadata, patches, catalog, large: this.#largeFiles(entries) };
  }

  /** A failure, with the entry that it speaks of. */
  #named({ row, ...failure }: Failure & { row?: number }, entries: Uint32Array): Failure {
    const entry = row === undefined ? undefined : entries[row];
    if (entry === undefined) return failure;
    const path = this.#tree.path(entry) || '/';
    return { ...failure, path, message: `“${path}”: ${failure.message}` };
  }

  #largeFiles(entries: Uint32Array): LargeFile[] {
    const { kind, content, contentStore } = this.#tree.columns();
    // What lies in an archive or an image is what that is: one entry stands for all.
    const stores = new Map<number, LargeFile>();
    const add = (store: number, entry: EntryId | undefined) => {
      if (isReference(store) && !stores.has(store)) stores.set(store, { store, entry });
    };
    for (const entry of entries) {
      if (kind[entry] === Kind.file) add(contentStore[content[entry] as number] as number, entry);
    }
    for (const { image } of liveEntries(this.#tree)) {
      if ('content' in image) add(contentStore[image.content] as number, undefined);
    }
    return [...stores.values()];
  }
}
