import type { Layout } from '../image/layout';
import { extentsWritten, stageBegins, stageEnds, totals } from '../image/log';
import { type ContentPlaces, contentByteLengths } from '../image/plan';
import type { NodeContents } from '../sources/node-contents';
import { showPath } from '../sources/node-path';

/** A file's bytes are counted in pieces of at most this many blocks (genisoimage's buffer), … */
const PIECE_BLOCKS = 16;
/** … and a line tells how far the image is whenever this many more blocks are written. */
const BLOCKS_BETWEEN_LINES = 5000;
/** … or for a graphical program so many. */
const BLOCKS_BETWEEN_GUI_LINES = 500;
/** Bytes in a logical block (ECMA-119 6.2.2). */
const BLOCK_BYTES = 2048;

/**
 * genisoimage's log of the stages of an image, told line by line while the image is written, in its very form but
 * for the line about memory.
 */
export class StageLog {
  readonly #lines: Iterator<Line>;
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  #next: Line | undefined;
  #began: number;

  /**
   * @param byteLengths of the contents, by their numbers in the layout
   * @param verbosity genisoimage's scale (see `CommandOptions.verbosity`)
   * @param now milliseconds since 1970
   * @param gui whether a graphical program reads the log
   */
  constructor(
    layout: Layout,
    byteLengths: ArrayLike<number>,
    verbosity: number,
    print: (line: string) => void,
    now: () => number,
    gui = false,
  ) {
    this.#lines = stageLines(layout, byteLengths, verbosity, gui ? BLOCKS_BETWEEN_GUI_LINES : BLOCKS_BETWEEN_LINES);
    this.#print = print;
    this.#now = now;
    this.#began = now();
    this.#next = this.#take();
  }

  /** Tells what is to be told once so many bytes of the image are made. */
  advance(bytes: number): void {
    while (this.#next && this.#next.block * BLOCK_BYTES <= bytes) {
      const { text, done } = this.#next;
      this.#print(done === undefined ? text : text + this.#estimate(done));
      this.#next = this.#take();
    }
  }

  #take(): Line | undefined {
    const next = this.#lines.next();
    return next.done ? undefined : next.value;
  }

  /** When the image will be complete, to the second, as `ctime` of the C library writes it. */
  #estimate(done: number): string {
    const began = Math.floor(this.#began / 1000);
    const now = Math.floor(this.#now() / 1000);
    return calendarTime(Math.trunc(began + (now - began) / done));
  }
}

/**
 * First and last block of every file that has any, with the path that it is read from, as `-v -v` lists them; for a
 * structure, its path in the image.
 */
export function* blockLines(
  layout: Layout,
  places: ContentPlaces,
  contents: NodeContents,
  structurePath: (index: number) => string,
): Generator<string> {
  const byteLengths = contentByteLengths(layout, places);
  const sources = places.byteLengths.length;
  for (const content of layout.contentOrder) {
    const first = layout.contentBlocks[content] as number;
    const last = first + Math.ceil((byteLengths[content] as number) / BLOCK_BYTES) - 1;
    const path =
      content < sources
        ? showPath(contents.path(places.stores[content] as number, places.offsets[content] as number))
        : structurePath(content - sources);
    yield `${String(first).padStart(8)} ${String(last).padStart(8)} ${path}`;
  }
}

/** A line to print when the image has so many blocks; with the part of the image that is then done, if it tells. */
interface Line {
  block: number;
  text: string;
  done?: number;
}

function* stageLines(
  layout: Layout,
  byteLengths: ArrayLike<number>,
  verbosity: number,
  blocksBetween: number,
): Generator<Line> {
  for (const region of layout.regions) {
    const end = region.firstBlock + region.blocks;
    if (verbosity > 1) yield { block: region.firstBlock, text: stageBegins(region) };
    if (region.name === FILES) {
      if (verbosity > 2) {
        yield { block: region.firstBlock, text: `Total extents scheduled to be written = ${layout.blocks}` };
      }
      if (verbosity > 0) {
        yield* progressLines(layout, byteLengths, blocksBetween);
        for (const text of totals(layout)) yield { block: end, text };
      }
    }
    if (verbosity > 1) yield { block: end, text: stageEnds(region) };
  }
  if (verbosity > 0) yield { block: layout.blocks, text: extentsWritten(layout) };
}

/** The region after whose blocks the totals stand. */
const FILES = 'The File(s)';

/** A line at the end of each piece in which a multiple of so many blocks is passed. */
function* progressLines(
  { contentOrder, contentBlocks, blocks }: Layout,
  byteLengths: ArrayLike<number>,
  blocksBetween: number,
) {
  for (const content of contentOrder) {
    const first = contentBlocks[content] as number;
    const end = first + Math.ceil((byteLengths[content] as number) / BLOCK_BYTES);
    let mark = (Math.floor(first / blocksBetween) + 1) * blocksBetween;
    for (; mark <= end; mark += blocksBetween) {
      const block = Math.min(end, first + Math.ceil((mark - first) / PIECE_BLOCKS) * PIECE_BLOCKS);
      const done = block / blocks;
      yield { block, text: `${percent(done * 100).padStart(6)}% done, estimate finish `, done };
    }
  }
}

/** Two decimals; what lies exactly between two goes to the even one, as in C. */
function percent(value: number): string {
  const eighths = value * 8;
  if (Number.isInteger(eighths) && eighths % 2 !== 0) {
    const hundredths = Math.floor(value * 100);
    return ((hundredths + (hundredths % 2)) / 100).toFixed(2);
  }
  return value.toFixed(2);
}

/** `Tue Nov 24 03:55:03 2026`, local time. */
function calendarTime(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  const [weekday, month] = date.toDateString().split(' ');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${weekday} ${month} ${String(date.getDate()).padStart(2)} ${time.join(':')} ${date.getFullYear()}`;
}
