/** Packed files are moved to where few parts make the image. */
import { contentPlaces } from '../image/plan';
import type { ImageTree } from '../image/tree';
import { ignoreLoss, type Link } from './connection';
import { isFailure } from './failure';
import { countRuns, planGather } from './gather';
import type { ReadService } from './protocol';
import type { Failure } from './session';
import { isPacked, type Stores } from './stores';

/** Parts beyond those that are worth copying which an image may have where there is no room for the copy (35 KB each). */
const PARTS_WITHOUT_ROOM = 4096;

/** What is asked of the tree's surroundings. */
export interface OrderingHost {
  /** Stores of bytes that are not in the tree yet; undefined while nobody knows which those are. */
  waiting(): number[] | undefined;
  /** Whether the image can be handed over: until then room is left to what is still to be read. */
  isWhole(): boolean;
}

export class Ordering {
  readonly #tree: ImageTree;
  readonly #stores: Stores;
  readonly #reader: Link<ReadService>;
  readonly #host: OrderingHost;
  /** One after the other: both would move the same files. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(tree: ImageTree, stores: Stores, reader: Link<ReadService>, host: OrderingHost) {
    this.#tree = tree;
    this.#stores = stores;
    this.#reader = reader;
    this.#host = host;
  }

  /**
   * Puts contents in the order in which they lie in the image, where that is worth it, and lets go of stores that
   * are not used any more.
   * @param contentOrder rows of `contents`, and of structures, which follow them
   * @param contents the tree's numbers of contents
   */
  putInOrder(contentOrder: Uint32Array, contents: Uint32Array): Promise<Failure | undefined> {
    const order = contentOrder.filter((row) => row < contents.length).map((row) => contents[row] as number);
    const done = this.#work.then(() => this.#putInOrder(order));
    this.#work = done.catch(() => {});
    return done;
  }

  async #putInOrder(contents: Uint32Array): Promise<Failure | undefined> {
    const failure = this.#host.isWhole() ? await this.#gather(contents) : undefined;
    if (!failure) this.#letGo();
    return failure;
  }

  async #gather(contents: Uint32Array): Promise<Failure | undefined> {
    const places = contentPlaces(this.#tree, { contents });
    const rows = planGather(places, isPacked);
    if (rows.length === 0) return undefined;
    const from = {
      stores: rows.map((row) => places.stores[row] as number),
      offsets: Float64Array.from(rows, (row) => places.offsets[row] as number),
      byteLengths: Float64Array.from(rows, (row) => places.byteLengths[row] as number),
    };
    const to = await this.#reader.ask((reader) => reader.gather(this.#stores.packed(from.stores), from));
    if (isFailure(to)) return to.code === 'no-space' && countRuns(from) <= PARTS_WITHOUT_ROOM ? undefined : to;
    rows.forEach((row, at) => {
      const content = contents[row] as number;
      const { store, offset } = this.#tree.contentAt(content);
      // One that was read again meanwhile lies elsewhere already.
      if (store !== from.stores[at] || offset !== from.offsets[at]) return;
      this.#tree.setContentPlace(content, to.stores[at] as number, to.offsets[at] as number);
    });
    return undefined;
  }

  #letGo(): void {
    const waiting = this.#host.waiting();
    if (!waiting) return;
    const used = new Set(waiting);
    const { contentStore } = this.#tree.columns();
    let last = 0;
    for (let content = 0; content < this.#tree.contentCount; content++) {
      const store = contentStore[content] as number;
      if (store !== last) used.add(store);
      last = store;
    }
    const unused = this.#stores.keep(used);
    if (unused.length > 0) this.#reader.ask((reader) => reader.discard(unused)).catch(ignoreLoss);
  }
}
