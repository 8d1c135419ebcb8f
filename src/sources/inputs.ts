/** What an `<input type=file>` gives, with or without `webkitdirectory`. */
import { type FileBatch, type NameBatch, NOT_A_FOLDER } from './entries';

/** A file and its names from the chosen folder's on; a loose file has one. */
export interface ChosenFile {
  path: string[];
  file: File;
}

/** The chosen files of one top-level folder, or all loose ones. */
export interface InputGroup {
  /** The folder's name; undefined for loose files. */
  name?: string;
  /** Folders only: a folder always comes after the one it is in. The top-level folder is 0. */
  folders: NameBatch;
  files: FileBatch;
}

/**
 * The names of a file that an input gave. In a path Chromium writes `/` for a backslash, which is part of the name on
 * Linux and macOS; the file's own name has it right.
 */
export function chosenPath({ name, webkitRelativePath }: Pick<File, 'name' | 'webkitRelativePath'>): string[] {
  const folder = webkitRelativePath.slice(0, -name.length - 1);
  return folder === '' ? [name] : [...folder.split('/'), name];
}

interface Growing extends InputGroup {
  serials: Map<string, number>;
}

/** Groups chosen files by their top-level folder. */
export function groupInput(chosen: readonly ChosenFile[]): InputGroup[] {
  const groups = new Map<string, Growing>();
  for (const { path, file } of chosen) {
    const top = path.length > 1 ? (path[0] as string) : '';
    let group = groups.get(top);
    if (!group) {
      group = {
        ...(top === '' ? {} : { name: top }),
        folders: { parents: [], names: [], folders: [] },
        files: { parents: [], names: [], files: [] },
        serials: new Map([['', 0]]),
      };
      groups.set(top, group);
    }
    group.files.parents.push(serialOf(group, path.slice(1, -1)));
    group.files.names.push(path.at(-1) as string);
    group.files.files.push(file);
  }
  return [...groups.values()].map(({ serials: _, ...group }) => group);
}

function serialOf(group: Growing, path: string[]): number {
  const key = path.join('/');
  const known = group.serials.get(key);
  if (known !== undefined) return known;
  const parent = serialOf(group, path.slice(0, -1));
  const serial = group.serials.size;
  group.serials.set(key, serial);
  group.folders.parents.push(parent);
  group.folders.names.push(path.at(-1) as string);
  group.folders.folders.push(serial);
  return serial;
}

/** The names of files, for a tree that stands before they are read. */
export function fileNames({ parents, names }: Omit<FileBatch, 'files'>): NameBatch {
  return { parents, names, folders: names.map(() => NOT_A_FOLDER) };
}
