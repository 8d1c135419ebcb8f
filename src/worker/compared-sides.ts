/** The tree and a chosen folder as sides of a comparison. */
import { Kind, NO_MODE } from '../image/tree';
import { type Compared, comparedName } from '../reader/compare/compared';
import { utf8Text } from '../reader/fields';
import { blobPieces } from '../sources/blob-pieces';
import { contentsOf, givenName, nameOf } from './expected-contents';
import { type ExpectedTree, KIND_NAMES } from './expected-tree';

/** What is in the tree, as the image has it that is made of it. */
export function inTree(tree: ExpectedTree): Map<string, Compared> {
  const entries = new Map<string, Compared>();
  const contents = contentsOf(tree);
  const [world] = tree.worlds;
  const absent = new Set(world?.absent);
  const isRockRidge = world?.kind === 'rock-ridge';
  const paths: string[] = [''];
  for (let row = 1; row < tree.kinds.length; row++) {
    const parent = paths[tree.parents[row] as number];
    const given = world?.given.get(row);
    const name = world && given !== undefined ? givenName(world.kind, given) : comparedName(nameOf(tree, row));
    const path = parent === '' ? name : `${parent}/${name}`;
    // What lies in a folder that is not there is not there, either.
    if (parent === undefined || absent.has(row)) continue;
    paths[row] = path;
    const [modified, mode] = [tree.modified[row] as number, tree.modes[row] as number];
    const targetBytes = tree.targets.get(row);
    const isLink = tree.kinds[row] === Kind.symbolicLink;
    entries.set(path, {
      kind: KIND_NAMES[tree.kinds[row] as number] ?? 'pipe',
      byteLength: tree.byteLengths[row] as number,
      modified: Number.isNaN(modified) ? undefined : modified,
      mode: !isRockRidge || isLink || mode === NO_MODE ? undefined : mode,
      target: targetBytes && utf8Text(targetBytes),
      targetBytes,
      ...(tree.patches.has(row) ? {} : { place: () => placeOf(tree, row) }),
      // The catalog's bytes are nobody's but the image's.
      contents: row === tree.catalog ? undefined : () => contents(row),
    });
  }
  return entries;
}

const placeOf = ({ stores, offsets, byteLengths }: ExpectedTree, row: number) =>
  `${stores[row]}: ${offsets[row]}+${byteLengths[row]}`;

/** Files of a folder that somebody chose. Of folders nothing is known but that they are there. */
export function inFolder(paths: readonly string[], files: readonly File[]): Map<string, Compared> {
  const entries = new Map<string, Compared>();
  paths.forEach((path, at) => {
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      if (!entries.has(folder)) entries.set(folder, { kind: 'directory', byteLength: 0, contents: () => nothing() });
    }
    const file = files[at] as File;
    entries.set(path, {
      kind: 'file',
      byteLength: file.size,
      modified: Math.floor(file.lastModified / 1000),
      contents: () => blobPieces(file),
    });
  });
  return entries;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Takes out what browsers do not tell of a folder: folders without files, links and devices. Returns how many there were. */
export function leaveOutUntold(entries: Map<string, Compared>): number {
  const told = new Set<string>();
  for (const [path, { kind }] of entries) {
    if (kind !== 'file') continue;
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (told.has(folder)) break;
      told.add(folder);
    }
  }
  let untold = 0;
  for (const [path, { kind }] of entries) {
    if (kind === 'file' || (kind === 'directory' && told.has(path))) continue;
    entries.delete(path);
    untold++;
  }
  return untold;
}
