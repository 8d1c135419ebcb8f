/** The bytes of a file of any size as they are scrolled: which rows are seen, and the bytes that were read for them. */
import { computed, signal } from '@preact/signals-core';
import type { FileLook } from '../worker/session';
import { type Geometry, type Position, positionAfterScroll, positionAt, spacerHeight, visibleRows } from './row-window';

/** Bytes that are read at once, and how many such runs are kept. */
const RUN_BYTES = 1 << 14;
const RUNS_KEPT = 16;
/** Rows drawn out of sight. */
const MARGIN = 12;
/** Milliseconds after the last scroll event when the scrollbar is put where it belongs. */
const SCROLL_PAUSE = 150;

export class HexView {
  readonly #file: FileLook;
  readonly #size = signal({ viewport: 0, rowHeight: 22, rowBytes: 16 });
  readonly #position = signal<Position>({ top: 0, scrollTop: 0 });
  readonly total = computed(() => Math.ceil(this.#file.head.byteLength / this.#size.value.rowBytes));
  readonly #geometry = computed((): Geometry => ({ total: this.total.value, ...this.#size.value }));
  readonly rowBytes = computed(() => this.#size.value.rowBytes);
  readonly height = computed(() => spacerHeight(this.#geometry.value));
  readonly rows = computed(() => visibleRows(this.#geometry.value, this.#position.value.top, MARGIN));
  /** Pixels of the scrolled element at which the first of these rows stands. */
  readonly y = computed(() => {
    const { top, scrollTop } = this.#position.value;
    return this.rows.value.first * this.#size.value.rowHeight + scrollTop - top;
  });
  readonly fault = signal<unknown>(undefined);
  /** Grows when bytes come in. */
  readonly version = signal(0);
  readonly #runs = new Map<number, Uint8Array>();
  readonly #asked = new Set<number>();
  #scroller: HTMLElement | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(file: FileLook) {
    this.#file = file;
  }

  /** Follows the size of the scrolled element. Returns the function that ends that. @param rowBytesIn bytes of a row in some pixels */
  attach(scroller: HTMLElement, probe: HTMLElement, rowBytesIn: (width: number) => number): () => void {
    this.#scroller = scroller;
    const observer = new ResizeObserver(() => {
      const first = this.rows.peek().first * this.#size.peek().rowBytes;
      const rowBytes = rowBytesIn(scroller.clientWidth);
      const isOther = rowBytes !== this.#size.peek().rowBytes;
      this.#size.value = { viewport: scroller.clientHeight, rowHeight: probe.offsetHeight || 22, rowBytes };
      if (isOther) this.goTo(first);
    });
    observer.observe(scroller);
    observer.observe(probe);
    return () => {
      observer.disconnect();
      clearTimeout(this.#settling);
    };
  }

  /** Bytes from a place on, as far as they are known; undefined where none are. */
  bytes(offset: number, byteLength: number): Uint8Array | undefined {
    const run = Math.floor(offset / RUN_BYTES);
    const at = offset - run * RUN_BYTES;
    return this.#runs.get(run)?.subarray(at, at + byteLength);
  }

  /** Reads the bytes of the rows that are seen. */
  want() {
    const { first, count } = this.rows.value;
    const { rowBytes } = this.#size.value;
    const last = Math.min((first + count) * rowBytes, this.#file.head.byteLength) - 1;
    for (let run = Math.floor((first * rowBytes) / RUN_BYTES); run * RUN_BYTES <= last; run++) void this.#read(run);
  }

  async #read(run: number) {
    if (this.#runs.has(run) || this.#asked.has(run)) return;
    this.#asked.add(run);
    try {
      const bytes = await this.#file.bytes(run * RUN_BYTES, RUN_BYTES);
      this.#runs.set(run, bytes);
      const [oldest] = this.#runs.keys();
      if (this.#runs.size > RUNS_KEPT && oldest !== undefined) this.#runs.delete(oldest);
      this.version.value++;
    } catch (reason) {
      this.fault.value = reason;
    } finally {
      this.#asked.delete(run);
    }
  }

  /** Shows the row that a byte is in, at the top. */
  goTo(offset: number) {
    const { rowBytes, rowHeight } = this.#size.value;
    this.#moveTo(positionAt(this.#geometry.value, Math.floor(offset / rowBytes) * rowHeight));
  }

  /** The browser has scrolled. */
  followScroll(scrollTop: number) {
    const position = this.#position.value;
    if (Math.abs(scrollTop - position.scrollTop) < 1) return;
    this.#position.value = positionAfterScroll(this.#geometry.value, position, scrollTop);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SCROLL_PAUSE);
  }

  /** Puts the scrollbar where it belongs, unless it has been moved and the browser is about to tell. */
  #settle() {
    const { top, scrollTop } = this.#position.value;
    if (Math.abs((this.#scroller?.scrollTop ?? scrollTop) - scrollTop) >= 1) return;
    this.#moveTo(positionAt(this.#geometry.value, top));
  }

  #moveTo(next: Position) {
    this.#position.value = next;
    if (this.#scroller) this.#scroller.scrollTop = next.scrollTop;
  }
}
