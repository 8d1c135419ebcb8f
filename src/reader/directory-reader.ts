import type { CachedBytes } from './cached-bytes';
import {
  type DirectoryRecord,
  directoryRecords,
  FLAG_ASSOCIATED,
  FLAG_DIRECTORY,
  FLAG_HIDDEN,
  FLAG_MULTI_EXTENT,
  isSelfOrParent,
} from './directory-record';
import {
  type Directory,
  type Entry,
  type EntryKind,
  type Extent,
  joinPath,
  type NamespaceKind,
  type UnreadDetail,
} from './entry';
import {
  type GivenName,
  identifierOf,
  isSafe,
  jolietName,
  plainName,
  posixName,
  safeName,
  UniqueNames,
} from './entry-names';
import { shortDate, utf8Text } from './fields';
import type { Findings } from './findings';
import { ImageError } from './image-error';
import { deviceNumbers, isApple, type RockRidge, rockRidge, TYPE_LINK, TYPE_MASK } from './rock-ridge';
import { SECTOR_BYTES } from './sectors';
import { type Place, type Sharing, SystemUse, type SystemUseEntry } from './system-use';
import type { TreeDescriptor } from './volume-descriptors';
import { canDecompress } from './zisofs';

/** Entries of one directory that are read; a hostile image could have millions for nothing. */
export const MOST_ENTRIES = 1 << 21;
/** Bytes of a directory that are read at once. */
const RUN_BYTES = 1 << 17;
/** The folder for relocated folders (RRIP 4.1.5), by the names that makers give it. */
const RELOCATION_NAME = /^\.?rr_moved$/i;

/** By the file type of POSIX. */
const POSIX_KINDS: ReadonlyMap<number, EntryKind> = new Map([
  [0o010000, 'pipe'],
  [0o020000, 'character-device'],
  [0o060000, 'block-device'],
  [0o140000, 'socket'],
]);

/**
 * Reads the directories of one namespace of an image. What it reads of continuation areas in all is limited: one is made
 * for each way through an image.
 */
export class DirectoryReader {
  readonly kind: NamespaceKind;
  readonly descriptor: TreeDescriptor;
  readonly #bytes: CachedBytes;
  readonly #findings: Findings;
  readonly #systemUse: SystemUse | undefined;
  readonly #mostEntries: number;

  /** @param sharing where the entries of Rock Ridge lie; undefined: they are not read */
  constructor(
    kind: NamespaceKind,
    descriptor: TreeDescriptor,
    bytes: CachedBytes,
    findings: Findings,
    sharing?: Sharing,
    mostEntries = MOST_ENTRIES,
  ) {
    this.kind = kind;
    this.descriptor = descriptor;
    this.#bytes = bytes;
    this.#findings = findings;
    this.#systemUse = sharing && new SystemUse(bytes, sharing, descriptor.blockBytes);
    this.#mostEntries = mostEntries;
  }

  get root(): Directory {
    return { path: '', extent: this.#extent(this.descriptor.root), parent: undefined, level: 1 };
  }

  /** What the root says of itself in its `.`; undefined where that cannot be read. */
  async self(): Promise<(Pick<Entry, 'kind'> & Partial<Entry>) | undefined> {
    const { root } = this;
    const sector = await this.#read(root.extent.at, SECTOR_BYTES, '');
    const [self] = sector ? directoryRecords(sector, root.extent.at) : [];
    if (!self || 'defect' in self || !isSelfOrParent(self)) return undefined;
    const entry: Pick<Entry, 'kind'> & Partial<Entry> = { kind: 'directory' };
    const recorded = shortDate(self.bytes, self.start + 18);
    if (recorded !== undefined) entry.modified = recorded;
    const systemUse = this.#systemUse;
    if (!systemUse) return entry;
    const place = { findings: this.#findings, path: '' };
    const { entries, next } = systemUse.inRecord(self, true, place);
    if (next) await systemUse.addContinued(entries, next, place);
    applyRockRidge(entry, rockRidge(entries));
    return entry;
  }

  /** The records of a directory in runs, as far as they can be read. `.` and `..` are among them. */
  async *records(directory: Directory): AsyncGenerator<DirectoryRecord[]> {
    const { at, byteLength } = directory.extent;
    const path = directory.path;
    const there = Math.max(0, Math.min(byteLength, this.#bytes.byteLength - at));
    if (there < byteLength) this.#findings.add('directory-beyond', { at, path });
    if (byteLength % SECTOR_BYTES !== 0) this.#findings.add('directory-length', { at, path, found: byteLength });
    for (let offset = 0; offset < there; offset += RUN_BYTES) {
      const run = await this.#read(at + offset, Math.min(RUN_BYTES, there - offset), path);
      if (!run) return;
      const records: DirectoryRecord[] = [];
      for (const record of directoryRecords(run, at + offset)) {
        if ('defect' in record) this.#findings.add(record.defect, { at: record.at, path, found: record.found });
        else records.push(record);
      }
      yield records;
    }
  }

  /** Bytes of a directory; undefined, and a finding, where they cannot be read: the others may be. */
  async #read(at: number, byteLength: number, path: string): Promise<Uint8Array | undefined> {
    try {
      return await this.#bytes.read(at, byteLength);
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      this.#findings.add('directory-unreadable', { at, path, found: error.message });
      return undefined;
    }
  }

  /** What is in a directory, in the order of its records. */
  async list(directory: Directory): Promise<Entry[]> {
    const entries: Entry[] = [];
    const names = new UniqueNames();
    let sections: DirectoryRecord[] = [];
    for await (const records of this.records(directory)) {
      for (const record of records) {
        if (isSelfOrParent(record)) continue;
        const [first] = sections;
        if (first && !sameIdentifier(first, record)) {
          this.#findings.add('section-missing', { at: first.at, path: this.#pathOf(directory, first) });
          await this.#add(entries, names, directory, sections);
          sections = [];
        }
        sections.push(record);
        if (record.flags & FLAG_MULTI_EXTENT && !(record.flags & FLAG_DIRECTORY)) continue;
        // Not awaited where there is nothing to wait for: a folder may have a million files.
        const added = this.#add(entries, names, directory, sections);
        if (added) await added;
        sections = [];
      }
      if (entries.length >= this.#mostEntries) {
        entries.length = this.#mostEntries;
        this.#findings.add('too-many-entries', { path: directory.path, wanted: this.#mostEntries });
        break;
      }
    }
    const [first] = sections;
    if (first) {
      this.#findings.add('section-missing', { at: first.at, path: this.#pathOf(directory, first) });
      await this.#add(entries, names, directory, sections);
    }
    return entries;
  }

  #pathOf(directory: Directory, record: DirectoryRecord): string {
    return new RecordPlace(this.#findings, directory, record, this.kind === 'joliet').path;
  }

  #extent({ block, attributeBlocks, dataLength }: DirectoryRecord): Extent {
    // ECMA-119 6.4.1: an extended attribute record stands before the data of its extent.
    return { at: (block + attributeBlocks) * this.descriptor.blockBytes, byteLength: dataLength };
  }

  /** Adds the entry that some records are; a promise only where something has to be read for it. */
  #add(
    entries: Entry[],
    names: UniqueNames,
    directory: Directory,
    sections: readonly DirectoryRecord[],
  ): Promise<void> | undefined {
    const record = sections[0] as DirectoryRecord;
    const systemUse = this.#systemUse;
    if (!systemUse || record.systemUseStart === record.systemUseEnd) {
      entries.push(this.#entry(names, directory, sections, undefined));
      return undefined;
    }
    const place = new RecordPlace(this.#findings, directory, record, this.kind === 'joliet');
    const { entries: found, next } = systemUse.inRecord(record, false, place);
    if (!next) return this.#addRockRidge(entries, names, directory, sections, rockRidge(found));
    return systemUse
      .addContinued(found, next, place)
      .then(() => this.#addRockRidge(entries, names, directory, sections, rockRidge(found)));
  }

  #addRockRidge(
    entries: Entry[],
    names: UniqueNames,
    directory: Directory,
    sections: readonly DirectoryRecord[],
    said: RockRidge,
  ): Promise<void> | undefined {
    const record = sections[0] as DirectoryRecord;
    const show = () => this.#addShown(entries, names, directory, sections, said);
    // 4.1.4: names of `.` and `..` stand for those alone. 4.1.5.3: a relocated folder shows where its CL is.
    const isNamed = said.isSelfOrParent && !said.name?.length;
    if (!isNamed && !said.isRelocated) return show();
    const path = this.#pathOf(directory, record);
    // Earlier programs say it of the folder for relocated ones itself, which is looked at below.
    const isRelocation = said.isRelocated && directory.level === 1 && RELOCATION_NAME.test(nameSaid(said, path));
    if (isRelocation) return show();
    const tell = (found: string) => this.#findings.add('entry-hidden', { at: record.at, path, found });
    if (isNamed) {
      tell('the folder itself or the one around it');
      return show();
    }
    return this.#isRelocated(record, path).then((is) => {
      if (is) return undefined;
      tell('a relocated folder');
      return show();
    });
  }

  /** Whether a record with RE is what it says: a directory whose `..` has a PL (4.1.5.2). */
  async #isRelocated(record: DirectoryRecord, path: string): Promise<boolean> {
    if (!(record.flags & FLAG_DIRECTORY)) return false;
    const { at } = this.#extent(record);
    const sector = await this.#read(at, SECTOR_BYTES, path);
    const [, parent] = sector ? directoryRecords(sector, at) : [];
    if (!parent || 'defect' in parent || !isSelfOrParent(parent)) return false;
    const entries = await this.#entriesOf(parent, { findings: this.#findings, path });
    return entries.some(({ signature }) => signature === 'PL');
  }

  #addShown(
    entries: Entry[],
    names: UniqueNames,
    directory: Directory,
    sections: readonly DirectoryRecord[],
    said: RockRidge,
  ): Promise<void> | undefined {
    const entry = this.#entry(names, directory, sections, said);
    if (said.childBlock !== undefined) {
      entries.push(entry);
      return this.#putBack(entry, said.childBlock, directory);
    }
    const isRelocation = directory.level === 1 && entry.kind === 'directory' && RELOCATION_NAME.test(entry.name);
    if (!isRelocation) {
      entries.push(entry);
      return undefined;
    }
    return this.#holdsRelocatedOnly(entry, directory).then((isOnly) => {
      if (!isOnly) entries.push(entry);
    });
  }

  /** CL (4.1.5.1): the entry is a directory that lies elsewhere, which says itself what it is like. */
  async #putBack(entry: Entry, childBlock: number, directory: Directory): Promise<void> {
    const at = childBlock * this.descriptor.blockBytes;
    const path = joinPath(directory.path, entry.name);
    entry.kind = 'directory';
    entry.byteLength = 0;
    entry.extents = [{ at, byteLength: 0 }];
    delete entry.refusal;
    const sector = await this.#read(at, SECTOR_BYTES, path);
    if (!sector) return;
    const [self] = directoryRecords(sector, at);
    if (
      !self ||
      'defect' in self ||
      self.identifier.length !== 1 ||
      self.identifier[0] !== 0 ||
      self.block !== childBlock
    ) {
      this.#findings.add('relocation-lost', { at: entry.at, path, found: childBlock });
      return;
    }
    entry.extents = [{ at, byteLength: self.dataLength }];
    applyRockRidge(entry, rockRidge(await this.#entriesOf(self, { findings: this.#findings, path })));
  }

  /** All system use entries of a record that is none of the root’s own. */
  async #entriesOf(record: DirectoryRecord, place: Place): Promise<SystemUseEntry[]> {
    const systemUse = this.#systemUse as SystemUse;
    const { entries, next } = systemUse.inRecord(record, false, place);
    if (next) await systemUse.addContinued(entries, next, place);
    return entries;
  }

  async #holdsRelocatedOnly(entry: Entry, parent: Directory): Promise<boolean> {
    const path = joinPath(parent.path, entry.name);
    const extent = entry.extents[0] as Extent;
    let count = 0;
    for await (const records of this.records({ path, extent, parent, level: 2 })) {
      for (const record of records) {
        if (isSelfOrParent(record)) continue;
        const entries = await this.#entriesOf(record, { findings: this.#findings, path });
        if (!entries.some(({ signature }) => signature === 'RE') || !(await this.#isRelocated(record, path)))
          return false;
        count++;
      }
    }
    return count > 0;
  }

  #entry(
    names: UniqueNames,
    directory: Directory,
    sections: readonly DirectoryRecord[],
    said: RockRidge | undefined,
  ): Entry {
    const record = sections[0] as DirectoryRecord;
    const isDirectory = (record.flags & FLAG_DIRECTORY) !== 0;
    const isAssociated = (record.flags & FLAG_ASSOCIATED) !== 0;
    const isJoliet = this.kind === 'joliet';
    const identifier = identifierOf(record.identifier, isJoliet);
    let given: GivenName;
    if (said?.name?.length) given = posixName(said.name);
    else given = { text: isJoliet ? jolietName(identifier, isDirectory) : plainName(identifier, isDirectory) };
    if (isAssociated) given = { text: `${given.text}${ASSOCIATED_SUFFIX}` };
    const safe = isSafe(given.text) ? given.text : safeName(given.text);
    const name = names.unique(safe, isSafe(identifier) && !said?.name ? identifier : safe);
    const isNew = given.bytes !== undefined && names.isNew(given.bytes);
    const { at } = record;
    const path = joinPath(directory.path, name);
    if (safe !== given.text) this.#findings.add('name-unsafe', { at, path, found: given.text });
    if (name !== safe && !isNew) this.#findings.add('name-twice', { at, path, found: safe });
    if (isAssociated) this.#findings.add('associated-file', { at, path });
    if (said?.isNameCut) this.#findings.add('name-incomplete', { at, path });
    const entry: Entry = {
      name,
      identifier,
      kind: isDirectory ? 'directory' : 'file',
      byteLength: 0,
      extents: [],
      at,
      isHidden: (record.flags & FLAG_HIDDEN) !== 0,
      isAssociated,
    };
    if (given.bytes && safe === given.text && isNew) entry.nameBytes = given.bytes;
    const unread = unreadDetails(record, said);
    if (unread.length > 0) entry.unread = unread;
    const recorded = shortDate(record.bytes, record.start + 18);
    if (recorded !== undefined) entry.modified = recorded;
    if (said) applyRockRidge(entry, said);
    if (entry.kind === 'file') this.#addContents(entry, sections, said, path);
    else if (isDirectory) entry.extents = [this.#extent(record)];
    if (entry.kind === 'link' && (said?.isTargetCut || !entry.target)) {
      entry.refusal = { code: 'link-incomplete', at, path };
      this.#findings.add('link-incomplete', { at, path });
    }
    return entry;
  }

  /** Where a file's contents are, and whether they can be read. */
  #addContents(entry: Entry, sections: readonly DirectoryRecord[], said: RockRidge | undefined, path: string): void {
    const { at } = entry;
    const extents: Extent[] = [];
    let recorded = 0;
    let there = 0;
    for (const section of sections) {
      if (section.dataLength === 0) continue;
      const extent = this.#extent(section);
      extents.push(extent);
      recorded += extent.byteLength;
      there += Math.max(0, Math.min(extent.byteLength, this.#bytes.byteLength - extent.at));
    }
    entry.extents = extents;
    entry.byteLength = recorded;
    const refuse = (code: NonNullable<Entry['refusal']>['code'], found?: string | number, wanted?: string | number) => {
      entry.refusal = {
        code,
        at,
        path,
        ...(found === undefined ? {} : { found }),
        ...(wanted === undefined ? {} : { wanted }),
      };
      this.#findings.add(code, entry.refusal);
    };
    const own = this.descriptor.volumeSequenceNumber;
    const other = sections.find(({ volumeSequenceNumber: number }) => number !== own && number !== 0);
    if (recorded > 0 && this.descriptor.volumeSetSize > 1 && other)
      refuse('other-volume', other.volumeSequenceNumber, own);
    else if (recorded > 0 && sections.some(({ unitBlocks, gapBlocks }) => unitBlocks || gapBlocks))
      refuse('interleaved');
    else if (said?.sparseByteLength !== undefined) refuse('sparse');
    else if (there < recorded) refuse('contents-beyond', there, recorded);
    if (!said?.zisofs) return;
    entry.zisofs = said.zisofs;
    entry.byteLength = said.zisofs.byteLength;
    if (!entry.refusal && !canDecompress(said.zisofs)) refuse('zisofs-unknown', said.zisofs.algorithm);
  }
}

/** A record, of whose system use something may be found: then its path is needed, and for most it is not. */
class RecordPlace implements Place {
  readonly findings: Findings;
  readonly #directory: Directory;
  readonly #record: DirectoryRecord;
  readonly #isJoliet: boolean;

  constructor(findings: Findings, directory: Directory, record: DirectoryRecord, isJoliet: boolean) {
    this.findings = findings;
    this.#directory = directory;
    this.#record = record;
    this.#isJoliet = isJoliet;
  }

  get path(): string {
    return joinPath(this.#directory.path, safeName(identifierOf(this.#record.identifier, this.#isJoliet)));
  }
}

const nameSaid = ({ name }: RockRidge, otherwise: string) => (name?.length ? utf8Text(name) : otherwise);

/** What the name of an associated file ends with, so that it is another than its file's. */
const ASSOCIATED_SUFFIX = '.rsrc';

/** Of the attributes of CD-ROM XA (the System Description, 2.7), which stand before all other system use. */
const XA_BYTES = 14;
const XA_SIGNATURE_AT = 6;

function unreadDetails(record: DirectoryRecord, said: RockRidge | undefined): UnreadDetail[] {
  const { bytes, systemUseStart: start, systemUseEnd: end, attributeBlocks } = record;
  const unread: UnreadDetail[] = [];
  if (said?.hasAttributes) unread.push('aaip');
  // Discs of the Macintosh have them without Rock Ridge, too.
  if (said?.hasAppleAttributes || isApple(bytes, start, end - start)) unread.push('apple');
  const at = start + XA_SIGNATURE_AT;
  if (end - start >= XA_BYTES && bytes[at] === 0x58 && bytes[at + 1] === 0x41) unread.push('cd-xa');
  if (attributeBlocks > 0) unread.push('attribute-record');
  return unread;
}

/** Takes over what Rock Ridge says of an entry. */
function applyRockRidge(entry: Pick<Entry, 'kind'> & Partial<Entry>, said: RockRidge): void {
  const { mode, target } = said;
  for (const field of FIELDS) {
    const value = said[field];
    if (value !== undefined) entry[field] = value;
  }
  if (entry.kind === 'directory' || mode === undefined) return;
  const type = mode & TYPE_MASK;
  if (type === TYPE_LINK || target) {
    entry.kind = 'link';
    if (!target) return;
    const { text, bytes } = posixName(target);
    entry.target = text;
    if (bytes) entry.targetBytes = bytes;
    return;
  }
  entry.kind = POSIX_KINDS.get(type) ?? 'file';
  if (entry.kind === 'character-device' || entry.kind === 'block-device') entry.device = deviceNumbers(said);
}

const FIELDS = [
  'mode',
  'links',
  'user',
  'group',
  'serial',
  'created',
  'modified',
  'accessed',
  'attributesChanged',
] as const;

/** Sections of one file have one identifier (ECMA-119 6.5.1). */
function sameIdentifier(a: DirectoryRecord, b: DirectoryRecord): boolean {
  if (a.identifier.length !== b.identifier.length) return false;
  return a.identifier.every((byte, index) => byte === b.identifier[index]);
}
