import * as abi from '../../wasm/abi';
import { bootContent, catalogFile, liveEntries, writeBootEntries } from './boot';
import { flatten, type KeptRows, type Rows } from './flat-tree';
import { identifierBytes } from './identifiers';
import { EPOCH_1980, type ImageOptions, type IsoNameRules } from './options';
import { type EntryId, type ImageTree, Kind, Mark, NO_ENTRY, NO_MODE } from './tree';

/** A tree flattened for the encoder, and the way back. */
export interface Manifest {
  /** In the form that `wasm/abi.ts` lays down. It owns its buffer, which may be transferred. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The tree's entry of each row; the rows of translation tables follow. */
  entries: Uint32Array;
  /** The tree's number of each content; structures follow: the translation tables, and the boot catalog. */
  contents: Uint32Array;
  /** The row of the folder of each translation table. */
  tables: Uint32Array;
  /** The file of the boot catalog, where it has one. */
  catalog: EntryId | undefined;
}

/** Files whose contents are structures, one in each of some folders: rows behind the tree's. */
export interface StructureFiles {
  readonly nameBytes: Uint8Array;
  readonly inJoliet: boolean;
  /** The rows of the folders that may have one: the encoder, which knows identifiers, may still leave some out. */
  folders(tree: ImageTree, rows: Rows): Uint32Array;
  /**
   * Writes their rows into a manifest whose columns have room for them, and its header.
   * @param rows of the tree
   * @param sources contents that are no structures
   */
  write(
    manifest: Uint8Array<ArrayBuffer>,
    folders: Uint32Array,
    options: ImageOptions,
    rows: number,
    sources: number,
  ): void;
}

/** Lighter than any that can be given. */
const NO_WEIGHT = -0x80000000;
const FILE_MODE = 0o444;
const FOLDER_MODE = 0o555;
/** ECMA-119 8.4.32. */
const APPLICATION_USE_BYTES = 512;

/**
 * Flattens what is in the image of a tree (nothing excluded) into the encoder's manifest.
 * @param sameContent by the tree's content number, which content has the same bytes and stands for it (itself, where
 *   no other does): files of equal bytes then share their place in the image, and remain files of their own
 * @param kept what the tree's rows were the last time, where it is flattened again and again
 */
export function buildManifest(
  tree: ImageTree,
  options: ImageOptions,
  sameContent?: Uint32Array,
  kept?: KeptRows,
): Manifest {
  const columns = tree.columns();
  // Serial numbers are the rows' (RRIP 1.12): equal trees then have equal ones, in whatever order they were filled.
  const inOrder = options.rockRidgeVersion === '1.12';
  const flat = kept ? kept.update(tree, inOrder) : flatten(tree, inOrder);
  const { entries, parents } = flat;
  const count = entries.length;

  const boot = liveEntries(tree);
  const catalog = catalogFile(tree);
  const alone = boot.map((entry) => bootContent(tree, entry));
  const { contents, column: contentColumn, rowOf } = contentsOf(tree, entries, sameContent, catalog, alone);
  const targetBytes = tree.hasLinks ? targetBytesOf(tree, entries) : undefined;
  const hasLinks = targetBytes !== undefined;

  const { translationTable } = options;
  const tables = translationTable?.folders(tree, { entries, parents }) ?? new Uint32Array(0);
  const tableCount = tables.length;
  const nameBytes = flat.names.length + tableCount * (translationTable?.nameBytes.length ?? 0);
  const rows = count + tableCount;
  const catalogContent = contents.length + tableCount;
  const hasCatalog = catalog !== undefined || boot.length > 0;
  const contentRows = catalogContent + Number(hasCatalog);
  const identifiers = identifierBytes(options);
  const writer = new ManifestWriter();
  const parentAt = writer.reserve(rows * 4);
  const nameStartAt = writer.reserve((rows + 1) * 4);
  const namesAt = writer.reserve(nameBytes);
  const kindAt = writer.reserve(rows);
  const modeAt = writer.reserve(rows * 2);
  const modifyAt = writer.reserve(rows * 8);
  const accessAt = columns.accessTime ? writer.reserve(rows * 8) : 0;
  const attributeAt = columns.attributeTime ? writer.reserve(rows * 8) : 0;
  const owners = ownerColumns(options, columns);
  const userAt = owners.user ? writer.reserve(rows * 4) : 0;
  const groupAt = owners.group ? writer.reserve(rows * 4) : 0;
  const linkCountAt = columns.linkCount ? writer.reserve(rows * 4) : 0;
  const contentAt = writer.reserve(rows * 4);
  const targetStartAt = hasLinks ? writer.reserve((rows + 1) * 4) : 0;
  const targetsAt = hasLinks ? writer.reserve(targetBytes) : 0;
  const flags = tree.hasMarks ? entryFlags(columns.flags, entries, parents) : undefined;
  const flagsAt = flags || (tableCount > 0 && !translationTable?.inJoliet) ? writer.reserve(rows) : 0;
  const serialAt = options.rockRidgeVersion === '1.12' ? writer.reserve(rows * 4) : 0;
  const deviceAt = columns.deviceMajor ? writer.reserve(rows * 4) : 0;
  const deviceMinorAt = columns.deviceMinor ? writer.reserve(rows * 4) : 0;
  const weightAt = columns.weight || boot.length > 0 ? writer.reserve(contentRows * 4) : 0;
  const contentBytesAt = writer.reserve(contentRows * 8);
  const contentKindAt = tableCount > 0 || hasCatalog ? writer.reserve(contentRows) : 0;
  const bootAt = boot.length > 0 ? writer.reserve(boot.length * abi.BOOT_ENTRY_BYTES) : 0;
  const applicationUseAt = options.applicationUse ? writer.reserve(APPLICATION_USE_BYTES) : 0;
  const identifiersAt = writer.reserve(identifiers.length * 8);
  const identifierTextsAt = identifiers.map((text) => writer.reserve(text.length));
  const bytes = writer.allocate();
  const { buffer } = bytes;

  new Uint32Array(buffer, parentAt, count).set(parents);
  new Uint32Array(buffer, nameStartAt, count + 1).set(flat.nameStart);
  bytes.set(flat.names, namesAt);
  // What is known of the folder whose contents are the root's is known of the root.
  const known = tree.dissolved === NO_ENTRY || !tree.isIncluded(tree.dissolved) ? entries : withRoot(entries, tree);
  const kinds = new Uint8Array(buffer, kindAt, count);
  copyKinds(kinds, columns.kind, entries);
  const newMode = options.owner.newDirectoryMode ?? FOLDER_MODE;
  const modes = new Uint16Array(buffer, modeAt, count);
  copyModes(modes, tree, known, options, newMode);
  const modifyTimes = new Float64Array(buffer, modifyAt, count);
  copyTimesOrSizes(modifyTimes, columns.modifyTime, known);
  const catalogRow = catalog === undefined ? -1 : entries.indexOf(catalog);
  // As genisoimage has it, everybody may read a catalog, whatever modes files have.
  if (catalogRow >= 0 && options.owner.fileMode !== undefined) modes[catalogRow] = FILE_MODE;
  const isCatalogNew = Number.isNaN(modifyTimes[catalogRow]);
  const newestFile = settleTimes(kinds, parents, modifyTimes);
  const times = options.volumeTimes;
  const creation = times.creation ?? newestFile ?? EPOCH_1980;
  const newTime = Number.isNaN(creation) ? (newestFile ?? EPOCH_1980) : creation;
  if (catalogRow >= 0) {
    contentColumn[catalogRow] = catalogContent;
    if (isCatalogNew) modifyTimes[catalogRow] = newTime;
  }
  new Uint32Array(buffer, contentAt, count).set(contentColumn);
  if (accessAt) copyTimes(new Float64Array(buffer, accessAt, count), columns.accessTime?.values, known, modifyTimes);
  if (attributeAt) {
    copyTimes(new Float64Array(buffer, attributeAt, count), columns.attributeTime?.values, known, modifyTimes);
  }
  if (userAt) copyNumbers(new Uint32Array(buffer, userAt, count), owners.user, known);
  if (groupAt) copyNumbers(new Uint32Array(buffer, groupAt, count), owners.group, known);
  if (linkCountAt) copyNumbers(new Uint32Array(buffer, linkCountAt, count), columns.linkCount, entries);
  if (flags) bytes.set(flags, flagsAt);
  if (serialAt) {
    writeSerials(new Uint32Array(buffer, serialAt, count), kinds, entries, columns.content, tree.contentCount);
  }
  if (columns.deviceMajor && columns.deviceMinor) {
    const high = new Uint32Array(buffer, deviceAt, count);
    const low = new Uint32Array(buffer, deviceMinorAt, count);
    for (let row = 0; row < count; row++) {
      const entry = entries[row] as number;
      const device = { major: columns.deviceMajor.get(entry), minor: columns.deviceMinor.get(entry) };
      [high[row], low[row]] = deviceNumber(options, device);
    }
  }
  if (weightAt) {
    const weights = new Int32Array(buffer, weightAt, contentRows).fill(NO_WEIGHT);
    for (let row = 0; row < count; row++) {
      const content = contentColumn[row] as number;
      if (content === abi.NO_CONTENT) continue;
      weights[content] = Math.max(weights[content] as number, columns.weight?.get(entries[row] as number) ?? 0);
    }
    // What no folder shows lies before all files.
    for (const content of alone.map(rowOf)) if (weights[content] === NO_WEIGHT) weights[content] = 0x7ffffffe;
    if (weights[catalogContent] === NO_WEIGHT) weights[catalogContent] = 0x7fffffff;
  }
  if (hasLinks) {
    const targetStart = new Uint32Array(buffer, targetStartAt, count + 1);
    let end = 0;
    for (let row = 0; row < count; row++) {
      targetStart[row] = end;
      const entry = entries[row] as number;
      if ((columns.target[entry] as number) === NO_ENTRY || kinds[row] !== Kind.symbolicLink) continue;
      const target = tree.targetBytes(entry);
      bytes.set(target, targetsAt + end);
      end += target.length;
    }
    targetStart[count] = end;
  }
  copyTimesOrSizes(new Float64Array(buffer, contentBytesAt, contents.length), columns.contentBytes, contents);

  const header = new DataView(buffer);
  const put = (at: number, value: number) => header.setUint32(at, value, true);
  put(abi.MANIFEST_VERSION, abi.ABI_VERSION);
  put(abi.MANIFEST_BYTES, bytes.length);
  put(abi.MANIFEST_ENTRY_COUNT, rows);
  put(abi.MANIFEST_CONTENT_COUNT, contentRows);
  put(abi.MANIFEST_FLAGS, optionFlags(options));
  put(abi.MANIFEST_ISO_LEVEL, options.isoLevel);
  put(abi.MANIFEST_END_PAD_BLOCKS, options.endPadBlocks);
  put(abi.MANIFEST_NAMES_BYTES, nameBytes);
  put(abi.MANIFEST_TARGETS_BYTES, targetBytes ?? 0);
  header.setFloat64(abi.MANIFEST_NEW_DIRECTORY_TIME, newTime, true);
  header.setFloat64(abi.MANIFEST_CREATION_TIME, creation, true);
  header.setFloat64(abi.MANIFEST_MODIFICATION_TIME, times.modification ?? creation, true);
  header.setFloat64(abi.MANIFEST_EXPIRATION_TIME, times.expiration ?? Number.NaN, true);
  header.setFloat64(abi.MANIFEST_EFFECTIVE_TIME, times.effective ?? creation, true);
  put(abi.MANIFEST_NAME_RULES, nameRules(options.isoNames));
  put(abi.MANIFEST_ISO_NAME_LENGTH, options.isoNames.length);
  put(abi.MANIFEST_JOLIET_LEVEL, options.jolietLevel);
  put(abi.MANIFEST_JOLIET_UNITS, options.jolietUnits);
  put(abi.MANIFEST_VOLUME_SET_SIZE, options.volumeSetSize);
  put(abi.MANIFEST_VOLUME_SEQUENCE_NUMBER, options.volumeSequenceNumber);
  put(abi.MANIFEST_NEW_DIRECTORY_MODE, newMode);
  put(abi.COLUMN_PARENT, parentAt);
  put(abi.COLUMN_NAME_START, nameStartAt);
  put(abi.COLUMN_NAMES, namesAt);
  put(abi.COLUMN_KIND, kindAt);
  put(abi.COLUMN_MODE, modeAt);
  put(abi.COLUMN_MODIFY_TIME, modifyAt);
  put(abi.COLUMN_ACCESS_TIME, accessAt);
  put(abi.COLUMN_ATTRIBUTE_TIME, attributeAt);
  put(abi.COLUMN_USER, userAt);
  put(abi.COLUMN_GROUP, groupAt);
  put(abi.COLUMN_LINK_COUNT, linkCountAt);
  put(abi.COLUMN_CONTENT, contentAt);
  put(abi.COLUMN_TARGET_START, targetStartAt);
  put(abi.COLUMN_TARGETS, targetsAt);
  put(abi.COLUMN_CONTENT_BYTES, contentBytesAt);
  put(abi.COLUMN_FLAGS, flagsAt);
  put(abi.COLUMN_SERIAL, serialAt);
  put(abi.COLUMN_DEVICE_HIGH, deviceAt);
  put(abi.COLUMN_DEVICE_LOW, deviceMinorAt);
  put(abi.COLUMN_CONTENT_WEIGHT, weightAt);
  put(abi.COLUMN_CONTENT_KIND, contentKindAt);
  if (hasCatalog) bytes[contentKindAt + catalogContent] = abi.CONTENT_BOOT_CATALOG;
  put(abi.MANIFEST_BOOT_COUNT, boot.length);
  put(abi.COLUMN_BOOT, bootAt);
  writeBootEntries(bytes, bootAt, tree, boot, rowOf);
  put(abi.COLUMN_APPLICATION_USE, applicationUseAt);
  if (options.applicationUse) bytes.set(options.applicationUse.subarray(0, APPLICATION_USE_BYTES), applicationUseAt);
  put(abi.COLUMN_IDENTIFIERS, identifiersAt);
  identifiers.forEach((text, index) => {
    const at = identifierTextsAt[index] as number;
    put(identifiersAt + index * 8, at);
    put(identifiersAt + index * 8 + 4, text.length);
    bytes.set(text, at);
  });
  translationTable?.write(bytes, tables, options, count, contents.length);
  return { bytes, entries, contents, tables, catalog };
}

function withRoot(entries: Uint32Array, tree: ImageTree): Uint32Array {
  const known = entries.slice();
  known[0] = tree.dissolved;
  return known;
}

/** Reserves the columns of a manifest one after the other, each aligned to eight bytes. */
class ManifestWriter {
  #length = abi.MANIFEST_HEADER_BYTES;

  reserve(byteLength: number): number {
    const at = this.#length;
    this.#length = (at + byteLength + 7) & ~7;
    if (this.#length < 0) throw new RangeError('This tree has more names than Isodrop can lay out at once.');
    return at;
  }

  allocate(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#length);
  }
}

function optionFlags(options: ImageOptions): number {
  let flags = 0;
  if (options.joliet) flags |= abi.OPTION_JOLIET;
  if (options.rockRidge !== 'none') flags |= abi.OPTION_ROCK_RIDGE;
  if (options.rockRidgeVersion === '1.12') flags |= abi.OPTION_RRIP_112;
  if (options.keepDeep) flags |= abi.OPTION_KEEP_DEEP;
  if (options.hideRelocation) flags |= abi.OPTION_HIDE_RELOCATION;
  return flags;
}

function nameRules(rules: IsoNameRules): number {
  let bits = 0;
  if (rules.leadingDots) bits |= abi.NAME_LEADING_DOTS;
  if (rules.lowercase) bits |= abi.NAME_LOWERCASE;
  if (rules.multidot) bits |= abi.NAME_MULTIDOT;
  if (rules.relaxed) bits |= abi.NAME_RELAXED;
  if (rules.noTranslate) bits |= abi.NAME_NO_ISO_TRANSLATE;
  if (rules.omitVersion) bits |= abi.NAME_OMIT_VERSION;
  if (rules.omitPeriod) bits |= abi.NAME_OMIT_PERIOD;
  if (rules.allBytes) bits |= abi.NAME_ALL_BYTES;
  if (rules.noFolderExtension) bits |= abi.NAME_NO_DIRECTORY_EXTENSION;
  return bits;
}

/** Where owners are taken from; undefined: they are all 0. */
function ownerColumns(
  { rockRidge, owner }: ImageOptions,
  columns: { user: Numbers | undefined; group: Numbers | undefined },
): { user: Numbers | undefined; group: Numbers | undefined } {
  const given = (fixed: number | undefined, column: Numbers | undefined) =>
    fixed !== undefined ? { get: () => fixed } : rockRidge === 'rationalized' ? undefined : column;
  return { user: given(owner.user, columns.user), group: given(owner.group, columns.group) };
}

/**
 * Permission bits as they are recorded: genisoimage's `-r` makes all read bits, and execute for all or none. What is
 * neither file nor directory is treated so, too, once either has a mode of its own, as genisoimage does it.
 */
export function permissions({ rockRidge, owner }: ImageOptions, kind: number, mode: number): number {
  const isOther = kind !== Kind.file && kind !== Kind.directory;
  const fixed = isOther ? undefined : kind === Kind.file ? owner.fileMode : owner.directoryMode;
  if (fixed !== undefined) return fixed;
  if (mode === NO_MODE) return kind === Kind.file ? FILE_MODE : FOLDER_MODE;
  const hasFixed = owner.fileMode !== undefined || owner.directoryMode !== undefined;
  if (rockRidge !== 'rationalized' && !(isOther && hasFixed)) return mode;
  return (mode & 0o111) !== 0 ? 0o555 : 0o444;
}

function copyKinds(kinds: Uint8Array, from: Uint8Array, entries: Uint32Array): void {
  for (let row = 0; row < kinds.length; row++) kinds[row] = from[entries[row] as number] as number;
}

function copyTimesOrSizes(into: Float64Array, from: Float64Array, numbers: Uint32Array): void {
  for (let row = 0; row < into.length; row++) into[row] = from[numbers[row] as number] as number;
}

function copyModes(
  modes: Uint16Array,
  tree: ImageTree,
  entries: Uint32Array,
  options: ImageOptions,
  newMode: number,
): void {
  const { kind, mode, flags } = tree.columns();
  // Most are like the one before.
  let [lastKind, lastMode, permitted] = [-1, -1, 0];
  for (let row = 0; row < modes.length; row++) {
    const entry = entries[row] as number;
    if (kind[entry] !== lastKind || mode[entry] !== lastMode) {
      lastKind = kind[entry] as number;
      lastMode = mode[entry] as number;
      permitted = permissions(options, lastKind, lastMode);
    }
    modes[row] = ((flags[entry] as number) & Mark.imageOnly) === 0 ? permitted : newMode;
  }
}

/**
 * The contents of files, in the order of their rows, and each row's number among them.
 * @param catalog a file whose content is none of these
 * @param alone contents that need not be a file's
 */
function contentsOf(
  tree: ImageTree,
  entries: Uint32Array,
  sameContent: Uint32Array | undefined,
  catalog: EntryId | undefined,
  alone: readonly number[],
): { contents: Uint32Array; column: Uint32Array; rowOf: (content: number) => number } {
  const column = new Uint32Array(entries.length).fill(abi.NO_CONTENT);
  const contents = new Uint32Array(tree.contentCount);
  // by the tree's content number: one more than its row here, 0 where it has none yet
  const rows = new Uint32Array(tree.contentCount);
  let count = fillContents(tree, entries, sameContent, { contents, rows, column }, catalog);
  const same = (content: number) => sameContent?.[content] ?? content;
  for (const content of alone.map(same)) {
    if (rows[content] !== 0) continue;
    contents[count++] = content;
    rows[content] = count;
  }
  return { contents: contents.slice(0, count), column, rowOf: (content) => (rows[same(content)] as number) - 1 };
}

/** Returns how many contents there are. As in flat-tree.ts, the loop is a function of its own. */
function fillContents(
  tree: ImageTree,
  entries: Uint32Array,
  sameContent: Uint32Array | undefined,
  { contents, rows: contentRow, column }: Record<'contents' | 'rows' | 'column', Uint32Array>,
  catalog: EntryId | undefined,
): number {
  const { kind, content, contentBytes } = tree.columns();
  let count = 0;
  for (let row = 0; row < entries.length; row++) {
    const entry = entries[row] as number;
    if (kind[entry] !== Kind.file || entry === catalog) continue;
    const own = content[entry] as number;
    const same = sameContent?.[own] ?? own;
    if (same !== own && contentBytes[same] !== contentBytes[own]) {
      throw new TypeError(`Contents ${own} and ${same} cannot be the same (this is a defect of Isodrop).`);
    }
    if (contentRow[same] === 0) {
      contents[count++] = same;
      contentRow[same] = count;
    }
    column[row] = (contentRow[same] as number) - 1;
  }
  return count;
}

/** Bytes of the targets of all symbolic links; undefined: there is none. */
function targetBytesOf(tree: ImageTree, entries: Uint32Array): number | undefined {
  const { kind } = tree.columns();
  let bytes: number | undefined;
  for (let row = 0; row < entries.length; row++) {
    const entry = entries[row] as number;
    if (kind[entry] === Kind.symbolicLink) bytes = (bytes ?? 0) + tree.targetBytes(entry).length;
  }
  return bytes;
}

/** `ENTRY_*` of each row but the root: what keeps a folder out of a namespace keeps out all that is in it. */
function entryFlags(marks: Uint8Array, entries: Uint32Array, parents: Uint32Array): Uint8Array | undefined {
  const flags = new Uint8Array(entries.length);
  return fillFlags(flags, marks, entries, parents) === 0 ? undefined : flags;
}

/** Returns the flags that any row has. */
function fillFlags(flags: Uint8Array, marks: Uint8Array, entries: Uint32Array, parents: Uint32Array): number {
  const inherited = abi.ENTRY_NOT_IN_ISO | abi.ENTRY_NOT_IN_JOLIET;
  let any = 0;
  for (let row = 1; row < entries.length; row++) {
    const mark = marks[entries[row] as number] as number;
    let bits = (flags[parents[row] as number] as number) & inherited;
    if ((mark & Mark.notInIso) !== 0) bits |= abi.ENTRY_NOT_IN_ISO;
    if ((mark & Mark.notInJoliet) !== 0) bits |= abi.ENTRY_NOT_IN_JOLIET;
    if ((mark & Mark.hidden) !== 0) bits |= abi.ENTRY_HIDDEN;
    if ((mark & Mark.associated) !== 0) bits |= abi.ENTRY_ASSOCIATED;
    flags[row] = bits;
    any |= bits;
  }
  return any;
}

/**
 * File serial numbers: the row, counted from 1 (0 means no file to some systems), or for a name of a file that has
 * several that of the first. Files that merely have the same bytes are files of their own.
 */
function writeSerials(
  serials: Uint32Array,
  kinds: Uint8Array,
  entries: Uint32Array,
  content: Int32Array,
  contentCount: number,
): void {
  const first = new Uint32Array(contentCount);
  for (let row = 0; row < serials.length; row++) {
    serials[row] = row + 1;
    if (kinds[row] !== Kind.file) continue;
    const own = content[entries[row] as number] as number;
    if (first[own] === 0) first[own] = row + 1;
    serials[row] = first[own] as number;
  }
}

/**
 * A device's number as RRIP 4.1.2 has it: the halves of the system's, here that of Linux's C library. In 1.10 the major
 * and the minor number, which is what genisoimage writes there and what Linux reads best.
 */
function deviceNumber(
  { rockRidgeVersion }: ImageOptions,
  { major, minor }: { major: number; minor: number },
): [high: number, low: number] {
  if (rockRidgeVersion === '1.10') return [major, minor];
  return [
    (major & 0xfffff000) | (minor >>> 20),
    ((minor << 12) & 0xfff00000) | ((major & 0xfff) << 8) | (minor & 0xff),
  ];
}

/**
 * Fills in the times that nothing tells: a folder is as new as the newest file in it, or of 1980-01-01.
 * Returns the newest file's time, undefined without files.
 */
function settleTimes(kinds: Uint8Array, parents: Uint32Array, times: Float64Array): number | undefined {
  const newest = new Float64Array(kinds.length).fill(Number.NEGATIVE_INFINITY);
  let newestFile = Number.NEGATIVE_INFINITY;
  for (let row = kinds.length - 1; row >= 0; row--) {
    if (kinds[row] === Kind.directory) {
      if (Number.isNaN(times[row])) {
        times[row] = newest[row] === Number.NEGATIVE_INFINITY ? EPOCH_1980 : (newest[row] as number);
      }
    } else {
      if (Number.isNaN(times[row])) times[row] = EPOCH_1980;
      newest[row] = times[row] as number;
      if (kinds[row] === Kind.file && (times[row] as number) > newestFile) newestFile = times[row] as number;
    }
    const parent = parents[row] as number;
    if ((newest[parent] as number) < (newest[row] as number)) newest[parent] = newest[row] as number;
  }
  return newestFile === Number.NEGATIVE_INFINITY ? undefined : newestFile;
}

function copyTimes(
  into: Float64Array,
  from: Float64Array | undefined,
  entries: Uint32Array,
  fallback: Float64Array,
): void {
  for (let row = 0; row < into.length; row++) {
    const time = from?.[entries[row] as number] ?? Number.NaN;
    into[row] = Number.isNaN(time) ? (fallback[row] as number) : time;
  }
}

/** Something with a number for each entry of the tree. */
interface Numbers {
  get(entry: number): number;
}

function copyNumbers(into: Uint32Array, from: Numbers | undefined, entries: Uint32Array): void {
  for (let row = 0; row < into.length; row++) into[row] = from?.get(entries[row] as number) ?? 0;
}
