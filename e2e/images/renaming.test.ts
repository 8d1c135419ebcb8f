/** Names are stable: an entry that is added changes those alone with which it collides. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutVersion } from './identifier-rules';
import { type Encoded, encode } from './random-images';
import { givenTree, grow, imageOptions, name } from './random-trees';

test('one more entry renames nobody with whom it does not collide', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(givenTree, imageOptions, name, fc.nat(), fc.boolean(), (entries, options, added, into, isFolder) => {
      const before = grow(entries);
      const names = namesOf(encode(before, options));
      const after = grow(entries);
      const folders = [undefined, ...after.known.filter(({ given }) => given.kind === 'folder')];
      const parent = folders[into % folders.length];
      if (after.tree.find(parent?.entry ?? 0, added) >= 0) return;
      const time = { modifyTime: 0 };
      const entry = isFolder
        ? after.tree.addDirectory(parent?.entry ?? 0, added, time)
        : after.tree.addFile(parent?.entry ?? 0, added, time, { byteLength: 0, store: 0, offset: 0 });
      const alone = grow([]);
      if (isFolder) alone.tree.addDirectory(0, added, time);
      else alone.tree.addFile(0, added, time, { byteLength: 0, store: 0, offset: 0 });
      const plain = namesOf(encode(alone, options)).get(1) as string[];
      const siblings = before.known.filter((one) => one.parent?.entry === parent?.entry).map((one) => one.entry);
      const laid = encode(
        { ...after, sameContent: Uint32Array.from({ length: after.tree.contentCount }, (_, at) => at) },
        options,
      );
      const now = namesOf(laid);
      now.delete(entry);
      // in ISO 9660, Joliet and Rock Ridge
      for (const space of [0, 1, 2]) {
        const key = (name: string | undefined) => (space === 0 ? withoutVersion(name ?? '') : name);
        const collides = siblings.some((one) => key(names.get(one)?.[space]) === key(plain[space]));
        for (const [one, found] of now) {
          if (collides && siblings.includes(one)) continue;
          expect(found[space]).toBe(names.get(one)?.[space]);
        }
      }
    }),
    { numRuns: 400 },
  );
});

/** By entry its ISO 9660, Joliet and Rock Ridge name. */
function namesOf({ encoder, rows, options }: Encoded): Map<number, string[]> {
  const joliet = (row: number) => (options.joliet ? encoder.jolietName(row) : '');
  return new Map(
    [...rows].map(([entry, row]) => [entry, [encoder.isoName(row), joliet(row), encoder.rockRidgeName(row)]]),
  );
}
