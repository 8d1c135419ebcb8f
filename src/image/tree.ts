import { AttributeColumns, type Attributes } from './attributes';
import type { Boot } from './boot';
import { BytePool, Column } from './columns';
import { type ContentRef, Contents } from './contents';
import { checkName, checkTarget, type EntryId, Kind, type Mark, NO_ENTRY, ROOT, type SpecialKind } from './entry';
import { Folders } from './folders';
import { NameIndex } from './name-index';
import { decodeName, encodeName } from './names';

export { type Attributes, NO_MODE } from './attributes';
export type { ContentRef } from './contents';
export { EntryError, type EntryId, Kind, Mark, NO_ENTRY, nameFault, ROOT, type SpecialKind } from './entry';

const FLAG_EXCLUDED = 1;

/**
 * What a person sees and edits: folders, files and symbolic links with names exactly as given. It knows nothing
 * of image formats. Entries are rows of columns; nothing is ever taken out, only excluded, so that every edit can
 * be undone.
 */
export class ImageTree {
  #length = 0;
  readonly #names = new BytePool();
  readonly #targets = new BytePool();
  readonly #name = new Column((n) => new Uint32Array(n));
  readonly #kind = new Column((n) => new Uint8Array(n));
  readonly #flags = new Column((n) => new Uint8Array(n));
  readonly #target = new Column((n) => new Int32Array(n), NO_ENTRY);
  #weight: Column<Int32Array> | undefined;
  readonly #attributes = new AttributeColumns();
  readonly #contents = new Contents();
  readonly #folders = new Folders((entry) => this.isExcluded(entry));
  readonly #counts = (entry: EntryId) => !this.isExcluded(entry);
  readonly #index = new NameIndex({ names: this.#names, name: this.#name, parent: this.#folders.parent });
  #dissolved: EntryId = NO_ENTRY;
  readonly #rearranged: EntryId[] = [];
  #edits = 0;
  #hasMarks = false;
  /** See `editOf`. */
  readonly #editOf = new Column((n) => new Uint32Array(n));
  #boot: Boot | undefined;

  constructor(attributes: Attributes = { modifyTime: Number.NaN }) {
    this.#append(new Uint8Array(0), Kind.directory, attributes);
  }

  /** Entries ever made, the root and excluded ones counted. */
  get length(): number {
    return this.#length;
  }

  get contentCount(): number {
    return this.#contents.count;
  }

  /** Files and symbolic links that are not excluded. */
  get fileCount(): number {
    return this.#folders.files.get(ROOT);
  }

  /** Folders that are not excluded, neither the root nor the dissolved one counted. */
  get directoryCount(): number {
    const dissolved = this.#dissolved !== NO_ENTRY && this.isIncluded(this.#dissolved) ? 1 : 0;
    return this.#folders.folders.get(ROOT) - dissolved;
  }

  /** Bytes of all files that are not excluded (a content that two files share is counted twice). */
  get contentBytes(): number {
    return this.#folders.bytes.get(ROOT);
  }

  /** Whether any content may ever have been that of several files. */
  get hadSharedContents(): boolean {
    return this.#contents.wereShared;
  }

  /** Counts what changed entries in folders, see `editOf`. */
  get edits(): number {
    return this.#edits;
  }

  /** The top-level folder whose contents count as the root's, or `NO_ENTRY`. */
  get dissolved(): EntryId {
    return this.#dissolved;
  }

  // --- entries -------------------------------------------------------------------------------------------

  addDirectory(parent: EntryId, name: string | Uint8Array, attributes: Attributes): EntryId {
    const entry = this.#add(parent, name, Kind.directory, attributes);
    this.#folders.count(parent, 0, 0, 1);
    return entry;
  }

  /** @param content its bytes, or the number of a content that another file has (hard links) */
  addFile(parent: EntryId, name: string | Uint8Array, attributes: Attributes, content: ContentRef | number): EntryId {
    const entry = this.#add(parent, name, Kind.file, attributes);
    const index = typeof content === 'number' ? content : this.#contents.add(content);
    if (typeof content === 'number') this.#contents.wereShared = true;
    this.#contents.of.set(entry, index);
    this.#folders.count(parent, this.#contents.bytes.get(index), 1, 0);
    return entry;
  }

  addSymbolicLink(parent: EntryId, name: string | Uint8Array, attributes: Attributes, target: Uint8Array): EntryId {
    checkTarget(name, target);
    const entry = this.#add(parent, name, Kind.symbolicLink, attributes);
    this.#target.set(entry, this.#targets.add(target));
    this.#folders.count(parent, 0, 1, 0);
    return entry;
  }

  /** A device, pipe or socket. */
  addSpecial(parent: EntryId, name: string | Uint8Array, attributes: Attributes, kind: SpecialKind): EntryId {
    const entry = this.#add(parent, name, kind, attributes);
    this.#folders.count(parent, 0, 1, 0);
    return entry;
  }

  /**
   * Adds an entry like another one of the page's kinds: an empty folder, or a file of the same bytes. What becomes of
   * those later becomes of both.
   */
  addLike(other: EntryId, parent: EntryId, name: string | Uint8Array): EntryId {
    const entry = this.#add(parent, name, this.kind(other), this.attributes(other));
    this.#flags.set(entry, this.#flags.get(other) & ~FLAG_EXCLUDED);
    if (this.#weight) this.setWeight(entry, this.weight(other));
    if (this.kind(other) === Kind.file) this.#contents.share(entry, other);
    const target = this.#target.get(other);
    if (target !== NO_ENTRY) this.#target.set(entry, target);
    this.#countWhole(entry, 1);
    return entry;
  }

  /** Gives an entry another name. Whether that is free in its folder is the caller's to know. */
  rename(entry: EntryId, name: string | Uint8Array): void {
    const bytes = typeof name === 'string' ? encodeName(name) : name;
    checkName(bytes);
    this.#name.set(entry, this.#names.add(bytes));
    this.#index.enter(entry, this.#length);
    this.#rearranged.push(entry);
    this.#noteEdit(this.parent(entry));
  }

  /** Puts an entry, with all that is in it, into another folder, which must not lie in it. */
  move(entry: EntryId, parent: EntryId): void {
    this.#checkFolder(parent);
    if (entry === ROOT || this.isIn(parent, entry)) {
      throw new TypeError(`Entry ${entry} cannot be moved into itself (this is a defect of Isodrop).`);
    }
    const excluded = this.isExcluded(entry);
    this.exclude(entry, true);
    this.#folders.unlink(entry, this.#length);
    this.#folders.link(entry, parent);
    this.#index.enter(entry, this.#length);
    this.exclude(entry, excluded);
    this.#rearranged.push(entry);
  }

  /** Entries that got another name or folder, one after the other: who keeps an order of names puts them elsewhere. */
  get rearranged(): readonly EntryId[] {
    return this.#rearranged;
  }

  /** Whether an entry is a folder or lies in it, however deep. */
  isIn(entry: EntryId, folder: EntryId): boolean {
    for (let at = entry; at !== folder; at = this.parent(at)) if (at === ROOT) return false;
    return true;
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

  /** Whether there ever was a symbolic link. */
  get hasLinks(): boolean {
    return !this.#targets.isEmpty;
  }

  /** A symbolic link's target: a view, valid until the next link is added. */
  targetBytes(entry: EntryId): Uint8Array {
    const target = this.#target.get(entry);
    return target === NO_ENTRY ? new Uint8Array(0) : this.#targets.get(target);
  }

  /** Path in the image: names joined by `/`, without a leading one; the root's is empty. */
  path(entry: EntryId): string {
    const parts: string[] = [];
    for (let at = entry; at !== ROOT; at = this.parent(at)) {
      if (at !== this.#dissolved) parts.push(this.name(at));
    }
    return parts.reverse().join('/');
  }

  // --- contents ------------------------------------------------------------------------------------------

  /** Gives a file's content other bytes: those who share it have them, too. */
  setContent(entry: EntryId, content: ContentRef): void {
    this.setContentAt(this.contentNumber(entry), content, entry);
  }

  /**
   * Gives a content other bytes.
   * @param entry a file that has it, if no other ever had; undefined: none ever had, as of what only boots
   */
  setContentAt(index: number, content: ContentRef, entry?: EntryId): void {
    const bytes = content.byteLength - this.#contents.bytes.get(index);
    this.#contents.replace(index, content);
    if (bytes === 0 || entry === undefined) return;
    for (const file of this.#contents.filesOf(index, entry)) {
      this.#noteEdit(this.parent(file));
      if (!this.isExcluded(file)) this.#folders.count(this.parent(file), bytes, 0, 0);
    }
  }

  /** Files that have a content; `entry` has, if no other ever had. */
  filesOf(index: number, entry: EntryId): Iterable<EntryId> {
    return this.#contents.filesOf(index, entry);
  }

  /** A content that no file has yet. Returns its number. */
  addContent(content: ContentRef): number {
    return this.#contents.addAlone(content);
  }

  /** Gives a file another content. The one that it had stays as it is, to be given back. */
  assignContent(entry: EntryId, index: number): void {
    const excluded = this.isExcluded(entry);
    this.exclude(entry, true);
    this.#contents.assign(entry, index);
    this.exclude(entry, excluded);
  }

  /** Gives a file the content of another: both are names of one. */
  shareContent(entry: EntryId, other: EntryId): void {
    const excluded = this.isExcluded(entry);
    this.exclude(entry, true);
    this.#contents.share(entry, other);
    this.exclude(entry, excluded);
  }

  /** How many times a content was given other bytes: what was learned of them holds for one version. */
  contentVersion(index: number): number {
    return this.#contents.version(index);
  }

  /** The bytes of a content have moved. */
  setContentPlace(content: number, store: number, offset: number): void {
    this.#contents.move(content, store, offset);
  }

  /** A file's content and its number in the table of contents. Throws for anything but a file. */
  content(entry: EntryId): ContentRef & { index: number } {
    const index = this.contentNumber(entry);
    return { index, ...this.#contents.at(index) };
  }

  /** The number of a file's content. Throws for anything but a file. */
  contentNumber(entry: EntryId): number {
    const index = this.#contents.of.get(entry);
    if (index === NO_ENTRY) throw new TypeError(`Entry ${entry} is not a file (this is a defect of Isodrop).`);
    return index;
  }

  /** A content by its number. */
  contentAt(index: number): ContentRef {
    return this.#contents.at(index);
  }

  /** Bytes of a file, or of everything in a folder that is not excluded. */
  byteLength(entry: EntryId): number {
    if (this.kind(entry) === Kind.directory) return this.#folders.bytes.get(entry);
    const content = this.#contents.of.get(entry);
    return content === NO_ENTRY ? 0 : this.#contents.bytes.get(content);
  }

  // --- attributes ----------------------------------------------------------------------------------------

  setAttributes(entry: EntryId, attributes: Attributes): void {
    this.#attributes.set(entry, attributes);
    this.#noteEdit(this.parent(entry));
  }

  attributes(entry: EntryId): Attributes {
    return this.#attributes.get(entry);
  }

  setMark(entry: EntryId, mark: Mark, on: boolean): void {
    const flags = this.#flags.get(entry);
    this.#flags.set(entry, on ? flags | mark : flags & ~mark);
    if (on) this.#hasMarks = true;
    this.#noteEdit(this.parent(entry));
  }

  /** Whether any entry was ever marked. */
  get hasMarks(): boolean {
    return this.#hasMarks;
  }

  hasMark(entry: EntryId, mark: Mark): boolean {
    return (this.#flags.get(entry) & mark) !== 0;
  }

  /** Files of greater weight lie before others in the image; 0 unless it is set. */
  setWeight(entry: EntryId, weight: number): void {
    this.#weight ??= new Column((n) => new Int32Array(n));
    this.#weight.set(entry, weight);
  }

  weight(entry: EntryId): number {
    return this.#weight?.get(entry) ?? 0;
  }

  /** What the disc boots from, which files of the tree may be; undefined: nothing. */
  get boot(): Boot | undefined {
    return this.#boot;
  }

  setBoot(boot: Boot | undefined): void {
    this.#boot = boot;
  }

  // --- what is in the image ------------------------------------------------------------------------------

  /** Takes an entry, and everything in it, out of the image or back into it. */
  exclude(entry: EntryId, excluded: boolean): void {
    if (entry === ROOT || this.isExcluded(entry) === excluded) return;
    const parent = this.parent(entry);
    const sign = excluded ? -1 : 1;
    this.#noteEdit(parent);
    this.#flags.set(entry, this.#flags.get(entry) ^ FLAG_EXCLUDED);
    this.#folders.childCount.set(parent, this.#folders.childCount.get(parent) + sign);
    this.#countWhole(entry, sign);
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

  /** Makes the contents of one top-level folder count as the root's, or no longer. */
  setDissolved(entry: EntryId, dissolved: boolean): void {
    if (this.parent(entry) !== ROOT || this.kind(entry) !== Kind.directory || entry === ROOT) {
      throw new TypeError(`Entry ${entry} is not a top-level folder (this is a defect of Isodrop).`);
    }
    if (dissolved) this.#dissolved = entry;
    else if (this.#dissolved === entry) this.#dissolved = NO_ENTRY;
  }

  // --- folders -------------------------------------------------------------------------------------------

  parent(entry: EntryId): EntryId {
    return this.#folders.parent.get(entry);
  }

  /**
   * The number of the last edit right in a folder: an entry came or went, or got another name, content, length, mark or
   * other attributes. Weights do not count.
   */
  editOf(folder: EntryId): number {
    return this.#editOf.get(folder);
  }

  /** Entries right in a folder that are not excluded. */
  childCount(entry: EntryId): number {
    return this.#folders.childCount.get(entry);
  }

  /** Files and folders in a folder, however deep, that are not excluded. */
  countsOf(entry: EntryId): { files: number; folders: number } {
    return { files: this.#folders.files.get(entry), folders: this.#folders.folders.get(entry) };
  }

  /** Entries right in a folder, the last that came first, excluded ones too. */
  *children(entry: EntryId): IterableIterator<EntryId> {
    const { firstChild, nextSibling } = this.#folders;
    for (let child = firstChild.get(entry); child !== NO_ENTRY; child = nextSibling.get(child)) yield child;
  }

  /**
   * Entries right in a folder in canonical order, without excluded ones. Those of the dissolved folder stand
   * among the root's, in its stead.
   * @param kind where only those are wanted
   */
  sortedChildren(entry: EntryId, kind?: Kind): Uint32Array {
    const list: EntryId[] = [];
    this.collectChildren(entry, list);
    const sorted = Uint32Array.from(kind === undefined ? list : list.filter((child) => this.kind(child) === kind));
    const names = this.#names;
    const name = this.#name.values;
    return sorted.sort((a, b) => names.compare(name[a] as number, name[b] as number));
  }

  /** Appends the children that an image has of a folder, in no special order (see `sortedChildren`). */
  collectChildren(entry: EntryId, list: EntryId[]): void {
    const next = this.#folders.nextSibling.values;
    const flags = this.#flags.values;
    for (let child = this.#folders.firstChild.get(entry); child !== NO_ENTRY; child = next[child] as number) {
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
      parent: this.#folders.parent.upTo(length),
      names: this.#names,
      targets: this.#targets,
      name: this.#name.upTo(length),
      kind: this.#kind.upTo(length),
      content: this.#contents.of.upTo(length),
      target: this.#target.upTo(length),
      modifyTime: this.#attributes.modifyTime.upTo(length),
      mode: this.#attributes.mode.upTo(length),
      accessTime: this.#attributes.accessTime,
      attributeTime: this.#attributes.attributeTime,
      user: this.#attributes.user,
      group: this.#attributes.group,
      linkCount: this.#attributes.linkCount,
      deviceMajor: this.#attributes.deviceMajor,
      deviceMinor: this.#attributes.deviceMinor,
      weight: this.#weight,
      flags: this.#flags.upTo(length),
      contentBytes: this.#contents.bytes.upTo(this.#contents.count),
      contentStore: this.#contents.store.upTo(this.#contents.count),
      contentOffset: this.#contents.offset.upTo(this.#contents.count),
    };
  }

  #append(name: Uint8Array, kind: Kind, attributes: Attributes): EntryId {
    const entry = this.#length++;
    this.#name.set(entry, this.#names.add(name));
    this.#kind.set(entry, kind);
    this.#attributes.set(entry, attributes);
    return entry;
  }

  #add(parent: EntryId, name: string | Uint8Array, kind: Kind, attributes: Attributes): EntryId {
    const bytes = typeof name === 'string' ? encodeName(name) : name;
    this.#checkFolder(parent);
    checkName(bytes);
    const entry = this.#append(bytes, kind, attributes);
    this.#folders.link(entry, parent);
    this.#noteEdit(parent);
    this.#folders.childCount.set(parent, this.#folders.childCount.get(parent) + 1);
    this.#index.enter(entry, this.#length);
    return entry;
  }

  #noteEdit(folder: EntryId): void {
    this.#editOf.set(folder, ++this.#edits);
  }

  #checkFolder(parent: EntryId): void {
    if (parent < this.#length && this.kind(parent) === Kind.directory) return;
    throw new TypeError(`Entry ${parent} is not a folder (this is a defect of Isodrop).`);
  }

  /** Counts an entry, with all that is in it, in the folders around it, or no longer. */
  #countWhole(entry: EntryId, sign: 1 | -1): void {
    const { files, folders } = this.#folders;
    const isFolder = this.kind(entry) === Kind.directory;
    this.#folders.count(
      this.parent(entry),
      sign * this.byteLength(entry),
      sign * (isFolder ? files.get(entry) : 1),
      sign * (isFolder ? folders.get(entry) + 1 : 0),
    );
  }

  #lookUp(parent: EntryId, name: Uint8Array): EntryId {
    return this.#index.find(parent, name, this.#length, this.#counts);
  }
}
