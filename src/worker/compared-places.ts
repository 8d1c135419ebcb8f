/** What was dropped or chosen to be compared, taken apart on the page. */
import { chosenPath } from '../sources/inputs';
import type { ComparedPlace } from './examined';
import { imageIn } from './opened-sources';

/** Folders and files that are asked for at once. */
const AT_ONCE = 32;

/** Takes what is dropped: the items are asked before anything is waited for. */
export async function droppedPlaces(transfer: DataTransfer): Promise<ComparedPlace[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const taken = items.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const folders = taken.filter(({ entry }) => entry?.isDirectory);
  if (folders.length === 0) return imagePlaces(taken.flatMap(({ file }) => file ?? []));
  const places: ComparedPlace[] = [];
  for (const { entry, file } of taken) {
    if (entry?.isDirectory) places.push(await folderPlace(entry as FileSystemDirectoryEntry));
    else if (file) places.push(...imagePlaces([file]));
  }
  return places;
}

/** Images: one for each file, or one where the files are its parts, or a cue sheet with what it names. */
export function imagePlaces(files: readonly File[]): ComparedPlace[] {
  const whole = imageIn(files.map(({ name }) => name));
  if (!whole || whole.names.length !== files.length) {
    return files.map((file) => ({ kind: 'image', name: file.name, files: [file] }));
  }
  const inOrder = whole.names.map((name) => files.find((file) => file.name === name) as File);
  return [{ kind: 'image', name: whole.archive, files: inOrder }];
}

/** What an input for folders gave. */
export function chosenFolder(files: readonly File[]): ComparedPlace | undefined {
  const [first] = files;
  if (!first) return undefined;
  const paths = files.map((file) => chosenPath(file).slice(1).join('/'));
  return { kind: 'folder', name: chosenPath(first)[0] ?? first.name, paths, files: [...files] };
}

/** All files below a dropped folder. Rejects as the browser does where something of it cannot be read. */
async function folderPlace(root: FileSystemDirectoryEntry): Promise<ComparedPlace> {
  const paths: string[] = [];
  const files: File[] = [];
  const waiting: { entry: FileSystemEntry; path: string }[] = (await entriesIn(root)).map((entry) => {
    return { entry, path: entry.name };
  });
  while (waiting.length > 0) {
    await Promise.all(
      waiting.splice(-AT_ONCE).map(async ({ entry, path }) => {
        // A name that is no UTF-8 is an empty one, and a folder of that name its own parent.
        if (entry.name === '') return;
        if (entry.isDirectory) {
          for (const inner of await entriesIn(entry as FileSystemDirectoryEntry)) {
            waiting.push({ entry: inner, path: `${path}/${inner.name}` });
          }
          return;
        }
        files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
        paths.push(path);
      }),
    );
  }
  return { kind: 'folder', name: root.name, paths, files };
}

/** It gives at most a hundred at a time. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}
