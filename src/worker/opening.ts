/** Opens files as they are found, many at a time, and puts those of one source together in batches, in their order. */
import { errorName } from './failure';
import type { FileFailed, Numbering, ReadProgress, SourceId } from './protocol';

/** Files of one source. */
export interface PackItems {
  source: SourceId;
  numbering: Numbering;
  /** The folder of each, or of all of them. */
  parents: number | readonly number[];
  names: readonly string[];
  /** Asked for once. */
  open(at: number): File | Promise<File>;
}

const BATCH_FILES = 256;
const BATCH_BYTES = 2 * 2 ** 20;
/** Batches that are being opened, read or packed, and bytes of theirs that are to be read. */
const BATCHES_AT_ONCE = 8;
const BYTES_AT_ONCE = 4 * BATCH_BYTES;
/** Files that were asked for and did not come yet; more are asked for when an eighth of them came. */
const FILES_AT_ONCE = 512;
/**
 * The same in the first moment of a job, in milliseconds: each file keeps some thread of the browser busy, while the page
 * draws panels that it had not to draw before. Measured: tasks of its thread of 80 ms at most instead of 170, for no more
 * time in all.
 */
const FEW_AT_ONCE = 64;
const FIRST_MOMENT = 500;
/** Milliseconds between two looks at what waits: what waited at two of them is read although its batch is not full. */
const PATIENCE = 50;

/** Files that are read together. */
export class Batch {
  readonly source: SourceId;
  readonly numbering: Numbering;
  readonly parents: number[] = [];
  readonly names: string[] = [];
  /** Undefined: not yet opened; null: never. */
  readonly files: (File | null | undefined)[] = [];
  readonly failed: FileFailed[] = [];
  /** What is to be read of them. */
  bytes = 0;
  /** Files that were asked for. */
  awaited = 0;
  isDropped = false;
  /** It was seen waiting. */
  isOld = false;
  /** What came after a file that is slow. */
  rest: Batch | undefined;
  /** The same, where the batch was closed already: to be packed right after it. */
  next: Batch | undefined;
  /** Resolves when all files are there and no more will come, or when the batch is dropped. */
  readonly opened: Promise<void>;
  readonly gone: Promise<undefined>;
  readonly #bytesToRead: (file: File) => number;
  isOpened!: () => void;
  isGone!: () => void;

  constructor(source: SourceId, numbering: Numbering, bytesToRead: (file: File) => number) {
    this.source = source;
    this.numbering = numbering;
    this.#bytesToRead = bytesToRead;
    this.opened = new Promise((resolve) => {
      this.isOpened = resolve;
    });
    this.gone = new Promise((resolve) => {
      this.isGone = () => resolve(undefined);
    });
  }

  /** Leaves the first file that did not come yet, and all after it, to another batch. Undefined: that is all of it. */
  split(): Batch | undefined {
    const first = this.files.indexOf(undefined);
    if (first === 0) return undefined;
    const rest = new Batch(this.source, this.numbering, this.#bytesToRead);
    rest.parents.push(...this.parents.splice(first));
    rest.names.push(...this.names.splice(first));
    rest.files.push(...this.files.splice(first));
    for (const file of rest.files) if (file) rest.bytes += this.#bytesToRead(file);
    this.bytes -= rest.bytes;
    rest.awaited = this.awaited;
    this.awaited = 0;
    this.rest = rest;
    return rest;
  }
}

export class Opening {
  readonly #bytesToRead: (file: File) => number;
  readonly #closed: (batch: Batch) => void;
  readonly #seen: (progress: ReadProgress) => void;
  #batch: Batch | undefined;
  /** All that are under way. */
  readonly #batches = new Set<Batch>();
  #awaited = 0;
  #bytes = 0;
  #adding = 0;
  #unasked = 0;
  #waiting: (() => void)[] = [];
  readonly #dropped = new Set<SourceId>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first was asked for of what is under way. */
  #begun = Number.NEGATIVE_INFINITY;
  progress: ReadProgress = { filesSeen: 0, bytesSeen: 0 };

  /**
   * @param bytesToRead how much of a file will be read
   * @param closed takes each batch, in order, to which no more files will come; it is under way until `done`
   * @param seen is told now and then how many files there are
   */
  constructor(
    bytesToRead: (file: File) => number,
    closed: (batch: Batch) => void,
    seen: (progress: ReadProgress) => void,
  ) {
    this.#bytesToRead = bytesToRead;
    this.#closed = closed;
    this.#seen = seen;
  }

  /** Nothing that was taken in is under way. */
  get isIdle(): boolean {
    return this.#adding === 0 && this.#batches.size === 0;
  }

  /** Files that were given and not asked for yet. */
  get unasked(): number {
    return this.#unasked;
  }

  /** Takes files in; resolves when all were asked for. Those of a dropped source are let go. */
  async add(items: PackItems): Promise<void> {
    const { source, numbering, parents, names } = items;
    this.#adding++;
    this.#unasked += names.length;
    let at = 0;
    for (; at < names.length; at++) {
      while (this.#isFull && !this.#dropped.has(source)) await this.#change();
      if (this.#dropped.has(source)) break;
      this.#open(items, at, typeof parents === 'number' ? parents : (parents[at] as number), numbering);
      this.#unasked--;
    }
    this.#unasked -= names.length - at;
    this.#adding--;
    this.#changed();
  }

  /** Resolves when all that was taken in is done. */
  async finish(): Promise<void> {
    while (!this.isIdle) {
      this.#close();
      if (!this.isIdle) await this.#change();
    }
    this.progress = { filesSeen: 0, bytesSeen: 0 };
  }

  /** A batch was packed, or let go. */
  done(batch: Batch): void {
    if (this.#batches.delete(batch) && !batch.isDropped) this.#bytes -= batch.bytes;
    this.#changed();
  }

  /** Drops all of a source, even what never comes, until it is taken in again. */
  drop(source: SourceId): void {
    this.#dropped.add(source);
    for (const batch of this.#batches) {
      if (batch.source !== source || batch.isDropped) continue;
      batch.isDropped = true;
      this.#awaited -= batch.awaited;
      this.#bytes -= batch.bytes;
      batch.isGone();
      if (batch === this.#batch) {
        this.#batch = undefined;
        this.#batches.delete(batch);
      }
    }
    this.#changed();
  }

  /** Takes a source in again. */
  admit(source: SourceId): void {
    this.#dropped.delete(source);
  }

  get #filesAtOnce(): number {
    return performance.now() < this.#begun + FIRST_MOMENT ? FEW_AT_ONCE : FILES_AT_ONCE;
  }

  get #isFull(): boolean {
    return this.#awaited >= this.#filesAtOnce || this.#batches.size >= BATCHES_AT_ONCE || this.#bytes >= BYTES_AT_ONCE;
  }

  #open(items: PackItems, item: number, parent: number, numbering: Numbering): void {
    const { source } = items;
    if (this.#batch && (this.#batch.source !== source || this.#batch.numbering !== numbering)) this.#close();
    if (!this.#batch) {
      this.#batch = new Batch(source, numbering, this.#bytesToRead);
      this.#batches.add(this.#batch);
      if (this.#timer === undefined) {
        this.#begun = performance.now();
        this.#timer = setTimeout(() => this.#look(), PATIENCE);
      }
    }
    const batch = this.#batch;
    const at = batch.names.push(items.names[item] as string) - 1;
    batch.parents.push(parent);
    batch.files.push(undefined);
    const file = items.open(item);
    batch.awaited++;
    this.#awaited++;
    if (file instanceof File) this.#came(batch, at, file);
    else
      file.then(
        (opened) => this.#came(batch, at, opened),
        (error: unknown) => this.#failed(batch, at, errorName(error)),
      );
    if (batch.names.length >= BATCH_FILES && batch === this.#batch) this.#close();
  }

  #came(asked: Batch, place: number, file: File): void {
    const [batch, at] = now(asked, place);
    if (batch.isDropped) return;
    batch.files[at] = file;
    const bytes = this.#bytesToRead(file);
    batch.bytes += bytes;
    this.#bytes += bytes;
    this.progress.bytesSeen += file.size;
    this.#settled(batch);
    if (batch.bytes >= BATCH_BYTES && batch === this.#batch) this.#close();
  }

  #failed(asked: Batch, place: number, error: string): void {
    const [batch, at] = now(asked, place);
    if (batch.isDropped) return;
    batch.files[at] = null;
    batch.failed.push({ parent: batch.parents[at] as number, name: batch.names[at] as string, error });
    this.#settled(batch);
  }

  #settled(batch: Batch): void {
    this.progress.filesSeen++;
    batch.awaited--;
    this.#awaited--;
    if (batch.awaited === 0 && batch !== this.#batch) batch.isOpened();
    if (this.#awaited <= this.#filesAtOnce * (7 / 8)) this.#changed();
  }

  /** What waits for long does so without what came before it. */
  #look(): void {
    this.#timer = this.#batches.size > 0 ? setTimeout(() => this.#look(), PATIENCE) : undefined;
    this.#seen({ ...this.progress });
    // By now more may be asked for.
    this.#changed();
    for (const batch of [...this.#batches]) {
      if (batch.isOld && batch === this.#batch && batch.awaited === 0) this.#close();
      else if (batch.isOld && batch.awaited > 0) this.#split(batch);
      batch.isOld = true;
    }
  }

  #split(batch: Batch): void {
    const rest = batch.split();
    if (!rest) return;
    this.#batches.add(rest);
    if (batch === this.#batch) {
      this.#close();
      this.#batch = rest;
    } else {
      batch.next = rest;
      batch.isOpened();
    }
  }

  #close(): void {
    const batch = this.#batch;
    this.#batch = undefined;
    if (!batch) return;
    if (batch.awaited === 0) batch.isOpened();
    this.#closed(batch);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #changed(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** Where a file of a batch is by now. */
function now(asked: Batch, place: number): [Batch, number] {
  let batch = asked;
  let at = place;
  while (batch.rest && at >= batch.names.length) {
    at -= batch.names.length;
    batch = batch.rest;
  }
  return [batch, at];
}
