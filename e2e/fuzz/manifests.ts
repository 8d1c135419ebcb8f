/** Manifests that no host would make: good ones damaged where it may hurt, hostile ones, and plain noise. */
import fc from 'fast-check';
import { PLAIN_ENTRY } from '../../src/image/boot';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS } from '../../src/image/options';
import { ImageTree, Kind } from '../../src/image/tree';
import * as abi from '../../wasm/abi';
import { givenTree, grow, imageOptions, type Known } from '../images/random-trees';
import type { Random } from './random';

/** A manifest, and how much of it the encoder is told of. */
export interface Hostile {
  bytes: Uint8Array;
  available: number;
}

/** Columns by the position of their offset in the header, with the bytes of a row. */
const COLUMNS: readonly [position: number, rowBytes: number, isFloat?: true][] = [
  [abi.COLUMN_PARENT, 4],
  [abi.COLUMN_NAME_START, 4],
  [abi.COLUMN_NAMES, 1],
  [abi.COLUMN_KIND, 1],
  [abi.COLUMN_MODE, 2],
  [abi.COLUMN_MODIFY_TIME, 8, true],
  [abi.COLUMN_ACCESS_TIME, 8, true],
  [abi.COLUMN_ATTRIBUTE_TIME, 8, true],
  [abi.COLUMN_USER, 4],
  [abi.COLUMN_GROUP, 4],
  [abi.COLUMN_LINK_COUNT, 4],
  [abi.COLUMN_CONTENT, 4],
  [abi.COLUMN_TARGET_START, 4],
  [abi.COLUMN_TARGETS, 1],
  [abi.COLUMN_CONTENT_BYTES, 8, true],
  [abi.COLUMN_IDENTIFIERS, 4],
  [abi.COLUMN_FLAGS, 1],
  [abi.COLUMN_SERIAL, 4],
  [abi.COLUMN_DEVICE_HIGH, 4],
  [abi.COLUMN_DEVICE_LOW, 4],
  [abi.COLUMN_CONTENT_WEIGHT, 4],
  [abi.COLUMN_CONTENT_KIND, 1],
  [abi.COLUMN_APPLICATION_USE, 1],
  [abi.COLUMN_BOOT, 4],
];
const WORDS = [0, 1, 2, 3, 4, 7, 191, 192, 193, 207, 208, 255, 256, 0xffff, 0x10000, 0x3fffffff, 0x40000000];
const HIGH_WORDS = [0x7fffffff, 0x80000000, 0xfffffff8, 0xfffffffe, 0xffffffff];
const FLOATS = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, -1, 0.5, Number.MIN_VALUE],
  ...[1e15, -1e15, 999_999_999_999_999, 2 ** 31, 2 ** 32, 2 ** 43 - 2048, 2 ** 43, 2 ** 53, 2 ** 53 + 2, 1e300],
];
const BYTES = [0, 1, 2, 0x20, 0x2e, 0x2f, 0x3b, 0x7e, 0x7f, 0x80, 0xc2, 0xed, 0xf0, 0xff];

/** Makes manifests, endlessly; the same from the same random numbers. */
export function* hostileManifests(random: Random): Generator<Hostile> {
  const options = { numRuns: 60, seed: random.word() | 0 };
  const trees = fc.sample(fc.tuple(givenTree, imageOptions), options);
  const good = trees.map(([entries, image]) => {
    const { tree, known, sameContent } = grow(entries);
    if (random.below(2) === 0) bootAll(tree, known);
    return buildManifest(tree, image, sameContent).bytes;
  });
  const large = LARGE.map((make) => buildManifest(make(), DEFAULT_OPTIONS).bytes);
  for (;;) {
    const dice = random.below(100);
    if (dice < 5) yield noise(random);
    else {
      const bytes = (dice < 6 ? random.pick(large) : random.pick(good)).slice();
      const count = random.below(4) + (dice < 10 ? 0 : 1);
      let available = bytes.length;
      for (let damage = 0; damage < count; damage++) available = random.pick(DAMAGES)(bytes, random) ?? available;
      yield { bytes, available };
    }
  }
}

function noise(random: Random): Hostile {
  const bytes = new Uint8Array(random.below(3000));
  for (let at = 0; at < bytes.length; at++) bytes[at] = random.word();
  if (random.below(2) === 0 && bytes.length >= 8) {
    const view = new DataView(bytes.buffer);
    view.setUint32(abi.MANIFEST_VERSION, abi.ABI_VERSION, true);
    view.setUint32(abi.MANIFEST_BYTES, bytes.length, true);
  }
  return { bytes, available: bytes.length };
}

/** Has the disc boot each file that has bytes; one that has none may stand for the catalog. */
function bootAll(tree: ImageTree, known: readonly Known[]): void {
  const files = known.filter(({ entry }) => tree.kind(entry) === Kind.file);
  const catalog = files.find(({ size }) => size === 0)?.entry;
  tree.setBoot({ catalog, entries: files.map(({ entry }) => ({ ...PLAIN_ENTRY, image: { entry } })) });
}

/** Damages the bytes in place, or says how many of them there are. */
type Damage = (bytes: Uint8Array, random: Random) => number | undefined;

const word = (bytes: Uint8Array, random: Random) => {
  const near = [bytes.length - 8, bytes.length - 4, bytes.length - 1, bytes.length, bytes.length + 1];
  return (
    random.pick([random.pick(WORDS), random.pick(HIGH_WORDS), random.pick(near), random.below(bytes.length)]) >>> 0
  );
};

const DAMAGES: readonly Damage[] = [
  function anyByte(bytes, random) {
    bytes[random.below(bytes.length)] = random.word();
    return undefined;
  },
  function headerWord(bytes, random) {
    view(bytes).setUint32(random.below(abi.MANIFEST_HEADER_BYTES / 4) * 4, word(bytes, random), true);
    return undefined;
  },
  function headerTime(bytes, random) {
    const at = random.pick([
      abi.MANIFEST_CREATION_TIME,
      abi.MANIFEST_MODIFICATION_TIME,
      abi.MANIFEST_EXPIRATION_TIME,
      abi.MANIFEST_EFFECTIVE_TIME,
      abi.MANIFEST_NEW_DIRECTORY_TIME,
    ]);
    view(bytes).setFloat64(at, random.pick(FLOATS), true);
    return undefined;
  },
  function options(bytes, random) {
    view(bytes).setUint32(random.pick([abi.MANIFEST_FLAGS, abi.MANIFEST_NAME_RULES]), random.word(), true);
    return undefined;
  },
  /** Columns that overlap, that are not aligned, or that end where the manifest does. */
  function columnMoved(bytes, random) {
    const [position] = random.pick(COLUMNS);
    const other = view(bytes).getUint32(random.pick(COLUMNS)[0], true);
    const offset = random.pick([other, other + 1, other + 4, bytes.length - random.below(16), word(bytes, random), 0]);
    view(bytes).setUint32(position, offset, true);
    return undefined;
  },
  rowChanged,
  rowChanged,
  rowChanged,
  function rowCopied(bytes, random) {
    const [from, to] = [row(bytes, random), row(bytes, random)];
    if (from && to) bytes.copyWithin(to.at, from.at, from.at + from.rowBytes);
    return undefined;
  },
  function cutShort(bytes, random) {
    return random.pick([0, 1, 191, 192, bytes.length - 1, random.below(bytes.length)]);
  },
];

function rowChanged(bytes: Uint8Array, random: Random): undefined {
  const found = row(bytes, random);
  if (!found) return;
  const { at, rowBytes, isFloat } = found;
  if (isFloat) view(bytes).setFloat64(at, random.pick(FLOATS), true);
  else if (rowBytes === 4) {
    const value = random.below(3) === 0 ? view(bytes).getUint32(at, true) + random.pick([-1, 1]) : word(bytes, random);
    view(bytes).setUint32(at, value >>> 0, true);
  } else bytes[at] = random.pick(BYTES);
}

/** A row of some column that is there, as far as the header can be believed. */
function row(bytes: Uint8Array, random: Random): { at: number; rowBytes: number; isFloat: boolean } | undefined {
  const [position, rowBytes, isFloat = false] = random.pick(COLUMNS);
  const start = view(bytes).getUint32(position, true);
  const counted = rowBytes === 1 ? view(bytes).getUint32(abi.MANIFEST_NAMES_BYTES, true) : 0;
  const rows = Math.max(view(bytes).getUint32(abi.MANIFEST_ENTRY_COUNT, true), counted);
  const at = start + random.below(Math.min(rows, 0xffff)) * rowBytes;
  return start === 0 || at + rowBytes > bytes.length ? undefined : { at, rowBytes, isFloat };
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const TIME = { modifyTime: 0 };
/** Sound, and as hard to lay out as their size allows. */
const LARGE: readonly (() => ImageTree)[] = [
  function endlessFileOfManyNames() {
    const tree = new ImageTree(TIME);
    const first = tree.addFile(0, 'file', TIME, { byteLength: 2 ** 53, store: 0, offset: 0 });
    const { index } = tree.content(first);
    for (let name = 0; name < 500; name++) tree.addFile(0, `${name}`.padEnd(200, '.'), TIME, index);
    return tree;
  },
  function longestFileOfManyNames() {
    const tree = new ImageTree(TIME);
    const first = tree.addFile(0, 'file', TIME, { byteLength: 2 ** 42, store: 0, offset: 0 });
    const { index } = tree.content(first);
    for (let name = 0; name < 100; name++) tree.addFile(0, `${name}`, TIME, index);
    return tree;
  },
  function deepFolders() {
    const tree = new ImageTree(TIME);
    let folder = 0;
    for (let level = 0; level < 2000; level++) folder = tree.addDirectory(folder, 'deep', TIME);
    return tree;
  },
  function alikeNames() {
    const tree = new ImageTree(TIME);
    const empty = { byteLength: 0, store: 0, offset: 0 };
    for (let name = 0; name < 3000; name++) tree.addFile(0, `${'alike '.repeat(20)}${name}`, TIME, empty);
    return tree;
  },
  function longLinks() {
    const tree = new ImageTree(TIME);
    for (let link = 0; link < 30; link++) tree.addSymbolicLink(0, `${link}`, TIME, Buffer.from('a/'.repeat(8192)));
    return tree;
  },
];
