/** The map of the disc against the parsed image. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DiscMap } from '../../src/image/disc-map';
import { type PieceKind, SHADE } from '../../src/image/disc-pieces';
import { DEFAULT_OPTIONS } from '../../src/image/options';
import { BLOCK_BYTES } from '../../wasm/abi';
import type { Directory, IsoImage, Volume } from './iso-fields';
import { type Laid, lay } from './random-images';
import { givenTree, grow, imageOptions } from './random-trees';

const LIMIT = 240_000;

function finished<Result>(work: Generator<void, Result>): Result {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

function mapOf({ encoder, options }: Laid): DiscMap {
  const joliet = options.joliet ? { joliet: encoder.directories(true) } : {};
  return finished(DiscMap.of(encoder.layout, { iso: encoder.directories(false), ...joliet }));
}

/** The kind of each block as the records of the parsed image have it: only what they lead to. */
function* recorded(image: IsoImage): Generator<{ block: number; kinds: PieceKind[]; isFirst: boolean }> {
  const volumes: [Volume | undefined, PieceKind][] = [
    [image.primary, 'directory'],
    [image.joliet, 'joliet-directory'],
  ];
  for (const [volume, directoryKind] of volumes) {
    for (const { block, byteLength, records } of volume?.directories ?? ([] as Directory[])) {
      for (let at = 0; at < byteLength / BLOCK_BYTES; at++) {
        yield { block: block + at, kinds: [directoryKind], isFirst: at === 0 };
      }
      for (const { extentBlock, dataLength, child, name } of records) {
        if (child || name === '.' || name === '..' || dataLength === 0) continue;
        yield { block: extentBlock, kinds: ['file', 'translation-table'], isFirst: false };
        const last = extentBlock + Math.ceil(dataLength / BLOCK_BYTES) - 1;
        yield { block: last, kinds: ['file', 'translation-table'], isFirst: false };
      }
    }
    const pathTable = directoryKind === 'directory' ? 'path-table' : 'joliet-path-table';
    for (const { block, kind } of volume?.pathTables ?? []) {
      if (!kind.startsWith('optional')) yield { block, kinds: [pathTable], isFirst: true };
    }
  }
  for (const { block } of image.continuationAreas) {
    yield { block, kinds: ['directory', 'extension'], isFirst: false };
  }
}

test('every block is in one piece, and what records lead to is what the map says', { timeout: LIMIT }, () => {
  fc.assert(
    fc.property(givenTree, imageOptions, (entries, options) => {
      const laid = lay(grow(entries), options);
      const map = mapOf(laid);
      let next = 0;
      for (let index = 0; index < map.count; index++) {
        const { kind, firstBlock, blocks, item } = map.piece(index);
        expect(firstBlock).toBe(next);
        expect(blocks).toBeGreaterThan(0);
        next += blocks;
        if (kind !== 'file') continue;
        const content = laid.manifest.contents[item] as number;
        expect(blocks).toBe(Math.ceil(laid.tree.contentAt(content).byteLength / BLOCK_BYTES));
      }
      expect(next).toBe(laid.encoder.layout.blocks);
      expect(map.totals.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(next);
      for (const { block, kinds, isFirst } of recorded(laid.image)) {
        const piece = map.piece(map.indexAt(block));
        expect(kinds, `block ${block}`).toContain(piece.kind);
        if (isFirst) expect(piece.firstBlock).toBe(block);
      }
      const count = (kind: PieceKind) => map.totals.find((one) => one.kind === kind)?.pieces ?? 0;
      expect(count('directory')).toBe(laid.image.primary.directories.length);
      expect(count('joliet-directory')).toBe(laid.image.joliet?.directories.length ?? 0);
    }),
    { numRuns: 100 },
  );
});

const window = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), each: fc.integer({ min: 1, max: 40 }) });

test('a cell of a picture has the colour that most of its blocks have', { timeout: LIMIT }, () => {
  fc.assert(
    fc.property(givenTree, window, (entries, { from, each }) => {
      const map = mapOf(lay(grow(entries.map((one) => ({ ...one, size: one.size % 60_000 }))), DEFAULT_OPTIONS));
      const first = Math.floor(from * (map.blocks - 1));
      const cells = finished(
        map.picture(first, each, 100, (kind, item) => (kind === 'file' ? 20 + (item % 3) : kind.length % 19)),
      );
      expect(cells.length).toBe(Math.min(100, Math.ceil((map.blocks - first) / each)));
      for (const [at, cell] of cells.entries()) {
        const sums = new Map<number, number>();
        for (let block = first + at * each; block < Math.min(first + (at + 1) * each, map.blocks); block++) {
          const { kind, item } = map.piece(map.indexAt(block));
          const colour = kind === 'file' ? 20 + (item % 3) : kind.length % 19;
          sums.set(colour, (sums.get(colour) ?? 0) + 1);
        }
        expect(sums.get(cell % SHADE)).toBe(Math.max(...sums.values()));
        if (each === 1) expect(cell >= SHADE).toBe(map.indexAt(first + at) % 2 === 1);
      }
    }),
    { numRuns: 40 },
  );
});
