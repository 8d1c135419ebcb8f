import * as abi from '../../wasm/abi';
import { bootContent, catalogFile, liveEntries, writeBootEntries } from './boot';
import type { KeptManifest } from './earlier-manifest';
import { flatten, type Rows } from './flat-tree';
import { identifierBytes } from './identifiers';
import { manifestContents } from './manifest-contents';
import { EPOCH_1980, type ImageOptions, type IsoNameRules } from './options';
import {
  copyKinds,
  copyModes,
  copyTimesOrSizes,
  FILE_MODE,
  FOLDER_MODE,
  fillColumn,
  modesOf,
  nameBytesOf,
  newestFile,
  newestTimes,
  settleFolders,
  writeNames,
} from './row-columns';
import { type EntryId, type ImageTree, Kind, Mark, NO_ENTRY, ROOT } from './tree';

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
/** ECMA-119 8.4.32. */
const APPLICATION_USE_BYTES = 512;

/**
 * Flattens what is in the image of a tree (nothing excluded) into the encoder's manifest.
 * @param sameContent by the tree's content number, which content has the same bytes and stands for it (itself, where
 *   no other does): files of equal bytes then share their place in the image, and remain files of their own
 * @param kept what was made of the tree the last time, where that is done again and again
 */
export function buildManifest(
  tree: ImageTree,
  options: ImageOptions,
  sameContent?: Uint32Array,
  kept?: KeptManifest,
): Manifest {
  const columns = tree.columns();
  // Serial numbers are the rows' (RRIP 1.12): equal trees then have equal ones, in whatever order they were filled.
  const inOrder = options.rockRidgeVersion === '1.12';
  const earlier = kept?.earlier(tree, inOrder);
  const flat = flatten(tree, inOrder, earlier?.made);
  const { entries, parents } = flat;
  const count = entries.length;

  const boot = liveEntries(tree);
  const catalog = catalogFile(tree);
  const alone = boot.map((entry) => bootContent(tree, entry));
  const ofContents = manifestContents(tree, flat, { sameContent, catalog, alone }, earlier);
  const { contents, column: contentColumn, rowOf } = ofContents;
  const targetBytes = tree.hasLinks ? targetBytesOf(tree, entries) : undefined;
  const hasLinks = targetBytes !== undefined;

  const { translationTable } = options;
  const tables = translationTable?.folders(tree, { entries, parents }) ?? new Uint32Array(0);
  const tableCount = tables.length;
  const treeNameBytes = nameBytesOf(tree, flat, earlier);
  const nameBytes = treeNameBytes + tableCount * (translationTable?.nameBytes.length ?? 0);
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
  const nameStart = new Uint32Array(buffer, nameStartAt, count + 1);
  writeNames(tree, flat, earlier, nameStart, bytes.subarray(namesAt, namesAt + treeNameBytes));
  // What is known of the folder whose contents are the root's is known of the root.
  const root = tree.dissolved !== NO_ENTRY && tree.isIncluded(tree.dissolved) ? tree.dissolved : ROOT;
  const known = root === ROOT ? entries : withRoot(entries, root);
  const kinds = new Uint8Array(buffer, kindAt, count);
  fillColumn(kinds, flat.runs, earlier?.kinds, (into, first, end) =>
    copyKinds(into, columns.kind, known.subarray(first, end)),
  );
  const modes = new Uint16Array(buffer, modeAt, count);
  const earlierModes = earlier?.made.modesOf === modesOf(options) ? earlier.modes : undefined;
  fillColumn(modes, flat.runs, earlierModes, (into, first, end) =>
    copyModes(into, tree, known.subarray(first, end), options),
  );
  const modifyTimes = new Float64Array(buffer, modifyAt, count);
  fillColumn(modifyTimes, flat.runs, earlier?.modifyTimes, (into, first, end) =>
    copyTimesOrSizes(into, columns.modifyTime, known.subarray(first, end)),
  );
  const catalogRow = catalog === undefined ? -1 : entries.indexOf(catalog);
  // As genisoimage has it, everybody may read a catalog, whatever modes files have.
  if (catalogRow >= 0 && options.owner.fileMode !== undefined) modes[catalogRow] = FILE_MODE;
  const isCatalogNew = catalog !== undefined && Number.isNaN(columns.modifyTime[catalog]);
  const newest = newestTimes(kinds, modifyTimes, flat, earlier?.made.newest);
  settleFolders(modifyTimes, columns.modifyTime, { entries: known, folders: flat.folders }, newest);
  const newestTime = newestFile(newest);
  const times = options.volumeTimes;
  const creation = times.creation ?? newestTime ?? EPOCH_1980;
  const newTime = Number.isNaN(creation) ? (newestTime ?? EPOCH_1980) : creation;
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
  const contentBytes = new Float64Array(buffer, contentBytesAt, contents.length);
  fillColumn(contentBytes, ofContents.runs, earlier?.contentBytes, (into, first, end) =>
    copyTimesOrSizes(into, columns.contentBytes, contents.subarray(first, end)),
  );

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
  put(abi.MANIFEST_NEW_DIRECTORY_MODE, options.owner.newDirectoryMode ?? FOLDER_MODE);
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
  const made = {
    flat: { entries, folders: flat.folders },
    edits: tree.edits,
    inOrder,
    dissolved: tree.dissolved,
    contents,
    hasOwnContents: ofContents.areOwn,
    newest,
    modesOf: modesOf(options),
  };
  // A catalog has another mode and time than its file may have next time.
  kept?.keep(catalog === undefined ? made : undefined);
  return { bytes, entries, contents, tables, catalog };
}

function withRoot(entries: Uint32Array, root: EntryId): Uint32Array {
  const known = entries.slice();
  known[0] = root;
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
