/** What is in an archive, put into the tree of an image as a folder's contents are. */
import type { ArchiveEntry } from '../archives/member-tree';
import { decodeName } from '../image/names';
import { type Attributes, type EntryId, Kind, Mark, type SpecialKind } from '../image/tree';
import type { NodeArchive } from './node-archive';
import { joinPath, showPath } from './node-path';
import type { NodeTree } from './node-tree';
import type { Selection, WalkOptions } from './node-walk-options';

/** Where an entry of the archive came to lie; undefined: it was left out, with all that is in it. */
interface Placed {
  entry: EntryId;
  path: string;
  weight: number;
}

/** Adds all that is in an archive to a folder of the tree. Throws a `SourceError` where names meet. */
export function addArchive(into: NodeTree, archive: NodeArchive, folder: EntryId, options: WalkOptions): void {
  new ArchiveAdding(into, archive, options).add(folder);
}

class ArchiveAdding {
  readonly #into: NodeTree;
  readonly #archive: NodeArchive;
  readonly #options: WalkOptions;
  readonly #stores: number[];

  constructor(into: NodeTree, archive: NodeArchive, options: WalkOptions) {
    this.#into = into;
    this.#archive = archive;
    this.#options = options;
    const { path, stats, descriptors } = archive;
    this.#stores = descriptors.map((descriptor, place) => {
      const modified = place === 0 ? Number(stats.mtimeNs) : undefined;
      return into.contents.addRanges({ path, descriptor, byteLength: Number(stats.size), modified });
    });
  }

  add(folder: EntryId): void {
    const { tree } = this.#archive;
    if (folder === 0 && tree.root) this.#into.setRootAttributes(this.#attributes(tree.root));
    const top: Placed = { entry: folder, path: showPath(this.#archive.path), weight: 0 };
    const placed: (Placed | undefined)[] = [];
    for (const entry of tree.entries) {
      const around = entry.parent < 0 ? top : placed[entry.parent];
      placed.push(around && this.#addEntry(entry, around, placed));
    }
    for (const { code, path, before } of tree.notices) {
      this.#into.notices.push({ code, path, ...(before === undefined ? {} : { before }) });
    }
  }

  #addEntry(entry: ArchiveEntry, around: Placed, placed: readonly (Placed | undefined)[]): Placed | undefined {
    const { selection } = this.#options;
    const name = decodeName(entry.name);
    const path = showPath(joinPath(around.path, name));
    if (selection?.isExcluded(name, path)) {
      this.#options.onExcluded?.(path);
      return undefined;
    }
    const weight = selection?.weight(path, around.weight) ?? 0;
    const added = this.#put(entry, around.entry, placed);
    if (selection) this.#select(added, entry, selection, name, path, weight);
    return { entry: added, path, weight };
  }

  #put(entry: ArchiveEntry, parent: EntryId, placed: readonly (Placed | undefined)[]): EntryId {
    const { tree } = this.#into;
    const { name, kind } = entry;
    const attributes = this.#attributes(entry.attributes);
    if (kind === Kind.directory) return this.#into.addFolderLike(parent, name, attributes);
    this.#into.requireFreeName(parent, name);
    switch (kind) {
      case Kind.file: {
        const same = entry.sameAs === undefined || this.#options.separateLinks ? undefined : placed[entry.sameAs];
        return tree.addFile(parent, name, attributes, same ? tree.contentNumber(same.entry) : this.#content(entry));
      }
      case Kind.symbolicLink:
        return tree.addSymbolicLink(parent, name, attributes, entry.target as Uint8Array);
      default:
        return tree.addSpecial(parent, name, attributes, kind as SpecialKind);
    }
  }

  #content(entry: ArchiveEntry) {
    // A link's content stands with its first name, which options may have left out.
    const { bytes } = entry.sameAs === undefined ? entry : (this.#archive.tree.entries[entry.sameAs] as ArchiveEntry);
    const { place, offset, byteLength } = bytes ?? { place: 0, offset: 0, byteLength: 0 };
    return { byteLength, store: this.#stores[place] as number, offset };
  }

  #attributes(attributes: Attributes): Attributes {
    return this.#options.noAccessTimes ? { ...attributes, accessTime: attributes.modifyTime } : attributes;
  }

  #select(
    added: EntryId,
    { kind }: ArchiveEntry,
    selection: Selection,
    name: string,
    path: string,
    weight: number,
  ): void {
    const marks = selection.marks(name, path);
    for (const mark of Object.values(Mark)) {
      if ((marks & mark) !== 0) this.#into.tree.setMark(added, mark, true);
    }
    if (kind === Kind.file && weight !== 0) this.#into.tree.setWeight(added, weight);
  }
}
