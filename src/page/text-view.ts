/** A text of any length as it is scrolled: some of its parts, one after the other, and the number of the first line. */
import { signal } from '@preact/signals-core';
import type { Encoding, FileLook, TextPart } from '../worker/session';

/** Parts and lines that are shown at once; two parts are in any case. */
const MOST_PARTS = 12;
const MOST_LINES = 20_000;

export class TextView {
  readonly #file: FileLook;
  readonly #encoding: Encoding;
  readonly parts = signal<readonly TextPart[]>([]);
  /** Lines that end before the first part that is shown; undefined: that is not known. */
  readonly linesBefore = signal<number | undefined>(0);
  readonly fault = signal<unknown>(undefined);
  /** Grows with each jump to another place. */
  readonly jumps = signal(0);
  #isReading = false;

  constructor(file: FileLook, encoding: Encoding) {
    this.#file = file;
    this.#encoding = encoding;
  }

  /** The text goes on before or behind what is shown. */
  get hasBefore(): boolean {
    return (this.parts.value[0]?.index ?? 0) > 0;
  }
  get hasAfter(): boolean {
    return (this.parts.value.at(-1)?.index ?? 0) + 1 < this.#file.parts;
  }

  /** Shows a part, and what follows it. */
  async jump(index: number) {
    const jump = ++this.jumps.value;
    try {
      const part = await this.#file.text(index, this.#encoding);
      if (jump !== this.jumps.value) return;
      this.linesBefore.value = index === 0 ? 0 : undefined;
      this.parts.value = [part];
      await this.more();
      if (index === 0 || jump !== this.jumps.value) return;
      const before = await this.#file.linesBefore(index, this.#encoding);
      const [first] = this.parts.value;
      if (jump !== this.jumps.value || before === undefined || !first) return;
      // Others may have come before it meanwhile, or it may be gone.
      const between = this.parts.value.filter((one) => one.index < index);
      if (first.index <= index) this.linesBefore.value = before - lineEnds(between);
    } catch (reason) {
      if (jump === this.jumps.value) this.fault.value = reason;
    }
  }

  /** Takes in the part behind those that are shown. */
  more(): Promise<void> {
    const next = () => (this.hasAfter ? (this.parts.value.at(-1) as TextPart).index + 1 : undefined);
    return this.#take(next, (part) => {
      const parts = [...this.parts.value, part];
      while (isTooMuch(parts)) {
        const [gone] = parts.splice(0, 1);
        if (this.linesBefore.value !== undefined) this.linesBefore.value += (gone as TextPart).lineEnds;
      }
      this.parts.value = parts;
    });
  }

  /** Takes in the part before those that are shown. */
  less(): Promise<void> {
    const previous = () => (this.hasBefore ? (this.parts.value[0] as TextPart).index - 1 : undefined);
    return this.#take(previous, (part) => {
      const parts = [part, ...this.parts.value];
      while (isTooMuch(parts)) parts.pop();
      if (this.linesBefore.value !== undefined) this.linesBefore.value -= part.lineEnds;
      this.parts.value = parts;
    });
  }

  /** @param where which part is wanted, by what is shown */
  async #take(where: () => number | undefined, take: (part: TextPart) => void): Promise<void> {
    const index = where();
    if (index === undefined || this.#isReading) return;
    this.#isReading = true;
    const jump = this.jumps.value;
    let isLate = false;
    try {
      const part = await this.#file.text(index, this.#encoding);
      isLate = jump !== this.jumps.value || where() !== index;
      if (!isLate) take(part);
    } catch (reason) {
      isLate = jump !== this.jumps.value;
      if (!isLate) this.fault.value = reason;
    } finally {
      this.#isReading = false;
    }
    // What was wanted since the jump waited for this.
    if (isLate) await this.more();
  }
}

export const lineEnds = (parts: readonly TextPart[]) => parts.reduce((sum, part) => sum + part.lineEnds, 0);

const isTooMuch = (parts: readonly TextPart[]) =>
  parts.length > 2 && (parts.length > MOST_PARTS || lineEnds(parts) > MOST_LINES);
