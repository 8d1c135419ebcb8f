/** Images that are laid out in the memory of another one. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Encoder } from '../../src/image/encoder';
import { structureRuns } from '../../src/image/layout';
import { Survey } from '../../src/image/survey';
import { encode } from './random-images';
import { givenTree, grow, imageOptions } from './random-trees';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

function structures(encoder: Encoder): string[] {
  return [...structureRuns(encoder.layout)].map(({ firstBlock, blocks }) =>
    Buffer.from(encoder.render(firstBlock, blocks)).toString('latin1'),
  );
}

test('have the bytes that they have in memory of their own, whatever was there before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(givenTree, imageOptions), { minLength: 2, maxLength: 4 }), (images) => {
      let before: Encoder | undefined;
      for (const [entries, options] of images) {
        const { encoder, manifest } = encode(grow(entries), options);
        const memory = before?.giveMemory();
        if (memory) new Uint8Array(memory.buffer).fill(0xa5);
        const again: Encoder = new Encoder(module, manifest.bytes, memory);
        expect(again.layout).toEqual(encoder.layout);
        expect(structures(again)).toEqual(structures(encoder));
        const rows = encoder.layout.changes.length;
        expect(again.survey(0, rows).join()).toBe(encoder.survey(0, rows).join());
        before = again;
      }
    }),
    { numRuns: 40 },
  );
});

test('leave nothing to be asked of the one before', async () => {
  const [[entries, options] = []] = fc.sample(fc.tuple(givenTree, imageOptions), 1);
  const { encoder, manifest } = encode(grow(entries ?? []), options as NonNullable<typeof options>);
  new Encoder(module, manifest.bytes, encoder.giveMemory());
  expect(() => encoder.render(0, 1)).toThrow('another image has its memory');
  expect(() => encoder.isoName(0)).toThrow('another image has its memory');
});

test('are not looked through once they are gone', async () => {
  const asked: number[] = [];
  const image = {
    layout: { changes: new Uint32Array(200_000) },
    survey: (first: number, count: number) => {
      asked.push(first);
      return new Uint32Array(count);
    },
  };
  expect(await Survey.of(image, async () => asked.length < 2)).toBeUndefined();
  expect(asked).toEqual([0, 65_536]);
  expect(await Survey.of(image, async () => true)).toBeInstanceOf(Survey);
});
