import fs from 'node:fs';
import type { ByteSource } from '../reader/byte-source';

/** An image file that is open for reading. Errors are those of the operating system. */
export class NodeImage implements ByteSource {
  readonly byteLength: number;
  /** Open until `close`. */
  readonly descriptor: number;

  private constructor(descriptor: number, byteLength: number) {
    this.descriptor = descriptor;
    this.byteLength = byteLength;
  }

  /** Opens a file, or a device such as a drive with a disc in it. */
  static open(path: string): NodeImage {
    // Opening it would wait for somebody to write to it.
    if (fs.statSync(path).isFIFO()) throw new Error('it is a pipe, and an image is read in no order');
    const descriptor = fs.openSync(path, 'r');
    try {
      const stats = fs.fstatSync(descriptor);
      if (stats.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
      return new NodeImage(descriptor, stats.isBlockDevice() ? deviceBytes(descriptor) : stats.size);
    } catch (error) {
      fs.closeSync(descriptor);
      throw error;
    }
  }

  /** Reads at once: what structures need is in the system's cache most of the time, where a detour costs more. */
  async read(offset: number, byteLength: number, into?: Uint8Array): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(byteLength, this.byteLength - offset));
    const bytes = into && into.length >= wanted ? into : new Uint8Array(wanted);
    let filled = 0;
    while (filled < wanted) {
      const count = fs.readSync(this.descriptor, bytes, filled, wanted - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  }

  close(): void {
    fs.closeSync(this.descriptor);
  }
}

/** A device tells no size: the last byte that can be read tells it. */
function deviceBytes(descriptor: number): number {
  const byte = new Uint8Array(1);
  const isThere = (offset: number) => {
    try {
      return fs.readSync(descriptor, byte, 0, 1, offset) === 1;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = 2048;
  while (isThere(high - 1) && high < 2 ** 50) {
    low = high;
    high *= 2;
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isThere(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
