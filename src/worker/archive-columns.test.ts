import { expect, test } from 'vitest';
import { Kind, Mark } from '../image/tree';
import { columnsOf, rowsOf } from './archive-columns';
import type { ArchiveRow } from './unpacking';

test('rows come out of columns as they were', () => {
  let seed = 1;
  const dice = (sides: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % sides;
  };
  const some = <Part extends object>(part: Part): Partial<Part> => (dice(2) === 0 ? part : {});
  const rows = Array.from({ length: 300 }, (_, at): ArchiveRow => {
    const content = { byteLength: dice(2) === 0 ? 0 : 2 ** 40, store: 0xffff_ffff, offset: 2 ** 41 + at };
    return {
      parent: at - 1,
      name: ['a', '', 'é\ud800', '日本'][dice(4)] as string,
      kind: [Kind.file, Kind.directory, Kind.symbolicLink, Kind.blockDevice][dice(4)] as Kind,
      attributes: {
        modifyTime: [Number.NaN, 0, -1, 1_700_000_000][dice(4)] as number,
        ...some({ accessTime: 0 }),
        ...some({ attributeTime: -5 }),
        ...some({ mode: 0 }),
        ...some({ user: 0xffff_ffff }),
        ...some({ group: 0 }),
        ...some({ linkCount: 3 }),
        ...some({ device: { major: 0, minor: 255 } }),
      },
      ...some({ target: Uint8Array.of(at & 255) }),
      ...some({ content }),
      ...some({ sameAs: 0 }),
      ...some({ nameBytes: Uint8Array.of(0xff) }),
      ...some({ isUnreadable: true as const }),
      ...some({ marks: Mark.hidden | Mark.notInIso }),
    };
  });
  expect(rowsOf(structuredClone(columnsOf(rows)))).toEqual(rows);
  expect(rowsOf(columnsOf([]))).toEqual([]);
});
