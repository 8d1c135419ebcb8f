import fs, { type BigIntStats } from 'node:fs';
import type { Notice, NoticeCode } from '../image/notices';
import { type Attributes, type EntryId, ImageTree, Kind, Mark, NO_ENTRY, type SpecialKind } from '../image/tree';
import { NodeContents, SourceError } from './node-contents';
import { joinPath, type NodePath, showPath } from './node-path';
import { fileAttributes, SPECIAL_NAMES, specialAttributes, wholeSeconds } from './node-stats';
import type { WalkOptions } from './node-walk-options';

/** What was found. */
export interface WalkedTree {
  tree: ImageTree;
  contents: NodeContents;
  notices: Notice[];
}

/** A folder of the file system whose files come to one of the image. */
export interface ReadFolder {
  path: NodePath;
  /** Its number in `NodeContents`. */
  store: number;
  entry: EntryId;
  weight: number;
}

/** No browser tells a file's mode. */
const PORTABLE_MODE = 0o444;
const UNKNOWN: Attributes = { modifyTime: Number.NaN };
const NOT_ASCII = /[^\0-\x7f]/;

/** The tree of an image while files of the file system come to it, with what options say of each. */
export class NodeTree implements WalkedTree {
  readonly tree = new ImageTree();
  readonly contents = new NodeContents();
  readonly notices: Notice[] = [];
  readonly #options: WalkOptions;
  readonly #merging: boolean;
  /** Contents by device and inode, of files that may be met again. */
  readonly #shared = new Map<bigint, Map<bigint, number>>();
  #hasRoot = false;

  /** @param merging whether two files may come to one place */
  constructor(options: WalkOptions, merging: boolean) {
    this.#options = options;
    this.#merging = merging;
  }

  /** The root stands for a folder of the file system, the first one that comes to it. */
  setRoot(stats: BigIntStats): void {
    if (!this.#hasRoot) this.tree.setAttributes(0, this.#folderAttributes(stats));
    this.#hasRoot = true;
  }

  /** The same, of the top of an archive. */
  setRootAttributes(attributes: Attributes): void {
    if (!this.#hasRoot) this.tree.setAttributes(0, attributes);
    this.#hasRoot = true;
  }

  /** When everything has been added. */
  finish(): void {
    if (this.#hasRoot) return;
    this.tree.setAttributes(0, this.#options.newFolder ?? UNKNOWN);
    this.tree.setMark(0, Mark.imageOnly, true);
  }

  /** Folders of the image, one in the other; the last one, if it is new, stands for one of the file system. */
  makeFolders(names: readonly NodePath[], last?: BigIntStats): EntryId {
    let folder = 0;
    for (const [index, name] of names.entries()) {
      const there = this.tree.find(folder, name);
      if (there !== NO_ENTRY && this.tree.kind(there) !== Kind.directory) {
        throw new SourceError(
          `“${this.tree.path(there)}” cannot be a folder of the image, since another of the given paths has a file there. Give one of them another place.`,
        );
      }
      const stats = index === names.length - 1 ? last : undefined;
      if (there !== NO_ENTRY) folder = there;
      else if (stats) folder = this.tree.addDirectory(folder, name, this.#folderAttributes(stats));
      else {
        folder = this.tree.addDirectory(folder, name, this.#options.newFolder ?? UNKNOWN);
        this.tree.setMark(folder, Mark.imageOnly, true);
      }
    }
    return folder;
  }

  /** A symbolic link, unless it is left out with a notice. */
  addLink(folder: ReadFolder, as: NodePath, path: NodePath, stats: BigIntStats): undefined {
    if (this.#options.portable) {
      this.leaveOut('link-portable', folder, as);
      return;
    }
    const target = fs.readlinkSync(path, 'buffer');
    const decoded = this.#options.decodeName?.(target);
    const bytes = decoded === undefined ? target : Buffer.from(decoded);
    this.#requireFree(folder, as);
    this.#select(this.tree.addSymbolicLink(folder.entry, as, this.#attributes(stats), bytes), as, path);
  }

  /** A device, pipe or socket, unless it is left out with a notice. */
  addSpecial(
    folder: ReadFolder,
    as: NodePath,
    path: NodePath,
    stats: BigIntStats,
    kind: SpecialKind | undefined,
  ): void {
    const what = kind === undefined ? 'something else' : SPECIAL_NAMES[kind];
    if (kind === undefined || this.#options.portable) {
      this.leaveOut('special', folder, as, what);
    } else {
      this.#requireFree(folder, as);
      const attributes = { ...specialAttributes(stats, kind), ...this.#accessTime(stats) };
      this.#select(this.tree.addSpecial(folder.entry, as, attributes, kind), as, path);
    }
  }

  /**
   * @param name its own, under which it will be read
   * @param kept where its bytes are kept in `NodeContents`, if they are
   */
  addFile(folder: ReadFolder, name: NodePath, as: NodePath, stats: BigIntStats, kept?: number): void {
    this.#requireFree(folder, as);
    const { portable, selection, separateLinks } = this.#options;
    const attributes = portable
      ? { modifyTime: wholeSeconds(stats.mtimeNs), mode: PORTABLE_MODE }
      : this.#attributes(stats);
    // Without links or several paths, only hard links can be met twice.
    const mayBeMet = stats.nlink > 1n || this.#options.followLinks === true || this.#merging;
    const isShared = !portable && !separateLinks && stats.size > 0n && mayBeMet;
    const inodes = isShared ? this.#contentsOn(stats.dev) : undefined;
    const known = inodes?.get(stats.ino);
    const content = known ?? {
      byteLength: Number(stats.size),
      store: folder.store,
      offset: this.contents.addFile(name, stats.mtimeNs, kept),
    };
    const entry = this.tree.addFile(folder.entry, as, attributes, content);
    if (known === undefined) inodes?.set(stats.ino, this.tree.contentNumber(entry));
    if (!selection) return;
    const path = joinPath(folder.path, name);
    this.#select(entry, as, path);
    const weight = this.weight(path, folder);
    if (weight !== 0) this.tree.setWeight(entry, weight);
  }

  /** The weight of what lies in a folder. */
  weight(path: NodePath, around: ReadFolder): number {
    return this.#options.selection?.weight(showPath(path), around.weight) ?? 0;
  }

  /** Sets an entry's marks. */
  #select(entry: EntryId, as: NodePath, path: NodePath): void {
    const marks = this.#options.selection?.marks(showPath(as), showPath(path)) ?? 0;
    for (const mark of Object.values(Mark)) {
      if ((marks & mark) !== 0) this.tree.setMark(entry, mark, true);
    }
  }

  /** Contents of a device that may be met again, by inode. */
  #contentsOn(device: bigint): Map<bigint, number> {
    const known = this.#shared.get(device);
    if (known) return known;
    const inodes = new Map<bigint, number>();
    this.#shared.set(device, inodes);
    return inodes;
  }

  /** A folder, or the one of its name that is there. */
  addFolder(around: ReadFolder, as: NodePath, path: NodePath, stats: BigIntStats): EntryId {
    if (this.#merging) {
      const there = this.tree.find(around.entry, as);
      if (there !== NO_ENTRY && this.tree.kind(there) === Kind.directory) return there;
      this.#requireFree(around, as);
    }
    const entry = this.tree.addDirectory(around.entry, as, this.#folderAttributes(stats));
    this.#select(entry, as, path);
    return entry;
  }

  /** A folder of an archive, or the one of its name that is there. */
  addFolderLike(parent: EntryId, name: Uint8Array, attributes: Attributes): EntryId {
    if (this.#merging) {
      const there = this.tree.find(parent, name);
      if (there !== NO_ENTRY && this.tree.kind(there) === Kind.directory) return there;
      this.requireFreeName(parent, name);
    }
    return this.tree.addDirectory(parent, name, attributes);
  }

  /** Throws a `SourceError` where something of an archive meets another of the given paths. */
  requireFreeName(parent: EntryId, name: Uint8Array): void {
    const there = this.#merging ? this.tree.find(parent, name) : NO_ENTRY;
    if (there === NO_ENTRY) return;
    throw new SourceError(
      `“${this.tree.path(there)}” of an archive cannot be added: another of the given paths has it already. Rename one of them, or give the archive another place (-graft-points).`,
    );
  }

  #folderAttributes(stats: BigIntStats): Attributes {
    return this.#options.portable ? UNKNOWN : this.#attributes(stats);
  }

  #attributes(stats: BigIntStats): Attributes {
    return { ...fileAttributes(stats), ...this.#accessTime(stats) };
  }

  /** What stands in for an access time that is not wanted. */
  #accessTime(stats: BigIntStats): Partial<Attributes> {
    return this.#options.noAccessTimes ? { accessTime: wholeSeconds(stats.mtimeNs) } : {};
  }

  /** A name as the image has it. */
  decode(name: NodePath, folder?: ReadFolder): NodePath {
    const { decodeName } = this.#options;
    if (!decodeName || (typeof name === 'string' && !NOT_ASCII.test(name))) return name;
    const text = decodeName(typeof name === 'string' ? Buffer.from(name) : name);
    if (text !== undefined && text !== '' && !text.includes('/') && !text.includes('\0')) return text;
    this.notices.push({ code: 'name-encoding', path: folder ? this.#imagePath(folder, name) : showPath(name) });
    return name;
  }

  /** Two files of one name can only meet where several paths were given. */
  #requireFree(folder: ReadFolder, name: NodePath): void {
    if (!this.#merging || this.tree.find(folder.entry, name) === NO_ENTRY) return;
    const path = this.#imagePath(folder, name);
    throw new SourceError(
      `“${showPath(joinPath(folder.path, name))}” cannot be added: another of the given paths has “${path}” already. Rename one of them, or give it another place (-graft-points).`,
    );
  }

  /** Makes a notice of something in a folder. */
  leaveOut(code: NoticeCode, folder: ReadFolder, name: NodePath, before?: string): void {
    const path = this.#imagePath(folder, name);
    this.notices.push(before === undefined ? { code, path } : { code, path, before });
  }

  #imagePath(folder: ReadFolder, name: NodePath): string {
    const directory = this.tree.path(folder.entry);
    return directory === '' ? showPath(name) : `${directory}/${showPath(name)}`;
  }
}
