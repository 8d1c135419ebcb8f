/** Where packed bytes go: memory first, then files, memory again where files are refused; and every byte is found again. */
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { PrivateFiles } from './private-files.fixture';
import { BLOCK_BYTES, type Place, Spool, SpoolFullError, type SpoolOptions } from './spool';
import { createSpoolFile } from './spool-files';

const CHUNK = 4 * BLOCK_BYTES;

/** A spool, and what was packed into it. */
class Packed {
  readonly stores = new Map<number, Blob>();
  readonly places: Place[] = [];
  readonly spool: Spool;
  #next = 1;

  constructor(options: Partial<SpoolOptions> = {}) {
    this.spool = new Spool({
      nextStore: () => this.#next++,
      sealed: (store, blob) => this.stores.set(store, blob),
      createFile: (name) => createSpoolFile('session', name),
      chunkBytes: CHUNK,
      fileBytes: 5 * CHUNK,
      memoryLimit: 2 * CHUNK,
      memoryReserve: 6 * CHUNK,
      ...options,
    });
  }

  async pack(count: number): Promise<void> {
    for (let done = 0; done < count; done++) {
      const bytes = bytesOf(this.places.length);
      const room = await this.spool.reserve(bytes.length);
      room.bytes.set(bytes);
      this.places.push(room);
    }
  }

  /** Packs until there is no room, and says how much of it can be read, as whoever packs does it. */
  async packAll(most: number): Promise<'full' | 'all'> {
    const outcome = await this.pack(most)
      .then(() => this.spool.seal())
      .then(() => 'all' as const, asFull);
    if (outcome === 'full') await this.spool.seal().catch(asFull);
    return outcome;
  }

  isHeld(at: number): boolean {
    const { store, offset } = this.places[at] as Place;
    return offset + padded(at).length <= (this.stores.get(store)?.size ?? 0);
  }

  /** Numbers of what can be read; each is looked at. */
  async held(): Promise<number[]> {
    const held = [...this.places.keys()].filter((at) => this.isHeld(at));
    for (const at of held) {
      const { store, offset } = this.places[at] as Place;
      const wanted = padded(at);
      const found = await this.stores
        .get(store)
        ?.slice(offset, offset + wanted.length)
        .arrayBuffer();
      expect(Buffer.compare(new Uint8Array(found as ArrayBuffer), wanted), `file ${at}`).toBe(0);
    }
    return held;
  }
}

function asFull(error: unknown): 'full' {
  expect(error).toBeInstanceOf(SpoolFullError);
  return 'full';
}

const bytesOf = (number: number) => new Uint8Array(1 + ((number * 1237) % 5000)).fill(1 + (number % 255));

function padded(number: number): Uint8Array {
  const bytes = bytesOf(number);
  const all = new Uint8Array(Math.ceil(bytes.length / BLOCK_BYTES) * BLOCK_BYTES);
  all.set(bytes);
  return all;
}

let disk: PrivateFiles;
beforeEach(() => {
  disk = new PrivateFiles();
  vi.stubGlobal('navigator', { storage: disk.storage });
});

test('what memory is not to have goes to files of limited size', async () => {
  const packed = new Packed();
  await packed.pack(100);
  await packed.spool.seal();
  expect(await packed.held()).toHaveLength(100);
  const total = Array.from({ length: 100 }, (_, at) => padded(at).length).reduce((sum, length) => sum + length);
  expect(disk.names.length).toBeGreaterThanOrEqual(Math.floor(total / (5 * CHUNK)));
  expect([...packed.stores.values()].every(({ size }) => size <= 5 * CHUNK)).toBe(true);
});

test.each([
  { what: 'a browser without private files', options: { createFile: undefined } },
  { what: 'a private window that refuses them', refusal: new DOMException('No.', 'SecurityError') },
  { what: 'a disk that is full', room: 0 },
  { what: 'a disk that gets full', room: 3 * CHUNK + 100 },
])('$what: memory has it', async ({ options, refusal, room }) => {
  Object.assign(disk, { refusal, ...(room === undefined ? {} : { room }) });
  const packed = new Packed({ memoryReserve: 1000 * CHUNK, ...options });
  await packed.pack(200);
  await packed.spool.seal();
  expect(await packed.held()).toHaveLength(200);
});

test('whatever refuses when, nothing that was taken is wrong, and with room again all of it is taken', async () => {
  const chunks = (most: number) => fc.nat({ max: most * CHUNK });
  const surroundings = fc.record({
    room: chunks(12),
    memoryReserve: chunks(12),
    /** Chunks that memory takes until it refuses. */
    proofs: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(12)),
    refused: fc.boolean(),
    count: fc.integer({ min: 1, max: 120 }),
  });
  await fc.assert(
    fc.asyncProperty(surroundings, async ({ room, memoryReserve, proofs, refused, count }) => {
      disk.room = room;
      disk.refusal = refused ? new DOMException('No.', 'SecurityError') : undefined;
      let left = proofs;
      const prove = async (bytes: Uint8Array<ArrayBuffer>) => (left-- > 0 ? new Blob([bytes.slice()]) : undefined);
      const packed = new Packed({ memoryReserve, prove });
      const outcome = await packed.packAll(count);
      const held = await packed.held();
      if (outcome === 'all') expect(held).toHaveLength(count);
      const before = packed.places.length;
      disk.room = Number.POSITIVE_INFINITY;
      disk.refusal = undefined;
      await packed.pack(30);
      await packed.spool.seal();
      const after = (await packed.held()).filter((at) => at >= before);
      expect(after).toHaveLength(30);
      expect(disk.open).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test('what is packed while a spool is sealed is in stores that come after', async () => {
  let prove = () => {};
  const proofs = new Promise<void>((resolve) => {
    prove = resolve;
  });
  const packed = new Packed({
    prove: async (bytes) => {
      const blob = new Blob([bytes.slice()]);
      await proofs;
      return blob;
    },
  });
  // Two chunks that wait for their proof, and a file that is begun.
  while (disk.names.length === 0) await packed.pack(1);
  const before = packed.places.length;
  const sealed = packed.spool.seal();
  const more = packed.pack(5);
  await new Promise(setImmediate);
  prove();
  await Promise.all([sealed, more]);
  expect(packed.isHeld(before - 1)).toBe(true);
  await packed.spool.seal();
  expect(await packed.held()).toHaveLength(before + 5);
});

test('where neither has room it is said with the figures', async () => {
  disk.room = 3 * CHUNK;
  const packed = new Packed();
  await expect(packed.pack(1000)).rejects.toThrow(
    /^The browser took 1 MB of small files and had no room for 1 MB more\./,
  );
  await packed.spool.seal();
  // Two chunks in memory, three in the file, four more in memory; what was being put away is lost.
  const bytes = (await packed.held()).reduce((sum, at) => sum + padded(at).length, 0);
  expect(bytes).toBeGreaterThan(7 * CHUNK);
});

test('a file that was handed over keeps its bytes when another is opened under its name', async () => {
  const write = async (text: string) => {
    const file = await createSpoolFile('session', '1');
    file.append(new TextEncoder().encode(text));
    return (await file.close()).text();
  };
  expect([await write('first'), await write('second'), await write('')]).toEqual(['first', 'second', '']);
  const top = await disk.storage.getDirectory();
  const folder = await (await top.getDirectoryHandle('isodrop-spool')).getDirectoryHandle('session');
  expect(await (await (await folder.getFileHandle('1')).getFile()).text()).toBe('first');
});
