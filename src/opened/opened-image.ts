/** An existing image as a tree: its entries with all that is known of them, and the options that make it again. */
import { type ChosenOptions, DEFAULT_CHOICE } from '../image/choice';
import { encodeName } from '../image/names';
import { type Attributes, Kind, Mark } from '../image/tree';
import type { DirectoryReader } from '../reader/directory-reader';
import type { DiscImage } from '../reader/disc-image';
import { type Directory, type Entry, type EntryKind, refusalSentence } from '../reader/entry';
import { type FindingCode, fullFinding } from '../reader/findings';
import type { Visited } from '../reader/walk';
import { describedOptions, unlikeVolumeNames } from './descriptor-options';
import { FileOrder } from './file-order';
import { FirstOfContents } from './first-of-contents';
import { JolietDifferences } from './joliet-differences';
import { BootFiles, type HiddenRun, type OpenedBoot } from './opened-boot';
import type { OpenedEntry } from './opened-entry';
import { PlainNames } from './plain-names';
import { Unkept } from './unkept';
import { VolumeSpace } from './volume-space';

/** Something of an image that is opened which another one made of it would not have, or has otherwise. */
export interface OpenedNotice {
  code:
    | 'opened-boot'
    | 'opened-sessions'
    | 'opened-systems'
    | 'opened-compressed'
    | 'opened-odd'
    | 'opened-cut'
    | 'opened-unreadable';
  /** Of the entry; empty: it is about the image. */
  path: string;
  before?: string;
  /** Of `opened-sessions`: the session that was opened, where it is not the last one. */
  after?: string;
}

/** What is known when all of an image was read. */
export interface OpenedWhole {
  options: ChosenOptions;
  volumeName: string;
  /** Weights of files, by entry, where they lie in another order than they would without. */
  weights?: Map<number, number>;
  /** `Mark`s that only the other hierarchy tells, by entry. */
  marks: Map<number, number>;
  notices: OpenedNotice[];
  /** What it boots from. */
  boot?: OpenedBoot;
}

const KINDS: Readonly<Record<EntryKind, Kind>> = {
  file: Kind.file,
  directory: Kind.directory,
  link: Kind.symbolicLink,
  'character-device': Kind.characterDevice,
  'block-device': Kind.blockDevice,
  pipe: Kind.pipe,
  socket: Kind.socket,
};
const PERMISSIONS = 0o7777;
const SECTOR_BYTES = 2048;
/** Entries that are given at once. */
const BATCH = 1000;
/** Folders in folders that ECMA-119 6.8.2.1 allows. */
const STANDARD_LEVELS = 8;
const LEVEL_3_BYTES = 2 ** 32 - 1;
/** RR_MOVED, and what plain names make of `.rr_moved`. */
const RELOCATION_NAME = /^[._]?rr_mov/i;

/** Findings that say that a part of the image is missing. */
const SAYS_CUT: ReadonlySet<string> = new Set(['truncated', 'part-missing'] satisfies FindingCode[]);

/** One way through an image. */
export class OpenedImage {
  readonly image: DiscImage;
  readonly #reader: DirectoryReader;
  readonly #hasRanges: boolean;
  readonly #order = new FileOrder();
  readonly #names = new PlainNames();
  readonly #space: VolumeSpace;
  readonly #unkept = new Unkept();
  /** Those whose bytes have to be decoded. */
  readonly #encoded = new Map<number, Visited>();
  readonly #contents = new FirstOfContents();
  readonly #joliet: JolietDifferences | undefined;
  readonly #notices: OpenedNotice[] = [];
  #bootFiles: BootFiles | undefined;
  #count = 0;
  #deepest = 0;
  #hasSerials = false;
  #isLarge = false;
  #longestJoliet = 0;

  /** @param hasRanges whether contents may be given as ranges of the image's file */
  constructor(image: DiscImage, hasRanges = true) {
    this.image = image;
    this.#hasRanges = hasRanges;
    this.#reader = image.reader();
    this.#space = new VolumeSpace(image);
    const [main] = image.namespaces;
    if (main !== 'joliet' && image.namespaces.includes('joliet')) this.#joliet = new JolietDifferences(image);
  }

  /** What the top itself is like. */
  async root(): Promise<Attributes> {
    const self = await this.#reader.self();
    this.#hasSerials ||= self?.serial !== undefined;
    this.#bootFiles = await BootFiles.of(this.image);
    return self ? attributesOf(self) : { modifyTime: Number.NaN };
  }

  /** All entries, each folder before what is in it, some at a time. @throws {ImageError} where the way must end */
  async *entries(): AsyncGenerator<OpenedEntry[]> {
    const folders = new Map<Directory, number>();
    let batch: OpenedEntry[] = [];
    for await (const visited of this.image.walker(this.#reader).below(this.#reader.root)) {
      const { around, directory } = visited;
      const index = this.#count++;
      const opened = this.#entry(visited, index, folders.get(around) ?? -1);
      if (directory) {
        folders.set(directory, index);
        this.#deepest = Math.max(this.#deepest, directory.level);
      }
      batch.push(opened);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
    for await (const { opened: more, visited, index } of this.#joliet?.entries(() => this.#count++) ?? []) {
      this.#readable(more, visited);
      this.#use(visited.entry, index);
      if (more.kind === Kind.file) this.#place(more, visited, index);
      yield [more];
    }
    if (this.#reader.kind === 'joliet') await this.#readPlainNames();
  }

  /** What only the whole image tells; after all entries. */
  async whole(): Promise<OpenedWhole> {
    const { volumeName, ...described } = describedOptions(this.image);
    const { namespaces, sharing } = this.image;
    const plain = this.#names.options(namespaces.includes('enhanced'));
    const relocation = sharing ? await this.#relocation() : undefined;
    const weights = this.#order.weights();
    const longestJoliet = this.#joliet?.longest ?? this.#longestJoliet;
    const boot = await this.#bootFiles?.boot();
    for (const { at, byteLength } of (boot && this.#bootFiles?.runs(boot)) ?? []) {
      this.#space.use({ extents: [{ at, byteLength }] });
    }
    this.#noteImage(boot);
    const options: ChosenOptions = {
      ...DEFAULT_CHOICE,
      ...described,
      ...plain,
      isoLevel: this.#isLarge && plain.isoLevel < 3 ? 3 : plain.isoLevel,
      jolietUnits: longestJoliet > 64 ? 103 : 64,
      rockRidge: sharing ? 'full' : 'none',
      rockRidgeVersion: this.#hasSerials ? '1.12' : '1.10',
      keepDeep: plain.isoLevel === 4 || (!relocation && this.#deepest > STANDARD_LEVELS),
      hideRelocation: relocation?.isHidden ?? false,
      endPadBlocks: await this.#space.padBlocks(),
    };
    return {
      options,
      volumeName,
      ...(weights ? { weights } : {}),
      marks: this.#joliet?.marks ?? new Map(),
      notices: this.#notices,
      ...(boot ? { boot } : {}),
    };
  }

  /** A boot image that no folder shows, as a file of the image. */
  hiddenEntry({ at, byteLength }: HiddenRun): OpenedEntry {
    const range = this.#range({ extents: [{ at, byteLength }], byteLength });
    return { parent: -1, name: '', kind: Kind.file, attributes: { modifyTime: Number.NaN }, range, byteLength };
  }

  /** Its bytes. @throws {ImageError} where they cannot be read */
  hiddenContents({ at, byteLength }: HiddenRun): AsyncGenerator<Uint8Array> {
    const entry = { extents: [{ at, byteLength }], byteLength } as unknown as Entry;
    return this.image.contents(entry, 'boot image');
  }

  /** Whether bytes of any entry so far have to be decoded. */
  get hasEncoded(): boolean {
    return this.#encoded.size > 0;
  }

  /** Entries whose bytes have to be decoded, in the order in which these lie in the image; all once `entries` has ended. */
  encoded(): number[] {
    const at = ([, { entry }]: [number, Visited]) => (entry.extents[0] as { at: number }).at;
    return [...this.#encoded].sort((a, b) => at(a) - at(b)).map(([index]) => index);
  }

  /** The bytes of a file that have to be decoded. @throws {ImageError} where they cannot be read */
  contents(index: number): AsyncGenerator<Uint8Array> {
    const visited = this.#encoded.get(index);
    if (!visited) throw new RangeError(`Entry ${index} needs no decoding (this is a defect of Isodrop).`);
    return this.image.contents(visited.entry, visited.path);
  }

  #entry(visited: Visited, index: number, parent: number): OpenedEntry {
    const { entry } = visited;
    const kind = KINDS[entry.kind];
    const name = entry.nameBytes ?? entry.name;
    const opened: OpenedEntry = { parent, name, kind, attributes: attributesOf(entry), byteLength: 0 };
    const marks = (entry.isHidden ? Mark.hidden : 0) | (entry.isAssociated ? Mark.associated : 0);
    if (marks !== 0) opened.marks = marks;
    this.#hasSerials ||= entry.serial !== undefined;
    this.#unkept.add(entry, this.#reader.kind !== 'joliet');
    if (this.#reader.kind === 'joliet') this.#longestJoliet = Math.max(this.#longestJoliet, entry.name.length);
    else this.#names.add(entry.identifier, kind === Kind.directory, entry.name);
    if (kind === Kind.directory) this.#order.folder(index, parent, bytesOf(name));
    if (kind === Kind.symbolicLink && !entry.refusal)
      opened.target = entry.targetBytes ?? encodeName(entry.target ?? '').slice();
    this.#readable(opened, visited);
    this.#use(entry, index);
    this.#joliet?.add(index, parent, entry);
    if (kind === Kind.file) this.#file(opened, visited, index, parent);
    return opened;
  }

  #use(entry: Entry, index?: number): void {
    this.#space.use(entry);
    this.#bootFiles?.meet(entry, index);
  }

  #file(opened: OpenedEntry, visited: Visited, index: number, parent: number): void {
    const { entry } = visited;
    opened.byteLength = entry.byteLength;
    if (entry.byteLength > LEVEL_3_BYTES || entry.extents.length > 1) this.#isLarge = true;
    if (this.#place(opened, visited, index)) this.#order.file(index, parent, (entry.extents[0] as { at: number }).at);
  }

  /** Whether it is the first with its contents. */
  #place(opened: OpenedEntry, visited: Visited, index: number): boolean {
    const { entry, path } = visited;
    const [first] = entry.extents;
    if (!first || entry.byteLength === 0 || entry.refusal) return false;
    const same = this.#contents.add(index, first.at, entry);
    if (same !== index) {
      opened.sameAs = same;
      return false;
    }
    opened.range = this.#range(entry);
    if (!opened.range) this.#encoded.set(index, visited);
    if (entry.zisofs) this.#notices.push({ code: 'opened-compressed', path });
    return true;
  }

  #readable(opened: OpenedEntry, { entry, path }: Visited): void {
    if (!entry.refusal) return;
    opened.refusal = refusalSentence({ ...entry.refusal, path });
    this.#notices.push({ code: 'opened-unreadable', path, before: opened.refusal });
  }

  /** Where a file's bytes are in the image's file, one after the other. */
  #range({ extents, byteLength, zisofs }: Pick<Entry, 'extents' | 'byteLength' | 'zisofs'>): OpenedEntry['range'] {
    const { byteLength: sectorBytes, startsAt } = this.image.sectors;
    if (!this.#hasRanges || zisofs || sectorBytes !== SECTOR_BYTES) return undefined;
    const first = extents[0] as { at: number };
    let next = first.at;
    for (const extent of extents) {
      if (extent.at !== next) return undefined;
      next += extent.byteLength;
    }
    return { offset: first.at + startsAt, byteLength };
  }

  /** Without Rock Ridge, Joliet has the fullest names: what the plain ones tell is read from their hierarchy. */
  async #readPlainNames(): Promise<void> {
    if (!this.image.namespaces.includes('iso')) return;
    const reader = this.image.reader('iso');
    let deepest = 0;
    for await (const { entry, directory } of this.image.walker(reader).below(reader.root)) {
      this.#names.add(entry.identifier, entry.kind === 'directory', entry.name);
      this.#use(entry);
      deepest = Math.max(deepest, directory?.level ?? 0);
    }
    this.#deepest = deepest;
  }

  /** The folder of relocated folders, which Rock Ridge does not show. */
  async #relocation(): Promise<{ isHidden: boolean } | undefined> {
    const reader = this.image.reader('rock-ridge');
    const shown = new Set((await reader.list(reader.root)).map(({ at }) => at));
    const plain = this.image.reader('iso');
    const all = await plain.list(plain.root);
    const found = all.find(
      ({ at, kind, name }) => kind === 'directory' && RELOCATION_NAME.test(name) && !shown.has(at),
    );
    return found && { isHidden: found.identifier.startsWith('_') || found.identifier.startsWith('.') };
  }

  #noteImage(boot: OpenedBoot | undefined): void {
    const { image } = this;
    const about = (code: OpenedNotice['code'], before: string) => this.#notices.push({ code, path: '', before });
    const lost = this.#bootFiles?.lost;
    if (lost || (this.#bootFiles && !boot)) about('opened-boot', lost ?? 'what a computer boots from');
    if (image.sessions.length > 1) {
      const isLast = image.session === image.sessions.at(-1);
      const chosen = isLast || !image.session ? {} : { after: String(image.session.number) };
      this.#notices.push({ code: 'opened-sessions', path: '', before: String(image.sessions.length), ...chosen });
    }
    const { udf, hfs, appleMap, partitionTable, systemArea } = image.others;
    const systems = [
      ...(udf ? ['a UDF file system'] : []),
      ...(hfs ? [`an ${hfs} file system`] : []),
      ...(appleMap ? ['an Apple partition map'] : []),
      ...(partitionTable ? [`a partition table (${partitionTable})`] : []),
      ...(systemArea ? ['something in its first 32,768 bytes, such as what a computer boots from'] : []),
    ];
    if (systems.length > 0) about('opened-systems', systems.join(', '));
    for (const sentence of this.#unkept.sentences(image)) about('opened-odd', sentence);
    const names = unlikeVolumeNames(image);
    if (names) image.findings.add('volume-names', { found: names.joliet, wanted: names.primary });
    for (const finding of image.findings.list) {
      const { severity, sentence } = fullFinding(finding);
      if (severity === 'note' || finding.code === 'sessions' || isTold(this.#notices, sentence)) continue;
      const code = SAYS_CUT.has(finding.code) ? 'opened-cut' : 'opened-odd';
      this.#notices.push({ code, path: finding.path ?? '', before: sentence });
    }
  }
}

const isTold = (notices: readonly OpenedNotice[], sentence: string) =>
  notices.some(({ before }) => before === sentence);

const bytesOf = (name: string | Uint8Array) => (typeof name === 'string' ? encodeName(name).slice() : name);

/** Times that nothing tells are NaN. */
export function attributesOf(entry: Partial<Entry> & Pick<Entry, 'kind'>): Attributes {
  const { modified, accessed, attributesChanged, mode, user, group, links, device, kind } = entry;
  return {
    modifyTime: modified ?? Number.NaN,
    ...(accessed === undefined ? {} : { accessTime: accessed }),
    ...(attributesChanged === undefined ? {} : { attributeTime: attributesChanged }),
    ...(mode === undefined ? {} : { mode: mode & PERMISSIONS }),
    ...(user === undefined ? {} : { user }),
    ...(group === undefined ? {} : { group }),
    // Of folders they are counted.
    ...(links === undefined || kind === 'directory' ? {} : { linkCount: links }),
    ...(device ? { device } : {}),
  };
}
