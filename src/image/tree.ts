import { MAX_NAME_BYTES, MAX_TARGET_BYTES } from '../../wasm/abi';
import { BytePool, Column } from './columns';
import { compareNames, decodeName, encodeName } from './names';

/** An entry of a tree: stable, never reused. 0 is the root. */
export type EntryId = number;
export const NO_ENTRY = -1;

/** Why something cannot be an entry of a tree: its name, or what it leads to. */
export class EntryError extends TypeError {}

export const Kind = {
  directory: 0,
  file: 1,
  symbolicLink: 2,
  characterDevice: 3,
  blockDevice: 4,
  pipe: 5,
  socket: 6,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/**
 * What is known of an entry. Times are whole Unix seconds, rounded down; NaN where nothing tells (a folder is then
 * as new as the newest file in it). The mode is the twelve POSIX permission bits.
 */
export interface Attributes {
  modifyTime: number;
  accessTime?: number;
  attributeTime?: number;
  mode?: number;
  user?: number;
  group?: number;
  linkCount?: number;
  /** Of a device. */
  device?: { major: number; minor: number };
}

/** Special files: known to Rock Ridge alone. */
export type SpecialKind = Exclude<Kind, typeof Kind.directory | typeof Kind.file | typeof Kind.symbolicLink>;

/**
 * In which namespaces an entry, and what lies in it, is not; whether it is marked as hidden or associated; and whether
 * only the image has it, a folder whose mode is then that of new ones.
 */
export const Mark = { notInIso: 2, notInJoliet: 4, hidden: 8, associated: 16, imageOnly: 32 } as const;
export type Mark = (typeof Mark)[keyof typeof Mark];

/** Where a file's bytes come from. `store` and `offset` mean something only to the owner of the bytes. */
export interface ContentRef {
  byteLength: number;
  store: number;
  offset: number;
}

/** A mode that is not known: readers then see 0444, folders and links 0555. */
export const NO_MODE = 0xffff;
const FLAG_EXCLUDED = 1;
const ROOT = 0;

/**
 * What a person sees and edits: folders, files and symbolic links with names exactly as given. It knows nothing
 * of image formats. Entries are rows of columns; nothing is ever taken out, only excluded, so that every edit can
 * be undone.
 */
export class ImageTree {
  #length = 0;
  #contentCount = 0;
  readonly #names = new BytePool();
  readonly #targets = new BytePool();
  readonly #parent = new Column((n) => new Uint32Array(n));
  readonly #name = new Column((n) => new Uint32Array(n));
  readonly #kind = new Column((n) => new Uint8Array(n));
  readonly #flags = new Column((n) => new Uint8Array(n));
  readonly #firstChild = new Column((n) => new Int32Array(n), NO_ENTRY);
  readonly #nextSibling = new Column((n) => new Int32Array(n), NO_ENTRY);
  readonly #childCount = new Column((n) => new Uint32Array(n));
  readonly #content = new Column((n) => new Int32Array(n), NO_ENTRY);
  readonly #target = new Column((n) => new Int32Array(n), NO_ENTRY);
  readonly #modifyTime = new Column((n) => new Float64Array(n), Number.NaN);
  readonly #mode = new Column((n) => new Int32Array(n), NO_MODE);
  #accessTime: Column<Float64Array> | undefined;
  #attributeTime: Column<Float64Array> | undefined;
  #user: Column<Uint32Array> | undefined;
  #group: Column<Uint32Array> | undefined;
  #linkCount: Column<Uint32Array> | undefined;
  #deviceMajor: Column<Uint32Array> | undefined;
  #deviceMinor: Column<Uint32Array> | undefined;
  #weight: Column<Int32Array> | undefined;
  readonly #contentBytes = new Column((n) => new Float64Array(n));
  readonly #contentStore = new Column((n) => new Uint32Array(n));
  readonly #contentOffset = new Column((n) => new Float64Array(n));
  readonly #contentVersion = new Column((n) => new Uint32Array(n));
  readonly #directoryBytes = new Column((n) => new Float64Array(n));
  readonly #directoryFiles = new Column((n) => new Uint32Array(n));
  readonly #directoryFolders = new Column((n) => new Uint32Array(n));
  /** Open addressing over (parent, name): an entry's number plus one, 0 where free. Made when something is looked up. */
  #index: Uint32Array | undefined;
  #dissolved: EntryId = NO_ENTRY;

  constructor(attributes: Attributes = { modifyTime: Number.NaN }) {
    this.#append(ROOT, new Uint8Array(0), Kind.directory, attributes);
  }

  /** Entries ever made, the root and excluded ones counted. */
  get length(): number {
    return this.#length;
  }

  get contentCount(): number {
    return this.#contentCount;
  }

  /** Files and symbolic links that are not excluded. */
  get fileCount(): number {
    return this.#directoryFiles.get(ROOT);
  }

  /** Folders that are not excluded, neither the root nor the dissolved one counted. */
  get directoryCount(): number {
    const dissolved = this.#dissolved !== NO_ENTRY && this.isIncluded(this.#dissolved) ? 1 : 0;
    return this.#directoryFolders.get(ROOT) - dissolved;
  }

  /** Bytes of all files that are not excluded (a content that two files share is counted twice). */
  get contentBytes(): number {
    return this.#directoryBytes.get(ROOT);
  }

  /** The top-level folder whose contents count as the root's, or `NO_ENTRY`. */
  get dissolved(): EntryId {
    return this.#dissolved;
  }

  addDirectory(parent: EntryId, name: string | Uint8Array, attributes: Attributes): EntryId {
    const entry = this.#add(parent, name, Kind.directory, attributes);
    this.#count(parent, 0, 0, 1);
    return entry;
  }

  /** @param content its bytes, or the number of a content that another file has (hard links) */
  addFile(parent: EntryId, name: string | Uint8Array, attributes: Attributes, content: ContentRef | number): EntryId {
    const entry = this.#add(parent, name, Kind.file, attributes);
    const index = typeof content === 'number' ? content : this.#addContent(content);
    this.#content.set(entry, index);
    this.#count(parent, this.#contentBytes.get(index), 1, 0);
    return entry;
  }

  addSymbolicLink(parent: EntryId, name: string | Uint8Array, attributes: Attributes, target: Uint8Array): EntryId {
    const fault = faultOf(target, MAX_TARGET_BYTES);
    if (fault) {
      const link = typeof name === 'string' ? name : decodeName(name);
      throw new EntryError(`The target of the link “${link}” cannot be recorded: ${fault}.`);
    }
    const entry = this.#add(parent, name, Kind.symbolicLink, attributes);
    this.#target.set(entry, this.#targets.add(target));
    this.#count(parent, 0, 1, 0);
    return entry;
  }

  /** A device, pipe or socket. */
  addSpecial(parent: EntryId, name: string | Uint8Array, attributes: Attributes, kind: SpecialKind): EntryId {
    const entry = this.#add(parent, name, kind, attributes);
    this.#count(parent, 0, 1, 0);
    return entry;
  }

  /**
   * The child of that name which is not excluded, or `NO_ENTRY`. The root and the dissolved folder are one folder of
   * the image, so what is in the one is found under the other too.
   */
  find(parent: EntryId, name: string | Uint8Array): EntryId {
    const bytes = typeof name === 'string' ? encodeName(name) : name;
    const found = this.#lookUp(parent, bytes);
    const dissolved = this.#dissolved;
    if (found !== NO_ENTRY || dissolved === NO_ENTRY || !this.isIncluded(dissolved)) return found;
    if (parent === ROOT) return this.#lookUp(dissolved, bytes);
    if (parent !== dissolved) return NO_ENTRY;
    const beside = this.#lookUp(ROOT, bytes);
    return beside === dissolved ? NO_ENTRY : beside;
  }

  /** Gives a file's content other bytes. The file must not share it with others. */
  setContent(entry: EntryId, content: ContentRef): void {
    const before = this.byteLength(entry);
    const { index } = this.content(entry);
    this.#putContent(index, content);
    this.#contentVersion.set(index, this.contentVersion(index) + 1);
    if (!this.isExcluded(entry)) this.#count(this.parent(entry), content.byteLength - before, 0, 0);
  }

  /** How many times a content was given other bytes: what was learned of them holds for one version. */
  contentVersion(index: number): number {
    return this.#contentVersion.get(index);
  }

  /** The bytes of a content have moved. */
  setContentPlace(content: number, store: number, offset: number): void {
    this.#contentStore.set(content, store);
    this.#contentOffset.set(content, offset);
  }

  setAttributes(entry: EntryId, attributes: Attributes): void {
    this.#modifyTime.set(entry, attributes.modifyTime);
    if (attributes.mode !== undefined) this.#mode.set(entry, attributes.mode);
    if (attributes.accessTime !== undefined) {
      this.#accessTime ??= new Column((n) => new Float64Array(n), Number.NaN);
      this.#accessTime.set(entry, attributes.accessTime);
    }
    if (attributes.attributeTime !== undefined) {
      this.#attributeTime ??= new Column((n) => new Float64Array(n), Number.NaN);
      this.#attributeTime.set(entry, attributes.attributeTime);
    }
    if (attributes.user !== undefined) {
      this.#user ??= new Column((n) => new Uint32Array(n));
      this.#user.set(entry, attributes.user);
    }
    if (attributes.group !== undefined) {
      this.#group ??= new Column((n) => new Uint32Array(n));
      this.#group.set(entry, attributes.group);
    }
    if (attributes.linkCount !== undefined) {
      this.#linkCount ??= new Column((n) => new Uint32Array(n), 1);
      this.#linkCount.set(entry, attributes.linkCount);
    }
    if (attributes.device !== undefined) {
      this.#deviceMajor ??= new Column((n) => new Uint32Array(n));
      this.#deviceMinor ??= new Column((n) => new Uint32Array(n));
      this.#deviceMajor.set(entry, attributes.device.major);
      this.#deviceMinor.set(entry, attributes.device.minor);
    }
  }

  attributes(entry: EntryId): Attributes {
    const attributes: Attributes = { modifyTime: this.#modifyTime.get(entry) };
    const mode = this.#mode.get(entry);
    if (mode !== NO_MODE) attributes.mode = mode;
    if (this.#accessTime) attributes.accessTime = this.#accessTime.get(entry);
    if (this.#attributeTime) attributes.attributeTime = this.#attributeTime.get(entry);
    if (this.#user) attributes.user = this.#user.get(entry);
    if (this.#group) attributes.group = this.#group.get(entry);
    if (this.#linkCount) attributes.linkCount = this.#linkCount.get(entry);
    if (this.#deviceMajor && this.#deviceMinor) {
      attributes.device = { major: this.#deviceMajor.get(entry), minor: this.#deviceMinor.get(entry) };
    }
    return attributes;
  }

  setMark(entry: EntryId, mark: Mark, on: boolean): void {
    const flags = this.#flags.get(entry);
    this.#flags.set(entry, on ? flags | mark : flags & ~mark);
  }

  hasMark(entry: EntryId, mark: Mark): boolean {
    return (this.#flags.get(entry) & mark) !== 0;
  }

  /** Files of greater weight lie before others in the image; 0 unless it is set. */
  setWeight(entry: EntryId, weight: number): void {
    this.#weight ??= new Column((n) => new Int32Array(n));
    this.#weight.set(entry, weight);
  }

  /** A file's content and its number in the table of contents. Throws for anything but a file. */
  content(entry: EntryId): ContentRef & { index: number } {
    const index = this.#content.get(entry);
    if (index === NO_ENTRY) throw new TypeError(`Entry ${entry} is not a file (this is a defect of Isodrop).`);
    return { index, ...this.contentAt(index) };
  }

  /** A content by its number. */
  contentAt(index: number): ContentRef {
    return {
      byteLength: this.#contentBytes.get(index),
      store: this.#contentStore.get(index),
      offset: this.#contentOffset.get(index),
    };
  }

  /** Takes an entry, and everything in it, out of the image or back into it. */
  exclude(entry: EntryId, excluded: boolean): void {
    if (entry === ROOT || this.isExcluded(entry) === excluded) return;
    const sign = excluded ? -1 : 1;
    const parent = this.parent(entry);
    this.#flags.set(entry, this.#flags.get(entry) ^ FLAG_EXCLUDED);
    this.#childCount.set(parent, this.#childCount.get(parent) + sign);
    const isDirectory = this.kind(entry) === Kind.directory;
    this.#count(
      parent,
      sign * this.byteLength(entry),
      sign * (isDirectory ? this.#directoryFiles.get(entry) : 1),
      sign * (isDirectory ? this.#directoryFolders.get(entry) + 1 : 0),
    );
  }

  /** Whether this entry itself was excluded (a folder around it may be, too). */
  isExcluded(entry: EntryId): boolean {
    return (this.#flags.get(entry) & FLAG_EXCLUDED) !== 0;
  }

  /** Whether an entry is in the image: neither it nor a folder around it is excluded. */
  isIncluded(entry: EntryId): boolean {
    for (let at = entry; at !== ROOT; at = this.parent(at)) {
      if (this.isExcluded(at)) return false;
    }
    return true;
  }

  kind(entry: EntryId): Kind {
    return this.#kind.get(entry) as Kind;
  }

  name(entry: EntryId): string {
    return decodeName(this.nameBytes(entry));
  }

  /** A view, valid until the next entry is added. */
  nameBytes(entry: EntryId): Uint8Array {
    return this.#names.get(this.#name.get(entry));
  }

  /** A symbolic link's target: a view, valid until the next link is added. */
  targetBytes(entry: EntryId): Uint8Array {
    const target = this.#target.get(entry);
    return target === NO_ENTRY ? new Uint8Array(0) : this.#targets.get(target);
  }

  parent(entry: EntryId): EntryId {
    return this.#parent.get(entry);
  }

  /** Bytes of a file, or of everything in a folder that is not excluded. */
  byteLength(entry: EntryId): number {
    if (this.kind(entry) === Kind.directory) return this.#directoryBytes.get(entry);
    const content = this.#content.get(entry);
    return content === NO_ENTRY ? 0 : this.#contentBytes.get(content);
  }

  /** Entries right in a folder that are not excluded. */
  childCount(entry: EntryId): number {
    return this.#childCount.get(entry);
  }

  /** Entries right in a folder, newest first, excluded ones too. */
  *children(entry: EntryId): IterableIterator<EntryId> {
    for (let child = this.#firstChild.get(entry); child !== NO_ENTRY; child = this.#nextSibling.get(child)) {
      yield child;
    }
  }

  /**
   * Entries right in a folder in canonical order, without excluded ones. Those of the dissolved folder stand
   * among the root's, in its stead.
   */
  sortedChildren(entry: EntryId): Uint32Array {
    const list: EntryId[] = [];
    this.collectChildren(entry, list);
    const sorted = Uint32Array.from(list);
    const names = this.#names;
    const name = this.#name.values;
    return sorted.sort((a, b) => names.compare(name[a] as number, name[b] as number));
  }

  /** Appends the children that an image has of a folder, in no special order (see `sortedChildren`). */
  collectChildren(entry: EntryId, list: EntryId[]): void {
    const next = this.#nextSibling.values;
    const flags = this.#flags.values;
    for (let child = this.#firstChild.get(entry); child !== NO_ENTRY; child = next[child] as number) {
      if (((flags[child] as number) & FLAG_EXCLUDED) !== 0) continue;
      if (child === this.#dissolved) this.collectChildren(child, list);
      else list.push(child);
    }
  }

  /**
   * The columns themselves, for code that walks every entry at once. They are replaced when the tree grows: use
   * them before the next edit. Optional ones are undefined where no entry has such an attribute.
   */
  columns() {
    const length = this.#length;
    return {
      parent: this.#parent.upTo(length),
      firstChild: this.#firstChild.upTo(length),
      nextSibling: this.#nextSibling.upTo(length),
      names: this.#names,
      targets: this.#targets,
      name: this.#name.upTo(length),
      kind: this.#kind.upTo(length),
      content: this.#content.upTo(length),
      target: this.#target.upTo(length),
      modifyTime: this.#modifyTime.upTo(length),
      mode: this.#mode.upTo(length),
      accessTime: this.#accessTime,
      attributeTime: this.#attributeTime,
      user: this.#user,
      group: this.#group,
      linkCount: this.#linkCount,
      deviceMajor: this.#deviceMajor,
      deviceMinor: this.#deviceMinor,
      weight: this.#weight,
      flags: this.#flags.upTo(length),
      contentBytes: this.#contentBytes.upTo(this.#contentCount),
      contentStore: this.#contentStore.upTo(this.#contentCount),
      contentOffset: this.#contentOffset.upTo(this.#contentCount),
    };
  }

  /** Path in the image: names joined by `/`, without a leading one; the root's is empty. */
  path(entry: EntryId): string {
    const parts: string[] = [];
    for (let at = entry; at !== ROOT; at = this.parent(at)) {
      if (at !== this.#dissolved) parts.push(this.name(at));
    }
    return parts.reverse().join('/');
  }

  /** Makes the contents of one top-level folder count as the root's, or no longer. */
  setDissolved(entry: EntryId, dissolved: boolean): void {
    if (this.parent(entry) !== ROOT || this.kind(entry) !== Kind.directory || entry === ROOT) {
      throw new TypeError(`Entry ${entry} is not a top-level folder (this is a defect of Isodrop).`);
    }
    if (dissolved) this.#dissolved = entry;
    else if (this.#dissolved === entry) this.#dissolved = NO_ENTRY;
  }

  #append(parent: EntryId, name: Uint8Array, kind: Kind, attributes: Attributes): EntryId {
    const entry = this.#length++;
    this.#parent.set(entry, parent);
    this.#name.set(entry, this.#names.add(name));
    this.#kind.set(entry, kind);
    this.setAttributes(entry, attributes);
    return entry;
  }

  #add(parent: EntryId, name: string | Uint8Array, kind: Kind, attributes: Attributes): EntryId {
    const bytes = typeof name === 'string' ? encodeName(name) : name;
    if (this.kind(parent) !== Kind.directory || parent >= this.#length) {
      throw new TypeError(`Entry ${parent} is not a folder (this is a defect of Isodrop).`);
    }
    const fault = bytes.includes(0x2f) ? 'it has a slash in it' : faultOf(bytes, MAX_NAME_BYTES);
    if (fault) throw new EntryError(`“${decodeName(bytes)}” cannot be the name of a file: ${fault}.`);
    const entry = this.#append(parent, bytes, kind, attributes);
    this.#nextSibling.set(entry, this.#firstChild.get(parent));
    this.#firstChild.set(parent, entry);
    this.#childCount.set(parent, this.#childCount.get(parent) + 1);
    if (!this.#index) return entry;
    if (this.#length * 2 > this.#index.length) this.#makeIndex();
    else this.#enter(this.#index, entry);
    return entry;
  }

  #addContent(content: ContentRef): number {
    this.#putContent(this.#contentCount, content);
    return this.#contentCount++;
  }

  #putContent(index: number, { byteLength, store, offset }: ContentRef): void {
    this.#contentBytes.set(index, byteLength);
    this.#contentStore.set(index, store);
    this.#contentOffset.set(index, offset);
  }

  /** Adds to the totals of a folder and of those around it, as far as they are in the image. */
  #count(parent: EntryId, bytes: number, files: number, folders: number): void {
    for (let at = parent; ; at = this.parent(at)) {
      this.#directoryBytes.set(at, this.#directoryBytes.get(at) + bytes);
      this.#directoryFiles.set(at, this.#directoryFiles.get(at) + files);
      this.#directoryFolders.set(at, this.#directoryFolders.get(at) + folders);
      if (at === ROOT || this.isExcluded(at)) return;
    }
  }

  #hash(parent: EntryId, bytes: Uint8Array, start: number, end: number): number {
    let hash = Math.imul(parent, 0x9e3779b1);
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  #enter(index: Uint32Array, entry: EntryId): void {
    const mask = index.length - 1;
    const name = this.#name.get(entry);
    const names = this.#names;
    let slot = this.#hash(this.parent(entry), names.bytes, names.start(name), names.end(name)) & mask;
    while (index[slot] !== 0) slot = (slot + 1) & mask;
    index[slot] = entry + 1;
  }

  #makeIndex(): Uint32Array {
    let size = 1024;
    while (size < this.#length * 2) size *= 2;
    const index = new Uint32Array(size);
    for (let entry = 1; entry < this.#length; entry++) this.#enter(index, entry);
    this.#index = index;
    return index;
  }

  #lookUp(parent: EntryId, name: Uint8Array): EntryId {
    const index = this.#index ?? this.#makeIndex();
    const mask = index.length - 1;
    let slot = this.#hash(parent, name, 0, name.length) & mask;
    for (let key = index[slot] as number; key !== 0; key = index[slot] as number) {
      const entry = key - 1;
      if (
        this.#parent.get(entry) === parent &&
        (this.#flags.get(entry) & FLAG_EXCLUDED) === 0 &&
        compareNames(this.nameBytes(entry), name) === 0
      ) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return NO_ENTRY;
  }
}

/** Why bytes can be no name and no target of a link, for people; undefined where they can. */
function faultOf(bytes: Uint8Array, most: number): string | undefined {
  if (bytes.length === 0) return 'it is empty';
  if (bytes.includes(0)) return 'it has a zero byte in it';
  return bytes.length > most ? `it has ${bytes.length} bytes, and ${most} are the most` : undefined;
}
