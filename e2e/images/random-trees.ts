/** Trees and option sets for property tests: every kind of entry, mark and attribute, and every option of an image. */
import fc from 'fast-check';
import { DEFAULT_OPTIONS, type ImageOptions } from '../../src/image/options';
import { TranslationTable } from '../../src/image/translation-tables';
import { type EntryId, ImageTree, Kind, Mark } from '../../src/image/tree';

export const EARLIEST = Date.UTC(1900, 0, 1) / 1000;
export const LATEST = Date.UTC(2155, 11, 31, 23, 59, 59) / 1000;

/** Names that meet in 8.3 and in Joliet, sort oddly, or are long. */
const piece = fc.constantFrom(
  ...['a', 'A', 'z', '9', '.', ' ', '_', '-', '#', ';', ';1', ':', '~', '!', '\x01', '\x7f', 'é', 'e\u0301', '日'],
  ...['👨‍👩‍👧', '\u{1f600}', '\uff5e', '...', '.txt', '.tar.gz', 'long'.repeat(3), 'long'.repeat(9), 'x'.repeat(60)],
  'é'.repeat(100),
);
const RELOCATION = ['rr_moved', '.rr_moved', '.rr_moved_', 'RR_MOVED', `.rr_moved${'_'.repeat(246)}`];
export const name = fc
  .oneof(
    { weight: 20, arbitrary: fc.array(piece, { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join('')) },
    { weight: 1, arbitrary: fc.constantFrom(...RELOCATION) },
  )
  .filter((text) => text !== '.' && text !== '..');

const size = fc.oneof(
  fc.constantFrom(0, 1, 2047, 2048, 2049, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2048, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 1),
  fc.nat(100_000),
);
const time = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: EARLIEST, max: LATEST }) },
  { weight: 1, arbitrary: fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }) },
);
const KINDS = ['folder', 'folder', 'folder', 'file', 'file', 'other name', 'link', 'c', 'b', 'pipe', 'socket'] as const;
type GivenKind = (typeof KINDS)[number];
const SPECIAL = { c: Kind.characterDevice, b: Kind.blockDevice, pipe: Kind.pipe, socket: Kind.socket } as const;
/** POSIX file types. */
export const TYPES: Record<GivenKind, number> = {
  folder: 0o040000,
  file: 0o100000,
  'other name': 0o100000,
  link: 0o120000,
  c: 0o020000,
  b: 0o060000,
  pipe: 0o010000,
  socket: 0o140000,
};
const number32 = fc.nat(0xffffffff);
/** An entry: its parent is one of the folders before it, often the newest, so that trees are deep. */
const entry = fc.record({
  name,
  parent: fc.option(fc.nat(), { freq: 2 }),
  isTwin: fc.boolean(),
  kind: fc.constantFrom(...KINDS),
  size,
  /** Which of the files before it has the same bytes, if any. */
  same: fc.option(fc.nat(), { freq: 4 }),
  time,
  accessTime: time,
  attributeTime: time,
  mode: fc.nat(0o7777),
  user: number32,
  group: number32,
  linkCount: fc.integer({ min: 1, max: 0xffffffff }),
  device: fc.record({ major: number32, minor: number32 }),
  weight: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 4 }),
  mark: fc.option(fc.constantFrom(Mark.notInIso, Mark.notInJoliet, Mark.hidden, Mark.associated), { freq: 5 }),
  target: fc
    .tuple(
      fc.constantFrom('', '', '/'),
      fc.array(fc.constantFrom('..', '.', 'x', 'name'.repeat(20), 'n'.repeat(255), '日本'), {
        minLength: 1,
        maxLength: 30,
        size: 'max',
      }),
    )
    .map(([root, parts]) => root + parts.join('/')),
});
export type Given = typeof entry extends fc.Arbitrary<infer T> ? T : never;

/** Columns that a whole tree may do without, and whether each folder lies in the one before. */
const spared = fc.record({
  times: fc.boolean(),
  owners: fc.boolean(),
  marks: fc.boolean(),
  weights: fc.boolean(),
  isDeep: fc.boolean(),
});
export const givenTree = fc.tuple(fc.array(entry, { maxLength: 50, size: 'max' }), spared).map(([entries, spare]) =>
  entries.map((one): Given & { isPlain: boolean } => ({
    ...one,
    ...(spare.times ? { accessTime: one.time, attributeTime: one.time } : {}),
    ...(spare.owners ? { user: 0, group: 0, linkCount: 1 } : {}),
    ...(spare.marks ? { mark: null } : {}),
    ...(spare.weights ? { weight: null } : {}),
    ...(spare.isDeep && one.kind === 'folder' ? { parent: null } : {}),
    isPlain: spare.times && spare.owners,
  })),
);
type GivenTree = typeof givenTree extends fc.Arbitrary<infer T> ? T : never;

/** Relaxations of plain names, in any combination. */
export const isoNames = fc.record({
  length: fc.constantFrom<31 | 37 | 207>(31, 37, 207),
  leadingDots: fc.boolean(),
  lowercase: fc.boolean(),
  multidot: fc.boolean(),
  relaxed: fc.boolean(),
  noTranslate: fc.boolean(),
  omitVersion: fc.boolean(),
  omitPeriod: fc.boolean(),
});
const volumeTime = fc.oneof(time, fc.constant(Number.NaN));
/** What the primary descriptor can hold by the standard once it is cut and without accents. */
const identifier = fc.constantFrom('', 'DISC', 'X'.repeat(150), 'ÉTÉ日本', 'Z'.repeat(37));
const mode = fc.nat(0o7777);
export const imageOptions: fc.Arbitrary<ImageOptions> = fc.record({
  joliet: fc.boolean(),
  jolietLevel: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
  jolietUnits: fc.constantFrom<64 | 103>(64, 103),
  rockRidge: fc.constantFrom<ImageOptions['rockRidge']>('full', 'full', 'rationalized', 'none'),
  rockRidgeVersion: fc.constantFrom<ImageOptions['rockRidgeVersion']>('1.10', '1.12'),
  isoLevel: fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4),
  isoNames: fc.oneof(fc.constant(DEFAULT_OPTIONS.isoNames), isoNames),
  keepDeep: fc.boolean(),
  hideRelocation: fc.boolean(),
  owner: fc.record(
    { user: number32, group: number32, fileMode: mode, directoryMode: mode, newDirectoryMode: mode },
    { requiredKeys: [] },
  ),
  volumeName: identifier,
  identifiers: fc.record(
    {
      system: identifier,
      volumeSet: identifier,
      publisher: identifier,
      dataPreparer: identifier,
      application: identifier,
      copyrightFile: identifier,
      abstractFile: identifier,
      bibliographicFile: identifier,
    },
    { requiredKeys: [] },
  ),
  volumeSetSize: fc.constantFrom(3, 65_535),
  volumeSequenceNumber: fc.constantFrom(1, 3),
  volumeTimes: fc.record(
    { creation: volumeTime, modification: volumeTime, expiration: volumeTime, effective: volumeTime },
    { requiredKeys: [] },
  ),
  duplicatesOnce: fc.constant(false),
  /** Of names that trees have, and of names that none has. */
  translationTable: fc.constantFrom(
    ...[undefined, new TranslationTable('TRANS.TBL', true), new TranslationTable('TRANS.TBL', false)],
    ...[undefined, new TranslationTable('a', true), new TranslationTable('a', false)],
  ),
  endPadBlocks: fc.constantFrom(0, 1, 150, 65_535),
  applicationUse: fc.constantFrom(undefined, Buffer.alloc(0), Buffer.from('application'), Buffer.alloc(512, 255)),
});

/** What a test knows of an entry. */
export interface Known {
  given: Given;
  entry: EntryId;
  parent: Known | undefined;
  size: number;
}

export interface Grown {
  tree: ImageTree;
  known: Known[];
  /** By content, the one that has the same bytes and stands for it: see `buildManifest`. */
  sameContent: Uint32Array;
}

/** Makes the tree; a name that its folder has already is left out. */
export function grow(entries: GivenTree): Grown {
  const tree = new ImageTree({ modifyTime: 0 });
  const folders: (Known | undefined)[] = [undefined];
  const files: Known[] = [];
  const known: Known[] = [];
  const same: number[] = [];
  for (const given of entries) {
    const around = folders[given.parent === null ? folders.length - 1 : given.parent % folders.length];
    const into = around?.entry ?? 0;
    if (tree.find(into, given.name) >= 0) continue;
    const { time: modifyTime, accessTime, attributeTime, mode, user, group, linkCount, device, kind } = given;
    const attributes = {
      modifyTime,
      mode,
      ...(given.isPlain ? {} : { accessTime, attributeTime, user, group, linkCount }),
      ...(kind === 'c' || kind === 'b' ? { device } : {}),
    };
    const twin = given.same === null ? undefined : files[given.same % files.length];
    let made: EntryId;
    let byteLength = 0;
    if (kind === 'folder') made = tree.addDirectory(into, given.name, attributes);
    else if (kind === 'link') made = tree.addSymbolicLink(into, given.name, attributes, Buffer.from(given.target));
    else if (kind === 'file' || kind === 'other name') {
      byteLength = twin?.size ?? given.size;
      const isOtherName = kind === 'other name' && twin !== undefined;
      const content = isOtherName ? tree.content(twin.entry).index : { byteLength, store: 0, offset: 0 };
      made = tree.addFile(into, given.name, attributes, content);
      const { index } = tree.content(made);
      same[index] ??= twin && given.isTwin ? (same[tree.content(twin.entry).index] as number) : index;
    } else made = tree.addSpecial(into, given.name, attributes, SPECIAL[kind]);
    if (given.mark !== null) tree.setMark(made, given.mark, true);
    if (given.weight !== null) tree.setWeight(made, given.weight);
    const one: Known = { given, entry: made, parent: around, size: byteLength };
    known.push(one);
    if (kind === 'folder') folders.push(one);
    if (kind === 'file' || kind === 'other name') files.push(one);
  }
  return { tree, known, sameContent: Uint32Array.from(same) };
}

/** Whether an entry, or a folder around it, has a mark. */
export function isMarked(one: Known | undefined, mark: Mark): boolean {
  return one !== undefined && (one.given.mark === mark || isMarked(one.parent, mark));
}
