import fs from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from '../../command/usage-error';
import { withBootFile } from '../../image/boot';
import { type EntryId, type ImageTree, Kind, NO_ENTRY, type SpecialKind } from '../../image/tree';
import { isUnfinishedName } from '../../sinks/node-file';
import { walkPaths } from '../../sources/node-directory';
import { errorReason } from '../../sources/node-reason';
import type { PlacedPath } from '../../sources/node-walk-options';
import type { CommandIo } from '../io';
import { printable, ReadingError } from './opened';
import { ANYWAY, OUTPUT, placeOf, Remaking } from './remake';
import { DONE, type GivenWords, JSON_OPTION, type Subcommand } from './subcommand';

export const ADD: Subcommand = {
  name: 'add',
  usage: 'IMAGE FILE...',
  about:
    'Makes an image that has files and folders more, and everything else as it is. Folders that are in the image already get what they do not have yet.',
  options: [
    { names: ['--to', '-C'], value: 'FOLDER', help: 'Where in the image; its root without it' },
    { names: ['--overwrite'], help: 'Replace files that are in the image already' },
    OUTPUT,
    ANYWAY,
    JSON_OPTION,
  ],
  run: add,
};

async function add({ paths: [path, ...paths], options }: GivenWords, io: CommandIo): Promise<number> {
  if (path === undefined || paths.length === 0) {
    throw new UsageError('isodrop add needs an image and files: isodrop add disc.iso FILE');
  }
  const to = placeOf(path, options.get('-o'), io);
  const folders = (options.get('--to') ?? '').split('/').filter((name) => name !== '' && name !== '.');
  if (folders.includes('..')) throw new UsageError('--to names a folder of the image: “..” cannot be a part of it.');
  const walked = walkPaths(
    paths.map((one) => placed(one, folders)),
    { own: to.own('the new image'), isUnfinished: isUnfinishedName },
  );
  const remaking = await Remaking.open(path, walked.contents, !options.has('-o'), options.has('--anyway'));
  try {
    const merging = new Merging(walked.tree, remaking.tree, options.has('--overwrite'));
    merging.merge(0, 0);
    if (merging.taken.length > 0) {
      const [first = ''] = merging.taken;
      const others = merging.taken.length - 1;
      const more = others === 0 ? '' : ` and ${others.toLocaleString('en')} more`;
      throw new ReadingError(
        merging.isOtherKind
          ? `“${printable(first)}”${more} is in “${path}” already, and a folder never gives way to a file, nor a file to a folder. Nothing was changed; isodrop rm takes it out.`
          : `“${printable(first)}”${more} is in “${path}” already. Nothing was changed; --overwrite replaces it.`,
      );
    }
    const { bytes, notices } = await remaking.write(to, walked.notices, io);
    const { added, replaced } = merging;
    if (options.has('--json')) {
      const output = options.get('-o') ?? path;
      io.print(`${JSON.stringify({ image: path, output, added, replaced, bytes, notices, ...remaking.told })}\n`);
    } else {
      const files = `${added.length.toLocaleString('en')} ${added.length === 1 ? 'file' : 'files'} added`;
      const others = replaced.length === 0 ? '' : `, ${replaced.length.toLocaleString('en')} replaced`;
      io.log(`isodrop: ${files}${others}: ${to.shown} has ${bytes.toLocaleString('en')} bytes\n`);
    }
    return DONE;
  } finally {
    remaking.close();
  }
}

/** A file keeps its name, and a folder becomes one of the image. */
function placed(path: string, folders: string[]): PlacedPath {
  let isFolder: boolean;
  try {
    isFolder = fs.lstatSync(path).isDirectory();
  } catch (error) {
    throw new ReadingError(`“${path}” cannot be read: ${errorReason(error)}.`);
  }
  return isFolder ? { path, folders: [...folders, basename(resolve(path))] } : { path, folders };
}

/** Puts a tree into another one. */
class Merging {
  readonly #from: ImageTree;
  readonly #into: ImageTree;
  readonly #overwrites: boolean;
  /** Names of one file share its content in both. */
  readonly #contents = new Map<number, number>();
  readonly added: string[] = [];
  readonly replaced: string[] = [];
  /** What is there and may not be replaced. */
  readonly taken: string[] = [];
  /** Of those, whether one is a folder in the one and a file in the other. */
  isOtherKind = false;

  constructor(from: ImageTree, into: ImageTree, overwrites: boolean) {
    this.#from = from;
    this.#into = into;
    this.#overwrites = overwrites;
  }

  merge(from: EntryId, into: EntryId): void {
    for (const entry of this.#from.sortedChildren(from)) {
      const name = this.#from.nameBytes(entry).slice();
      const there = this.#into.find(into, name);
      const isFolder = this.#from.kind(entry) === Kind.directory;
      const isFolderThere = there !== NO_ENTRY && this.#into.kind(there) === Kind.directory;
      if (isFolder && isFolderThere) {
        this.merge(entry, there);
        continue;
      }
      const path = this.#from.path(entry);
      if (there !== NO_ENTRY) {
        // A folder never gives way to a file, nor a file to a folder.
        if (!this.#overwrites || isFolder || isFolderThere) {
          this.taken.push(path);
          this.isOtherKind ||= isFolder !== isFolderThere;
          continue;
        }
        this.#into.exclude(there, true);
      }
      const put = this.#put(entry, into, name);
      if (there !== NO_ENTRY) {
        this.#into.setWeight(put, this.#into.weight(there));
        // A link boots nothing.
        if (this.#into.kind(put) === Kind.file) this.#into.setBoot(withBootFile(this.#into.boot, there, put));
      }
      if (isFolder) this.merge(entry, put);
      else (there === NO_ENTRY ? this.added : this.replaced).push(path);
    }
  }

  #put(entry: EntryId, parent: EntryId, name: Uint8Array): EntryId {
    const from = this.#from;
    const attributes = from.attributes(entry);
    const kind = from.kind(entry);
    if (kind === Kind.directory) return this.#into.addDirectory(parent, name, attributes);
    if (kind === Kind.symbolicLink) {
      return this.#into.addSymbolicLink(parent, name, attributes, from.targetBytes(entry).slice());
    }
    if (kind !== Kind.file) return this.#into.addSpecial(parent, name, attributes, kind as SpecialKind);
    const { index, ...content } = from.content(entry);
    const known = this.#contents.get(index);
    const file = this.#into.addFile(parent, name, attributes, known ?? content);
    this.#contents.set(index, this.#into.contentNumber(file));
    return file;
  }
}
