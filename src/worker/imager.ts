/** From a tree to its image: manifest, layout, packed files in order, structures; the latest tree wins. */
import { transfer } from 'comlink';
import { encoderNoticeGroups } from '../image/changes';
import type { Layout } from '../image/layout';
import { buildManifest, type Manifest } from '../image/manifest';
import type { NoticeGroup } from '../image/notices';
import type { ImageOptions } from '../image/options';
import { contentPlaces, ImagePlan } from '../image/plan';
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import { composeImage } from '../sinks/blob';
import { isFailure, toFailure } from './failure';
import { planGather } from './gather';
import type { EncodeService, ReadService } from './protocol';
import type { Failure, Revision } from './session';
import { isPacked, type Stores } from './stores';

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
}

/** An image of which every byte can be read. */
export interface ReadyImage extends KnownImage {
  metadata: Blob;
  /** Entries whose files are references, not packed. */
  large: EntryId[];
}

export interface ImagerHost {
  /** What the image is to be made of now; undefined: not yet. */
  wanted(): { revision: Revision; options: ImageOptions } | undefined;
  changed(): void;
  failed(failure: Failure): void;
  restartEncoder(): Promise<void>;
  /** Stores of bytes that are not in the tree yet. */
  waitingStores(): number[];
}

export class Imager {
  readonly #tree: ImageTree;
  readonly #stores: Stores;
  readonly #host: ImagerHost;
  encoder: EncodeService | undefined;
  reader: ReadService | undefined;
  #module: WebAssembly.Module | undefined;
  #running = false;
  #again = false;
  #layingOut: { revision: Revision; since: number } | undefined;
  known: KnownImage | undefined;
  ready: ReadyImage | undefined;

  constructor(tree: ImageTree, stores: Stores, host: ImagerHost) {
    this.#tree = tree;
    this.#stores = stores;
    this.#host = host;
  }

  /** Takes a new encode worker; what the one before had compiled is kept. */
  async connectEncoder(encoder: EncodeService): Promise<void> {
    this.encoder = encoder;
    this.#module = await encoder.compile(this.#module);
    // The encoder that knew the image is gone: it is laid out anew.
    this.ready = undefined;
    this.#startAgain();
  }

  connectReader(reader: ReadService): void {
    this.reader = reader;
    this.#startAgain();
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
    if (!this.#running) void this.#run();
  }

  /** The image as one Blob. Throws only for a defect. */
  compose(image: ReadyImage): Blob {
    const plan = new ImagePlan(image.layout, contentPlaces(this.#tree, image.manifest));
    const sources = { metadata: image.metadata, store: (store: number) => this.#stores.get(store), isPacked };
    return composeImage(plan.segments(), plan.byteLength, sources, IMAGE_TYPE);
  }

  /** What waits for an answer of a worker that is gone waits for ever: another run takes over. */
  #startAgain(): void {
    this.#layingOut = undefined;
    this.#running = false;
    this.update();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#again) {
      this.#again = false;
      const { encoder, reader } = this;
      const wanted = this.#host.wanted();
      if (!encoder || !reader || !wanted || this.ready?.revision === wanted.revision) continue;
      try {
        const done = await this.#make(wanted.revision, wanted.options, encoder, reader);
        // Another run has taken over.
        if (this.encoder !== encoder || this.reader !== reader) return;
        if (done === undefined) this.#again = true;
        else if (isFailure(done)) this.#host.failed(done);
        else this.ready = done;
      } catch (error) {
        this.#host.failed(toFailure(error));
      }
      this.#host.changed();
    }
    this.#running = false;
  }

  /** Undefined when the tree has changed meanwhile. */
  async #make(
    revision: Revision,
    options: ImageOptions,
    encoder: EncodeService,
    reader: ReadService,
  ): Promise<ReadyImage | Failure | undefined> {
    const isLate = () => this.#host.wanted()?.revision !== revision || this.encoder !== encoder;
    const { bytes, entries, contents } = buildManifest(this.#tree, options);
    this.#layingOut = { revision, since: Date.now() };
    const layout = await encoder.layout(transfer(bytes as Uint8Array<ArrayBuffer>, [bytes.buffer as ArrayBuffer]));
    if (this.encoder === encoder) this.#layingOut = undefined;
    if (isLate()) return undefined;
    if (isFailure(layout)) return layout;
    const manifest = { entries, contents };
    this.known = { revision, options, layout, manifest, noticeGroups: encoderNoticeGroups(layout) };
    this.#host.changed();
    const [failure, metadata] = await Promise.all([this.#putInOrder(reader, layout, contents), encoder.render()]);
    if (isLate()) return undefined;
    if (failure) return failure;
    if (isFailure(metadata)) return metadata;
    return { ...this.known, metadata, large: this.#largeFiles(entries) };
  }

  /** Moves packed files to where few parts make the image. */
  async #putInOrder(reader: ReadService, layout: Layout, contents: Uint32Array): Promise<Failure | undefined> {
    const places = contentPlaces(this.#tree, { contents: contents });
    const inOrder = {
      stores: layout.contentOrder.map((content) => places.stores[content] as number),
      offsets: Float64Array.from(layout.contentOrder, (content) => places.offsets[content] as number),
      byteLengths: Float64Array.from(layout.contentOrder, (content) => places.byteLengths[content] as number),
    };
    const rows = planGather(inOrder, isPacked);
    if (rows.length === 0) return undefined;
    const from = {
      stores: rows.map((row) => inOrder.stores[row] as number),
      offsets: Float64Array.from(rows, (row) => inOrder.offsets[row] as number),
      byteLengths: Float64Array.from(rows, (row) => inOrder.byteLengths[row] as number),
    };
    const to = await reader.gather(this.#stores.packed(from.stores), from);
    if (isFailure(to)) return to;
    for (let at = 0; at < rows.length; at++) {
      const content = contents[layout.contentOrder[rows[at] as number] as number] as number;
      this.#tree.setContentPlace(content, to.stores[at] as number, to.offsets[at] as number);
    }
    const unused = new Set(from.stores);
    for (const store of this.#host.waitingStores()) unused.delete(store);
    for (let content = 0; content < this.#tree.contentCount; content++)
      unused.delete(this.#tree.contentAt(content).store);
    this.#stores.forget(unused);
    return undefined;
  }

  #largeFiles(entries: Uint32Array): EntryId[] {
    const large: EntryId[] = [];
    for (const entry of entries) {
      if (this.#tree.kind(entry) !== Kind.file) continue;
      const { store } = this.#tree.content(entry);
      if (store !== 0 && !isPacked(store)) large.push(entry);
    }
    return large;
  }
}
