/** Growable columns: the tree keeps a million entries as a few typed arrays, not as a million objects. */

/** No more kinds than four: from the fifth on V8 looks for an element by its general way, which takes twice as long. */
type Typed = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** One growing column of numbers. `values` is replaced when it grows: never keep it. */
export class Column<T extends Typed> {
  values: T;
  readonly #make: (length: number) => T;
  readonly #initial: number;

  /** @param initial value of rows that were never set */
  constructor(make: (length: number) => T, initial = 0) {
    this.#make = make;
    this.#initial = initial;
    this.values = make(64);
    if (initial !== 0) this.values.fill(initial);
  }

  get(row: number): number {
    return row < this.values.length ? (this.values[row] as number) : this.#initial;
  }

  set(row: number, value: number): void {
    if (row >= this.values.length) this.#grow(row + 1);
    this.values[row] = value;
  }

  /** The values of so many rows at least, those that were never set among them. */
  upTo(rows: number): T {
    if (rows > this.values.length) this.#grow(rows);
    return this.values;
  }

  #grow(rows: number): void {
    const old = this.values;
    const grown = this.#make(Math.max(rows, old.length + (old.length >> 1)));
    grown.set(old);
    if (this.#initial !== 0) grown.fill(this.#initial, old.length);
    this.values = grown;
  }
}

/** Byte strings, one after the other. A string is known by its number. */
export class BytePool {
  bytes = new Uint8Array(1024);
  #length = 0;
  readonly #starts = new Column((n) => new Uint32Array(n));
  #count = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Adds a byte string and returns its number. */
  add(bytes: Uint8Array): number {
    const end = this.#length + bytes.length;
    if (end > 0xffffffff) throw new RangeError('The names of this tree take more than 4 GiB.');
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.bytes.length + (this.bytes.length >> 1)));
      grown.set(this.bytes.subarray(0, this.#length));
      this.bytes = grown;
    }
    this.bytes.set(bytes, this.#length);
    this.#starts.set(this.#count, this.#length);
    this.#length = end;
    this.#starts.set(this.#count + 1, end);
    return this.#count++;
  }

  start(index: number): number {
    return this.#starts.get(index);
  }

  end(index: number): number {
    return this.#starts.get(index + 1);
  }

  /** The order of two byte strings, found without a view of either: many are compared when a folder is sorted. */
  compare(first: number, second: number): number {
    const { bytes } = this;
    const [from, end] = [this.start(first), this.end(first)];
    const distance = this.start(second) - from;
    const shorter = Math.min(end, this.end(second) - distance);
    for (let at = from; at < shorter; at++) {
      const difference = (bytes[at] as number) - (bytes[at + distance] as number);
      if (difference !== 0) return difference;
    }
    return end + distance - this.end(second);
  }

  /** Copies a byte string to a place: short ones byte by byte, which costs less than a view of each. */
  copy(index: number, into: Uint8Array, at: number): void {
    const { bytes } = this;
    const end = this.end(index);
    for (let from = this.start(index), to = at; from < end; from++, to++) into[to] = bytes[from] as number;
  }

  /** A view of a byte string, valid until the next `add`. */
  get(index: number): Uint8Array {
    return this.bytes.subarray(this.start(index), this.end(index));
  }
}
