/** Translation tables of a random tree's image: which folders have one, and what is in it. */
import { expect } from 'vitest';
import { structureByteLength } from '../../src/image/layout';
import { EPOCH_1980 } from '../../src/image/options';
import { Mark } from '../../src/image/tree';
import { capitals, withoutVersion } from './identifier-rules';
import { BLOCK_BYTES } from './iso-fields';
import type { Node } from './namespaces';
import type { Laid } from './random-images';
import { isMarked, type Known, TYPES } from './random-trees';
import { tableText } from './table-text';

/** The folders that have a table (undefined: the root), by the rules of `wasm/structure_contents.ts`. */
export function foldersWithTable(
  { encoder, rows, known, options }: Laid,
  recorded: readonly Known[],
): Set<Known | undefined> {
  const { translationTable: table, isoNames } = options;
  if (!table) return new Set();
  const plain = isoNames.lowercase ? table.name : capitals(table.name);
  const identifier = plain.includes('.') || isoNames.omitPeriod ? plain : `${plain}.`;
  const isPlain = (one: Known) => {
    const name = encoder.isoName(rows.get(one.entry) as number);
    return (one.given.kind === 'folder' || isoNames.omitVersion ? withoutVersion(name) : name) === identifier;
  };
  const all = [undefined, ...known.filter(({ given }) => given.kind === 'folder')];
  return new Set(
    all.filter((folder) => {
      const children = known.filter(({ parent }) => parent === folder);
      if (children.some(({ given }) => given.name === table.name && given.kind === 'folder')) return false;
      const listed = children.filter(
        (one) => recorded.includes(one) && one.given.name !== table.name && !isMarked(one, Mark.notInIso),
      );
      return listed.length > 0 && !listed.some(isPlain) && !isMarked(folder, Mark.notInIso);
    }),
  );
}

/** Where the table of a folder lies, and what tells when it was made. */
export function tablePlace(
  { encoder, manifest, rows, known, options }: Laid,
  folder: Known | undefined,
): { row: number; block: number; byteLength: number; time: number } {
  const index = manifest.tables.indexOf(folder ? (rows.get(folder.entry) as number) : 0);
  const content = manifest.contents.length + index;
  const files = known.filter(({ given }) => TYPES[given.kind] === TYPES.file).map(({ given }) => given.time);
  const { creation = Number.NaN } = options.volumeTimes;
  return {
    row: manifest.entries.length + index,
    block: encoder.layout.contentBlocks[content] as number,
    byteLength: structureByteLength(encoder.layout, content) as number,
    time: !Number.isNaN(creation) ? creation : files.length > 0 ? Math.max(...files) : EPOCH_1980,
  };
}

/** A table lists the records around it, in their order, by what they are, their identifiers and their names. */
export function expectTable(node: Node, folder: Known | undefined, laid: Laid): void {
  const { encoder, rows, known, options } = laid;
  const { block, byteLength, time } = tablePlace(laid, folder);
  expect(node).toMatchObject({
    kind: 'file',
    size: byteLength,
    sections: [{ block, byteLength }],
    mode: TYPES.file | 0o444,
    user: options.owner.user ?? 0,
    group: options.owner.group ?? 0,
    linkCount: 1,
    modifyTime: time,
    accessTime: time,
    attributeTime: time,
  });
  const text = encoder.render(block, Math.ceil(byteLength / BLOCK_BYTES)).slice(0, byteLength);
  const whole = new Map(
    known
      .filter(({ parent }) => parent === folder)
      .map(({ entry, given }) => [encoder.rockRidgeName(rows.get(entry) as number), given.name]),
  );
  const expected = tableText(node.record, (name) => whole.get(name) ?? name);
  // the numbers of devices are in translation-tables.test.ts
  expect(
    Buffer.from(text)
      .toString('latin1')
      .replace(/^([CB] .*\t.*)\t.*$/gm, '$1'),
  ).toBe(expected);
}
