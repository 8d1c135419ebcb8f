/** What is seen of the map: which part, what is pointed at, and where the keys are. */
import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { DiscPicture } from '../worker/session';
import {
  type Grid,
  gridFor,
  keptIn,
  lastFirst,
  type Part,
  showing,
  squareOf,
  squares,
  wholePart,
  zoomed,
} from './map-window';

const LIMITS = { smallest: 7, largest: 22, height: 320 };
/** Squares that a finger can aim at. */
const COARSE_LIMITS = { smallest: 11, largest: 26, height: 420 };

export class MapView {
  /** CSS pixels that the map may be wide; 0 until that is known. */
  readonly width = signal(0);
  /** What came last. */
  readonly picture = signal<DiscPicture | undefined>(undefined);
  /** Blocks of the image that is shown. */
  readonly blocks = signal(0);
  /** Undefined: all of it. */
  readonly #wanted = signal<Part | undefined>(undefined);
  /** The first block of the square that is pointed at. */
  readonly pointed = signal<number | undefined>(undefined);
  /** The block that is told of: the one that was pointed at, or come to by keys, last. */
  readonly #looked = signal(0);
  /** Somebody has done either. */
  readonly isUsed = signal(false);
  /** The block that the keys are at. */
  readonly cursor = signal(0);

  readonly grid: ReadonlySignal<Grid> = computed(() =>
    gridFor(Math.max(1, this.blocks.value), Math.max(100, this.width.value), limits()),
  );
  readonly part: ReadonlySignal<Part> = computed(() => {
    const whole = wholePart(this.blocks.value, this.grid.value);
    const wanted = this.#wanted.value;
    return wanted ? keptIn(wanted, this.blocks.value, this.grid.value) : whole;
  });
  readonly isWhole = computed(() => this.part.value.each >= wholePart(this.blocks.value, this.grid.value).each);
  /** Blocks that are seen. */
  readonly seen = computed(() =>
    Math.min(squares(this.grid.value) * this.part.value.each, this.blocks.value - this.part.value.first),
  );
  /** How far the map can be moved. */
  readonly lastFirst = computed(() => lastFirst(this.part.value.each, this.blocks.value, this.grid.value));
  /** The square that the keys are in. */
  readonly cursorSquare = computed(() => squareOf(this.cursor.value, this.part.value));
  /** The square that is told of. */
  readonly lookedAt = computed(() => squareOf(this.#looked.value, this.part.value));

  /** Somebody points at a square, or beside the map. */
  point(square: number | undefined) {
    this.pointed.value = square;
    if (square !== undefined) this.#look(square);
  }

  /** The keys are what counts. */
  come() {
    this.pointed.value = undefined;
    this.#look(this.cursor.value);
  }

  #look(block: number) {
    this.#looked.value = block;
    this.isUsed.value = true;
  }

  zoom(isNearer: boolean, block = this.#middle()) {
    const next = zoomed(this.part.value, isNearer, block, this.blocks.value, this.grid.value);
    this.#wanted.value = next.each >= wholePart(this.blocks.value, this.grid.value).each ? undefined : next;
  }

  showAll() {
    this.#wanted.value = undefined;
  }

  /** Shows the part that begins with a block. */
  moveTo(first: number) {
    if (!this.isWhole.value) this.#wanted.value = { ...this.part.value, first };
  }

  /** Puts the keys to a block, in sight. */
  goTo(block: number) {
    this.cursor.value = Math.min(Math.max(0, block), Math.max(0, this.blocks.value - 1));
    this.come();
    const next = showing(this.part.value, this.cursor.value, this.blocks.value, this.grid.value);
    if (next !== this.part.value) this.#wanted.value = next;
  }

  /** Where a key leads: by squares, rows and screens of squares, or to an end; undefined for other keys. */
  target(key: string): number | undefined {
    const { each } = this.part.value;
    const { columns, rows } = this.grid.value;
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      PageDown: columns * rows,
      PageUp: -columns * rows,
    };
    if (key === 'Home') return 0;
    if (key === 'End') return this.blocks.value - 1;
    const step = steps[key];
    if (step === undefined) return undefined;
    const to = this.cursorSquare.value + step * each;
    return to < 0 || to >= this.blocks.value ? this.cursor.value : to;
  }

  /** The keys' place where that is in sight, or else the middle of what is. */
  #middle(): number {
    const { first } = this.part.value;
    const { value } = this.cursor;
    const isSeen = value >= first && value < first + this.seen.value;
    return isSeen ? value : first + Math.floor(this.seen.value / 2);
  }
}

function limits() {
  return matchMedia('(pointer: coarse)').matches ? COARSE_LIMITS : LIMITS;
}
