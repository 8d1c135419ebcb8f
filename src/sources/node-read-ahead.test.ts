import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReadAhead } from './node-read-ahead';

const CHUNK_BYTES = 1000;
const BYTES = randomBytes(200 * CHUNK_BYTES + 17);

let folder: string;
let descriptor: number;
beforeAll(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'isodrop-read-ahead-'));
  fs.writeFileSync(join(folder, 'file'), BYTES);
  descriptor = fs.openSync(join(folder, 'file'), 'r');
});
afterAll(() => {
  fs.closeSync(descriptor);
  fs.rmSync(folder, { recursive: true, force: true });
});

let ahead: ReadAhead;
beforeEach(() => {
  ahead = new ReadAhead(CHUNK_BYTES);
});
afterEach(() => ahead.close());

/** Reads a range; `pieces`: as many of them only. */
function read(position: number, byteLength: number, pieces = Number.POSITIVE_INFINITY) {
  const parts: Buffer[] = [];
  let byThread = 0;
  let at = position;
  const accept = (bytes: Uint8Array, isRead: boolean) => {
    if (isRead) byThread++;
    else fs.readSync(descriptor, bytes, 0, bytes.length, at);
    at += bytes.length;
  };
  for (const bytes of ahead.read(descriptor, position, byteLength, accept)) {
    if (parts.length === pieces) break;
    parts.push(Buffer.from(bytes));
  }
  return { bytes: Buffer.concat(parts), byThread };
}

/** The thread takes a moment to start. */
async function whenThreadReads(): Promise<void> {
  while (read(0, BYTES.length).byThread === 0) await new Promise((turn) => setTimeout(turn, 5));
}

describe('ReadAhead', () => {
  it('has a thread that reads', async () => {
    await whenThreadReads();
  });

  it('gives the bytes of any ranges in order, whoever reads them, also after some of a range was left', async () => {
    const range = fc.record({
      position: fc.nat(BYTES.length),
      length: fc.nat(30 * CHUNK_BYTES),
      pieces: fc.option(fc.nat(8), { nil: undefined, freq: 3 }),
      rests: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(range, { maxLength: 20 }), async (ranges) => {
        for (const { position, length, pieces, rests } of ranges) {
          const byteLength = Math.min(length, BYTES.length - position);
          const wanted = Math.min(byteLength, (pieces ?? Number.POSITIVE_INFINITY) * CHUNK_BYTES);
          const { bytes } = read(position, byteLength, pieces);
          expect(bytes.equals(BYTES.subarray(position, position + wanted))).toBe(true);
          if (rests) await new Promise((turn) => setImmediate(turn));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves to the caller what cannot be read, and goes on with other files', async () => {
    await whenThreadReads();
    const left: boolean[] = [];
    const refuse = (_: Uint8Array, isRead: boolean) => {
      left.push(isRead);
      if (!isRead && left.length > 200) throw new Error('ended');
    };
    const past = ahead.read(descriptor, BYTES.length - 5 * CHUNK_BYTES, 300 * CHUNK_BYTES, refuse);
    expect(() => Array.from(past)).toThrow('ended');
    expect(left.slice(5)).not.toContain(true);
    await whenThreadReads();
  });

  it('has stopped reading when the caller stops', async () => {
    // Chunks that take so long that the thread is in the middle of one.
    const long = 4 << 20;
    fs.writeFileSync(join(folder, 'long'), '');
    fs.truncateSync(join(folder, 'long'), 16 * long);
    const slow = new ReadAhead(long);
    let byThread = 0;
    for (let time = 0; time < 50 || byThread < 10; time++) {
      const own = fs.openSync(join(folder, 'long'), 'r');
      let given = 0;
      for (const _ of slow.read(own, 0, 16 * long, (_, isRead) => (byThread += Number(isRead)))) {
        if (++given > time % 3) break;
      }
      fs.closeSync(own);
      await new Promise((turn) => setImmediate(turn));
    }
    slow.close();
  });
});
