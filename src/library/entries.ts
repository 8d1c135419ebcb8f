import { type Attributes, type EntryId, type ImageTree, Kind, Mark, NO_ENTRY } from '../image/tree';
import { unixSeconds } from './options';
import type { DirectoryEntry, DiskEntry, FileEntry, ImageEntry, LinkEntry } from './types';

/** The bytes of a file. */
export type Content = Blob | Uint8Array;

/** Stands in a tree for the store of contents that are no files of the disk; the offset is the content's number. */
export const MEMORY_STORE = 0xffff_ffff;

/** The names on the way to a place in the image. Throws a `TypeError`. */
export function namesOf(path: string): string[] {
  if (typeof path !== 'string') throw new TypeError(`The path of an entry is ${String(path)}; it must be a text.`);
  const names = path.split('/').filter((name) => name !== '');
  if (names.some((name) => name === '.' || name === '..')) {
    throw new TypeError(`“${path}” cannot be a place in an image: leave out . and .. from it.`);
  }
  return names;
}

/** Adds entries to the tree of an image. Throws a `TypeError` for one that cannot be. */
export class Adder {
  readonly #tree: ImageTree;
  /** By number; `describe` tells the path of each. */
  readonly contents: Content[] = [];
  readonly #paths: string[] = [];

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  /** Where a content lies in the image. */
  path(content: number): string {
    return this.#paths[content] ?? '';
  }

  add(entry: Exclude<ImageEntry, DiskEntry>): void {
    const kinds = ['content', 'target', 'directory'].filter(
      (key) => key in entry && entry[key as keyof typeof entry] !== undefined,
    );
    if (kinds.length !== 1) {
      throw new TypeError(
        `“${entry.path}” has ${kinds.join(' and ') || 'none of content, target, directory and disk'}; an entry has one of them.`,
      );
    }
    const names = namesOf(entry.path);
    const attributes = attributesOf(entry);
    if ('directory' in entry) {
      if (entry.directory !== true) throw new TypeError(`directory of “${entry.path}” must be true.`);
      this.#addDirectory(names, attributes);
      return;
    }
    const name = names.pop();
    if (name === undefined) throw new TypeError(`“${entry.path}” is no name for a file.`);
    const folder = this.#makeFolders(names);
    if (this.#tree.find(folder, name) !== NO_ENTRY) {
      throw new TypeError(`“${entry.path}” cannot be added: the image has something of that name already.`);
    }
    if ('target' in entry) {
      if (typeof entry.target !== 'string') throw new TypeError(`target of “${entry.path}” must be a text.`);
      this.#tree.addSymbolicLink(folder, name, attributes, new TextEncoder().encode(entry.target));
      return;
    }
    const content = contentOf(entry);
    const offset = this.contents.push(content) - 1;
    this.#paths.push(entry.path);
    this.#tree.addFile(folder, name, attributes, { byteLength: sizeOf(content), store: MEMORY_STORE, offset });
  }

  #addDirectory(names: readonly string[], attributes: Attributes): void {
    const folder = this.#makeFolders(names);
    this.#tree.setAttributes(folder, attributes);
    this.#tree.setMark(folder, Mark.imageOnly, false);
  }

  #makeFolders(names: readonly string[]): EntryId {
    let folder = 0;
    for (const name of names) {
      let next = this.#tree.find(folder, name);
      if (next === NO_ENTRY) {
        next = this.#tree.addDirectory(folder, name, { modifyTime: Number.NaN });
        this.#tree.setMark(next, Mark.imageOnly, true);
      } else if (this.#tree.kind(next) !== Kind.directory) {
        throw new TypeError(`“${names.join('/')}” cannot be a folder: “${this.#tree.path(next)}” is a file.`);
      }
      folder = next;
    }
    return folder;
  }
}

/** Bytes of a content. */
export function sizeOf(content: Content): number {
  return content instanceof Blob ? content.size : content.byteLength;
}

function contentOf({ path, content }: FileEntry): Content {
  if (content instanceof Blob || content instanceof Uint8Array) return content;
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  if (typeof content === 'string') return new TextEncoder().encode(content);
  throw new TypeError(`content of “${path}” must be a Blob, a Uint8Array, an ArrayBuffer or a text.`);
}

function attributesOf(entry: FileEntry | LinkEntry | DirectoryEntry): Attributes {
  const { path, mode, user, group } = entry;
  const number = (name: string, value: number | undefined, most: number) => {
    if (value === undefined) return {};
    if (Number.isInteger(value) && value >= 0 && value <= most) return { [name]: value };
    throw new TypeError(`${name} of “${path}” must be a whole number from 0 to ${most}.`);
  };
  return {
    modifyTime: modifyTimeOf(entry),
    ...number('mode', mode, 0o7777),
    ...number('user', user, 0xffff_ffff),
    ...number('group', group, 0xffff_ffff),
  };
}

function modifyTimeOf(entry: FileEntry | LinkEntry | DirectoryEntry): number {
  const { path, modifyTime } = entry;
  if (modifyTime !== undefined) {
    if (modifyTime instanceof Date && !Number.isNaN(modifyTime.getTime())) return unixSeconds(modifyTime);
    throw new TypeError(`modifyTime of “${path}” must be a Date.`);
  }
  const isFile = 'content' in entry && typeof File !== 'undefined' && entry.content instanceof File;
  return isFile ? Math.floor((entry.content as File).lastModified / 1000) : Number.NaN;
}
