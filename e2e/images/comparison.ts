/**
 * Two images of the same tree: every byte in which they differ is told as a structure and a field. Where one image
 * lacks a structure, or a name is another, what follows lies elsewhere: then structures are held against those of the
 * same place in the tree, and positions, sizes and numbers that follow from the others are told as such.
 */
import {
  BLOCK_BYTES,
  type Directory,
  type DirectoryRecord,
  FLAG_DIRECTORY,
  fieldAt,
  type IsoImage,
  parseImage,
  type Structure,
} from './iso-fields';
import { both32, nameBytes } from './susp-fields';
import type { Entry } from './trees';

export interface Difference {
  structure: string;
  /** The field's name, or `presence` where one image has no such structure. */
  field: string;
  path: string;
  ours: Uint8Array | undefined;
  theirs: Uint8Array | undefined;
}

/** Both images, and what they were asked to be. */
export interface Scene {
  words: readonly string[];
  ours: IsoImage;
  theirs: IsoImage;
  /** What is on the disk. */
  entries: readonly Entry[];
  /** Records of ours by their path as structures tell it, plain and Joliet apart. */
  record(path: string, structure: string): DirectoryRecord | undefined;
  /** Whether some symbolic link's name begins as this one of Joliet, as far as both have the same characters. */
  isLinkName(name: string): boolean;
}

/** What a comparison of two images needs; theirs is read when it is asked for. */
export function scene(
  ours: Uint8Array,
  theirs: Uint8Array,
  words: readonly string[],
  entries: readonly Entry[],
): Scene {
  const image = parseImage(ours);
  let records: { plain: Map<string, DirectoryRecord>; joliet: Map<string, DirectoryRecord> } | undefined;
  let other: IsoImage | undefined;
  let linkNames: Set<string> | undefined;
  return {
    words,
    entries,
    ours: image,
    get theirs() {
      other ??= parseImage(theirs);
      return other;
    },
    record(path, structure) {
      records ??= { plain: recordsOf(image.primary), joliet: image.joliet ? recordsOf(image.joliet) : new Map() };
      return (structure.startsWith('Joliet') ? records.joliet : records.plain).get(path);
    },
    isLinkName(name) {
      linkNames ??= new Set(
        entries
          .filter(({ kind }) => kind === 'link')
          .map(({ path }) => comparable(path.slice(path.lastIndexOf('/') + 1))),
      );
      return linkNames.has(comparable(name));
    },
  };
}

/** What genisoimage's and our Joliet names of one entry have in common. */
const comparable = (name: string) => name.replace(/([^ -~]|[*/:;?\\_])+/gu, '_').slice(0, 12);

const recordsOf = ({ directories }: IsoImage['primary']) =>
  new Map(directories.flatMap(({ records }) => records.map((record) => [record.path, record])));

/** What differs byte for byte, as fields of our image. */
export function differencesInPlace({ ours }: Scene, theirs: Uint8Array): Difference[] {
  const found: Difference[] = [];
  const { bytes } = ours;
  if (bytes.length !== theirs.length) {
    found.push({
      structure: 'image',
      field: 'length',
      path: '',
      ours: number(bytes.length),
      theirs: number(theirs.length),
    });
  }
  const length = Math.min(bytes.length, theirs.length);
  for (let at = 0; at < length; at++) {
    if (at % BLOCK_BYTES === 0 && sameBlock(bytes, theirs, at)) at += BLOCK_BYTES - 1;
    if (bytes[at] === theirs[at]) continue;
    const { structure, field, path, offset, length: fieldLength } = fieldAt(ours, at);
    const value = (of: Uint8Array) => of.subarray(offset, offset + fieldLength);
    found.push({ structure, field, path, ours: value(bytes), theirs: value(theirs) });
    at = Math.max(at, offset + fieldLength - 1);
  }
  return found;
}

const sameBlock = (a: Uint8Array, b: Uint8Array, at: number) =>
  Buffer.compare(a.subarray(at, at + BLOCK_BYTES), b.subarray(at, at + BLOCK_BYTES)) === 0;

const number = (value: number) => Uint8Array.from([value >>> 24, value >>> 16, value >>> 8, value]);

/** Fields that hold other structures, which are compared by themselves. */
const ENCLOSING = /^(system use|unused)$/;
/**
 * Fields that follow from where everything else lies, and whole structures of such fields. That ours are right is held
 * by conformance.ts, not here.
 */
const FOLLOWING =
  /^(image length|location of|volume space size|path table size|length of (directory record|file identifier)|block location|offset to start|length of continuation)/;
const FOLLOWING_STRUCTURES = /path table|^continuation area$| directory$/;

/** What differs where structures are held against those of the same entry, wherever they lie. */
export function differencesByStructure(scene: Scene): Difference[] {
  const { ours, theirs } = scene;
  const { paths, disorders } = ourPaths(scene);
  const [left, right] = [byKey(ours), byKey(theirs, paths)];
  const found: Difference[] = [...disorders];
  for (const [key, one] of left) {
    const other = right.get(key);
    if (other) found.push(...fieldDifferences(ours, one, theirs, other));
    else found.push(absence(one, bytesOf(ours, one.structure), undefined));
  }
  for (const [key, other] of right) {
    if (!left.has(key)) found.push(absence(other, undefined, bytesOf(theirs, other.structure)));
  }
  return found;
}

/** A structure and the path that its entry has in our image. */
interface Placed {
  structure: Structure;
  path: string;
}

const absence = (
  { structure: { structure }, path }: Placed,
  ours: Uint8Array | undefined,
  theirs: Uint8Array | undefined,
): Difference => ({ structure, field: 'presence', path, ours, theirs });

const bytesOf = ({ bytes }: IsoImage, { offset, length }: Structure) => bytes.subarray(offset, offset + length);

function* fieldDifferences(ours: IsoImage, one: Placed, theirs: IsoImage, other: Placed): Generator<Difference> {
  const { path } = one;
  const { structure } = one.structure;
  const names = new Set([...one.structure.fields, ...other.structure.fields].map(({ field }) => field));
  const directory = isDirectory(ours, one.structure);
  for (const field of names) {
    if (ENCLOSING.test(field) || FOLLOWING.test(field) || (directory && field === 'data length')) continue;
    const value = (image: IsoImage, { offset, fields }: Structure) => {
      const spec = fields.find((candidate) => candidate.field === field);
      return spec && image.bytes.subarray(offset + spec.at, offset + spec.at + spec.length);
    };
    const [a, b] = [value(ours, one.structure), value(theirs, other.structure)];
    if (field === 'padding field' && !(a && b)) continue;
    if (!(a && b && Buffer.compare(a, b) === 0)) yield { structure, field, path, ours: a, theirs: b };
  }
}

const isDirectory = ({ bytes }: IsoImage, { structure, offset }: Structure) =>
  structure.endsWith('directory record') && (bytes[offset + 25]! & FLAG_DIRECTORY) !== 0;

/** The structures of an image by what they are, the entry that they belong to, and their number there. */
function byKey(image: IsoImage, paths?: ReadonlyMap<number, string>): Map<string, Placed> {
  const found = new Map<string, Placed>();
  const counts = new Map<string, number>();
  for (const structure of image.structures) {
    if (FOLLOWING_STRUCTURES.test(structure.structure)) continue;
    const path = paths?.get(structure.offset) ?? structure.path;
    const key = `${structure.structure} ${path}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    found.set(`${key} ${count}`, { structure, path });
  }
  return found;
}

/**
 * For structures of theirs, by where they lie, the path that their entry has in our image; and the directories whose
 * records are the same in another order.
 */
function ourPaths(scene: Scene): { paths: Map<number, string>; disorders: Difference[] } {
  const { ours, theirs } = scene;
  const paths = new Map<number, string>();
  const disorders: Difference[] = [];
  const files = new Map(ours.structures.filter(({ structure }) => structure === 'file').map((s) => [s.offset, s.path]));
  const walk = (a: Directory, b: Directory, structure: string) => {
    const paired = pairs(scene, a, b);
    const known = new Set(paired.map(([, other]) => other));
    for (const other of b.records) {
      if (known.has(other)) continue;
      for (const { offset } of [other, ...other.systemUse]) paths.set(offset, `${other.path} (only there)`);
    }
    const inOrder = [...paired].sort(([one], [other]) => one.offset - other.offset);
    const isSame = paired.every(([one, other]) => Buffer.compare(one.identifier, other.identifier) === 0);
    if (isSame && inOrder.some(([, other], index) => other.offset < (inOrder[index - 1]?.[1].offset ?? 0))) {
      disorders.push({ structure, field: 'order of records', path: a.path, ours: undefined, theirs: undefined });
    }
    for (const [one, other] of paired) {
      paths.set(other.offset, one.path);
      for (const entry of other.systemUse) paths.set(entry.offset, one.path);
      const file = files.get(one.extentBlock * BLOCK_BYTES);
      const extent = other.extentBlock * BLOCK_BYTES;
      const isFull = one.dataLength > 0 && other.dataLength > 0;
      if (file !== undefined && isFull && !other.child && !paths.has(extent)) paths.set(extent, file);
      if (one.child && other.child && one.child !== a) walk(one.child, other.child, structure);
    }
  };
  walk(ours.primary.root, theirs.primary.root, 'ISO 9660 directory');
  if (ours.joliet && theirs.joliet) walk(ours.joliet.root, theirs.joliet.root, 'Joliet directory');
  return { paths, disorders };
}

/** Records of one entry: those of the same identifier, then of the same Rock Ridge name, then of the same contents. */
function pairs({ ours, theirs, words }: Scene, a: Directory, b: Directory): [DirectoryRecord, DirectoryRecord][] {
  const found: [DirectoryRecord, DirectoryRecord][] = [];
  const isRecoded = words.includes('iso8859-1');
  let [left, right] = [[...a.records], [...b.records]];
  const pair = (keyOf: (image: IsoImage, record: DirectoryRecord) => string | undefined) => {
    const rest: DirectoryRecord[] = [];
    for (const record of left) {
      const key = keyOf(ours, record);
      const at = key === undefined ? -1 : right.findIndex((other) => keyOf(theirs, other) === key);
      if (at < 0) rest.push(record);
      else found.push([record, ...(right.splice(at, 1) as [DirectoryRecord])]);
    }
    left = rest;
  };
  const rockRidgeName = (record: DirectoryRecord) => {
    const bytes = nameBytes(record.systemUse);
    return bytes && Buffer.from(bytes).toString('latin1');
  };
  const content = ({ bytes }: IsoImage, { extentBlock, dataLength, flags, name }: DirectoryRecord) => {
    if (name === '.' || name === '..') return name;
    if (flags & FLAG_DIRECTORY) return 'directory';
    const from = extentBlock * BLOCK_BYTES;
    return `file ${Buffer.from(bytes.subarray(from, from + dataLength)).toString('latin1')}`;
  };
  const type = ({ systemUse }: DirectoryRecord) => {
    const px = systemUse.find(({ signature }) => signature === 'PX');
    return px && `${both32(px.bytes, 4) >>> 12} ${both32(px.bytes, 12)}`;
  };
  const holds = ({ child }: DirectoryRecord) =>
    child?.records
      .map(({ dataLength }) => dataLength)
      .sort()
      .join();
  /** What a record tells, but for its name. */
  const told = (image: IsoImage, record: DirectoryRecord) =>
    `${Buffer.from(record.recordingTime).toString('hex')}/${type(record)}/${holds(record)}/${content(image, record)}`;
  pair((_, record) => rockRidgeName(record) && `${rockRidgeName(record)}/${record.name}`);
  pair((_, record) => rockRidgeName(record));
  pair((image, record) => `${record.name}/${told(image, record)}`);
  pair((image, record) => `${comparable(record.name)}/${told(image, record)}`);
  pair((image, record) => (/^[ -^`-~]+$/.test(record.name) ? `${record.name}/${content(image, record)}` : undefined));
  // an encoding that counts characters otherwise makes names meet others'
  if (isRecoded) pair(told);
  pair((image, record) => `${record.name}/${content(image, record)}`);
  pair((image, record) => `${comparable(record.name)}/${content(image, record)}`);
  pair(told);
  pair((image, record) => `${type(record)}/${content(image, record)}`);
  pair(content);
  pair((_, record) => record.name);
  return found;
}

/** A difference as a line for a person. */
export function differenceLine({ structure, field, path, ours, theirs }: Difference): string {
  const shown = (bytes: Uint8Array | undefined) => {
    if (!bytes) return 'nothing';
    const hex = Buffer.from(bytes.subarray(0, 24)).toString('hex');
    return bytes.length > 24 ? `${hex}…` : hex;
  };
  return `${structure}, ${field}${path ? ` of “${path}”` : ''}: ${shown(ours)}, not ${shown(theirs)}`;
}
