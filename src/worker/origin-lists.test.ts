/** Origins of many entries are those of each, however the entries lie, and lead back to them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EntryId, ImageTree } from '../image/tree';
import { eachMove, eachOrigin, findAll, movesOf, originsOf } from './origin-lists';
import { Origins } from './origins';
import { type ListingJob, Sources } from './sources';

const NODE = { mode: 0o555, modifyTime: 0 };
const EMPTY = { byteLength: 0, store: 0, offset: 0 };

/** Two sources and a folder that a person made, with files and folders in them; some are renamed or moved. */
function world(kinds: readonly number[], moved: readonly [number, number][]) {
  const tree = new ImageTree();
  const sources = new Sources();
  const origins = new Origins(tree, sources);
  const job = { id: 1 } as ListingJob;
  const folders: { entry: EntryId; source: number }[] = [];
  for (const source of [1, 2]) {
    const entry = tree.addDirectory(0, `source ${source}`, NODE);
    sources.add({ source, way: 'picker', entries: false, pushed: false, readAt: 0 }, job, entry);
    origins.made(entry, source, 1);
    folders.push({ entry, source });
  }
  const own = tree.addDirectory(0, 'own', NODE);
  origins.places.made(own, 1);
  folders.push({ entry: own, source: 0 });
  const entries = folders.map(({ entry }) => entry);
  for (const [at, kind] of kinds.entries()) {
    const { entry: parent, source } = folders[(kind >> 2) % folders.length] as (typeof folders)[number];
    const isFolder = kind % 4 === 0;
    const entry = isFolder
      ? tree.addDirectory(parent, `folder ${at}`, NODE)
      : tree.addFile(parent, `file ${at}`, NODE, EMPTY);
    if (source > 0) origins.made(entry, source, 1);
    if (kind % 4 === 1) origins.places.made(entry, at + 2);
    if (isFolder) folders.push({ entry, source });
    entries.push(entry);
  }
  for (const [what, into] of moved) {
    const [entry, { entry: folder }] = [entries[what % entries.length], folders[into % folders.length]] as [
      EntryId,
      (typeof folders)[number],
    ];
    if (tree.isIn(folder, entry)) continue;
    origins.remember(entry);
    tree.rename(entry, `moved ${entry}`);
    tree.move(entry, folder);
  }
  return { origins, entries, folders };
}

const kinds = fc.array(fc.nat(40), { maxLength: 30 });
const moved = fc.array(fc.tuple(fc.nat(40), fc.nat(10)), { maxLength: 5 });

test('a list of origins has each entry’s, in their order, and leads back to them', () => {
  fc.assert(
    fc.property(kinds, moved, fc.infiniteStream(fc.nat()), (all, away, turns) => {
      const { origins, entries } = world(all, away);
      const order = new Map(entries.map((entry) => [entry, turns.next().value as number]));
      for (const some of [entries, [...entries].sort((a, b) => (order.get(a) as number) - (order.get(b) as number))]) {
        const list = originsOf(origins, some);
        expect(eachOrigin(list)).toEqual(some.map((entry) => origins.originOf(entry)));
        expect(findAll(origins, list)).toEqual(some);
      }
    }),
  );
});

test('a list of moves has each entry’s, with its name and the number of what is made', () => {
  fc.assert(
    fc.property(kinds, moved, fc.boolean(), fc.nat(2), (all, away, isNamed, gap) => {
      const { origins, entries, folders } = world(all, away);
      const placings = entries.map((entry, at) => ({
        entry,
        into: (folders[(at >> 3) % folders.length] as (typeof folders)[number]).entry,
        name: isNamed ? `new ${at}` : origins.nameOnDisk(entry),
      }));
      const made = placings.map((_, at) => 100 + at + (at > 4 ? gap : 0));
      const each = placings.map(({ entry, into, name }) => ({
        what: origins.originOf(entry),
        into: origins.originOf(into),
        name,
      }));
      expect(eachMove(movesOf(origins, placings))).toEqual(each);
      expect(eachMove(movesOf(origins, placings, made))).toEqual(each.map((one, at) => ({ ...one, made: made[at] })));
    }),
  );
});

test('many in one folder are told together', () => {
  const { origins, entries } = world(
    [...Array(20).keys()].map(() => 2),
    [],
  );
  expect(originsOf(origins, entries.slice(3))).toHaveLength(1);
  expect(originsOf(origins, entries)).toHaveLength(4);
});
