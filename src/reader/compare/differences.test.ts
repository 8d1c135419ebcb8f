/** What an image says of the places of its files may be a lie: comparing reads each pair of places once, and has an end. */
import { expect, test } from 'vitest';
import type { Compared } from './compared';
import { bytesToCompare, mostToRead } from './contents-pairs';
import { differences } from './differences';

const BYTES = 1000;
const PIECE_BYTES = 100;
const IMAGE = Uint8Array.from({ length: BYTES }, (_, at) => at);
const COUNT = 300;

/** Where the contents of each file lie. */
type Places = readonly (readonly [at: number, byteLength: number])[];

const pathOf = (number: number) => `file${1000 + number}`;
const places = (of: (number: number) => Places[number]): Places => Array.from({ length: COUNT }, (_, at) => of(at));

/** Files that lie in some bytes, each read in pieces. */
function sideOf(all: Places, bytes = IMAGE, recordedBytes?: number): Map<string, Compared> {
  return new Map(
    all.map(([at, byteLength], number) => {
      const contents = async function* () {
        for (let from = 0; from < byteLength; from += PIECE_BYTES) {
          yield bytes.subarray(at + from, at + Math.min(from + PIECE_BYTES, byteLength));
        }
      };
      const recorded = recordedBytes === undefined ? {} : { recordedBytes };
      return [pathOf(number), { kind: 'file', byteLength, ...recorded, place: () => `${at}+${byteLength}`, contents }];
    }),
  );
}

async function compare(left: Map<string, Compared>, right: Map<string, Compared>, most?: number) {
  const found: string[] = [];
  let told = 0;
  const options = {
    reasonOf: String,
    ...(most === undefined ? {} : { most }),
    told: (bytes: number) => {
      told += bytes;
    },
  };
  for await (const { path, what, details } of differences(left, right, options)) {
    found.push([what, path, ...details.map(({ from }) => from)].join(' '));
  }
  return { found, told, foretold: bytesToCompare(left, right, most) };
}

test('files in the same places of both are read once, whatever comes of it', async () => {
  const all = places((at) => (at % 2 === 0 ? [0, 300] : [100, 300]));
  const other = IMAGE.slice();
  other[350] = 0;
  const { found, told, foretold } = await compare(sideOf(all), sideOf(all, other));
  expect(found).toEqual(all.flatMap((_, at) => (at % 2 === 0 ? [] : `changed ${pathOf(at)}`)));
  expect({ told, foretold }).toEqual({ told: 500, foretold: 600 });
  // The same place may be that of two others.
  const apart = await compare(sideOf(places(() => [0, 300])), sideOf(places((at) => [at % 2 === 0 ? 0 : 256, 300])));
  expect(apart).toMatchObject({ found: [], told: 600, foretold: 600 });
});

test('files that lie over one another are read until that is twice the bytes of both, and the rest is told of', async () => {
  const all = places((at) => [at, BYTES - at]);
  const { found, told, foretold } = await compare(sideOf(all), sideOf(all), mostToRead(BYTES, BYTES));
  expect(told).toBeLessThanOrEqual(2 * BYTES);
  expect(foretold).toBe(2 * BYTES + 997);
  expect(found).toHaveLength(COUNT - 2);
  expect(found[0]).toBe(
    `unreadable ${pathOf(2)} “${pathOf(2)}” was not compared: files lie over one another, and 2 times the bytes of both sides were read before it.`,
  );
});

test('what is read where files differ at once counts, too', async () => {
  const all = places((at) => [at, BYTES - at]);
  const { found } = await compare(
    sideOf(all),
    sideOf(
      all,
      IMAGE.map((byte) => byte ^ 1),
    ),
    mostToRead(BYTES, BYTES),
  );
  // A piece of each side for every file.
  expect(found.filter((one) => one.startsWith('changed'))).toHaveLength((2 * 2 * BYTES) / (2 * PIECE_BYTES));
});

test('what is compressed counts as what is recorded of it', async () => {
  const all = places((at) => [at, 600]);
  const packed = sideOf(all, IMAGE, 6);
  expect((await compare(packed, packed, mostToRead(BYTES, BYTES))).found).toEqual([]);
  const bomb = sideOf(all, IMAGE, 0);
  expect((await compare(bomb, bomb, 301)).found).toHaveLength(COUNT - Math.floor((301 * 1032) / (2 * 600)));
});
