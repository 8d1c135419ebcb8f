/** Where the contents of a random tree's image lie. */
import { expect } from 'vitest';
import { structureByteLength } from '../../src/image/layout';
import { BLOCK_BYTES } from './iso-fields';
import type { Laid } from './random-images';
import { type Known, TYPES } from './random-trees';

/** The longest file section that is no last one: whole blocks, and a length of 32 bits. */
const SECTION_BYTES = 2 ** 32 - BLOCK_BYTES;

/** Where a file's bytes lie, section by section: nothing of an empty one. */
export function sectionsOf({ encoder, manifest, tree, sameContent }: Laid, { entry, size }: Known): string {
  if (size === 0) return '';
  const row = manifest.contents.indexOf(sameContent[tree.content(entry).index] as number);
  const first = encoder.layout.contentBlocks[row] as number;
  const most = size < 2 ** 32 ? size : SECTION_BYTES;
  const sections: string[] = [];
  for (let at = 0; at < size; at += most) {
    sections.push(`${first + at / BLOCK_BYTES}+${Math.min(most, size - at)}`);
  }
  return sections.join(' ');
}

/** No two contents overlap; those of greater weight lie first; same ones are one. */
export function expectContents(
  { known, tree, encoder, manifest: { contents }, sameContent }: Laid,
  recorded: readonly Known[],
  tableCount: number,
): void {
  const { contentOrder, contentBlocks, metadataBlocks } = encoder.layout;
  const weights = new Map<number, number>();
  const present = new Set<number>();
  for (const one of known) {
    const { given, entry } = one;
    if (TYPES[given.kind] !== TYPES.file) continue;
    const content = sameContent[tree.content(entry).index] as number;
    if (one.size > 0 && recorded.includes(one)) present.add(content);
    weights.set(content, Math.max(weights.get(content) ?? Number.NEGATIVE_INFINITY, given.weight ?? 0));
  }
  expect([...contents].sort()).toEqual([...weights.keys()].sort());
  let next = metadataBlocks;
  let weight = Number.POSITIVE_INFINITY;
  for (const row of contentOrder) {
    const content = contents[row];
    expect(contentBlocks[row]).toBe(next);
    const table = structureByteLength(encoder.layout, row) ?? 0;
    next += Math.ceil((content === undefined ? table : tree.contentAt(content).byteLength) / BLOCK_BYTES);
    const own = content === undefined ? 0 : (weights.get(content) as number);
    expect(own).toBeLessThanOrEqual(weight);
    weight = own;
  }
  expect([...contentOrder].flatMap((row) => contents[row] ?? []).sort()).toEqual([...present].sort());
  expect([...contentOrder].filter((row) => row >= contents.length).length).toBe(tableCount);
  const tableBytes = [...contentOrder].map((row) => structureByteLength(encoder.layout, row) ?? 0);
  expect(encoder.layout.translationTableBytes).toBe(tableBytes.reduce((sum, bytes) => sum + bytes, 0));
}
