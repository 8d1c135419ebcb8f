/** Which of the loose files that were dropped are opened, and what is a file after all. Loaded when some may be. */
import { archiveStem } from '../archives/archive-names';
import { imageStem, isCueSheet } from '../opened/image-names';
import { dataTracks, readCueSheet } from '../reader/cue-sheet';
import { ImageError } from '../reader/image-error';
import { findSectorForm } from '../reader/sectors';
import { partSet } from '../reader/split-parts';
import { blobSource } from '../sources/blob-source';
import { fileOf } from '../sources/entries';
import { chosenPath, groupInput } from '../sources/inputs';
import { type PageSource, pickedSource, pushedSource } from './page-sources';
import type { Origin, SourceId, SourceInfo } from './protocol';
import type { FileContents } from './seen-contents';
import type { Summary } from './session';

/** A loose file, by whatever the browser gave. */
interface LooseFile {
  name: string;
  from: File | FileSystemFileHandle | FileSystemFileEntry;
}

/** Files that are one image or archive. */
interface Openable {
  /** What its folder is called, and the file that it goes by. */
  stem: string;
  archive: string;
  /** All of its files, in their order. */
  names: readonly string[];
  /** Its name says so much that what is wrong with it is to be told. */
  isSure: boolean;
}

/** What tracks are in, as cue sheets name it. */
const TRACK_NAME = /\.(bin|img|iso|raw|wav|mp3|aiff?|flac|ape|ogg)$/i;

/**
 * Sources as they are to be added: loose files that are one image are opened where nothing else is there, and archives
 * wherever nothing but archives comes. Else they are files.
 * @param told where things stand; undefined where they are put into a folder
 * @param census the sources that there are
 */
export async function openedOrFiles(
  sources: PageSource[],
  told: Pick<Summary, 'phase' | 'losses'> | undefined,
  census: () => Promise<readonly unknown[] | undefined>,
): Promise<PageSource[]> {
  if (sources.some(({ info }) => info.name !== undefined)) return sources;
  const files = sources.flatMap(looseFiles);
  const { way = 'drop' } = sources[0]?.info ?? {};
  const image = imageIn(files.map(({ name }) => name));
  if (image) {
    const opened = () => openedSource(image, files, way).then((source) => [source]);
    // What did not come back is waited for as what it was.
    if (told?.losses.some(({ name }) => name === image.stem)) return opened();
    const isAlone = told?.phase === 'empty' && (await census())?.length === 0;
    return isAlone && (image.isSure || (await isDiscImage(image, files))) ? opened() : sources;
  }
  const archives = files.map(({ name }): Openable | undefined => {
    const stem = archiveStem(name);
    return stem === undefined ? undefined : { stem, archive: name, names: [name], isSure: true };
  });
  if (!archives.every((archive) => archive !== undefined)) return sources;
  return Promise.all(archives.map((archive, at) => openedSource(archive, files.slice(at, at + 1), way)));
}

/** The image that files are by their names: one file, the parts of one, or a cue sheet with what it may name. */
export function imageIn(names: readonly string[]): Openable | undefined {
  const [first = ''] = names;
  const sheets = names.filter(isCueSheet);
  const [sheet] = sheets;
  if (sheet !== undefined && sheets.length === 1) {
    const others = names.filter((name) => name !== sheet);
    if (!others.every((name) => TRACK_NAME.test(name))) return undefined;
    return { stem: imageStem(sheet) ?? sheet, archive: sheet, names: [sheet, ...others], isSure: false };
  }
  const set = partSet(names);
  const archive = set?.names[0] ?? first;
  const stem = imageStem(archive);
  if (stem === undefined || (!set && names.length !== 1)) return undefined;
  // Of a part in the midst nobody can tell what it is by its bytes.
  const isSure = set !== undefined && imageStem(set.whole) !== undefined;
  return { stem, archive, names: set?.names ?? [first], isSure };
}

const looseFiles = ({ info, loose, pushed }: PageSource): LooseFile[] => {
  if (info.files) return info.files.map((handle) => ({ name: handle.name, from: handle }));
  if (loose) return [...loose].map(([name, from]) => ({ name, from }));
  return (pushed?.files.files ?? []).map((file) => ({ name: file.name, from: file }));
};

const isHandle = (from: LooseFile['from']): from is FileSystemFileHandle => 'getFile' in from;

/** What cannot be read rejects with the browser's error. */
async function asFile({ from }: LooseFile): Promise<File> {
  if (from instanceof File) return from;
  return isHandle(from) ? from.getFile() : fileOf(from);
}

async function openedSource(
  { stem, archive, names }: Openable,
  files: readonly LooseFile[],
  way: SourceInfo['way'],
): Promise<PageSource> {
  const inOrder = names.map((name) => files.find((file) => file.name === name) as LooseFile);
  const info = { name: stem, archive, way, entries: false, readAt: Date.now() };
  const handles = inOrder.map(({ from }) => from).filter(isHandle);
  if (handles.length === inOrder.length) return { info: { ...info, pushed: false, files: handles } };
  return { info: { ...info, pushed: true }, archiveFiles: await Promise.all(inOrder.map(asFile)) };
}

/** What cannot be read is told of when it is read. */
async function isDiscImage({ archive, names }: Openable, files: readonly LooseFile[]): Promise<boolean> {
  try {
    const source = blobSource(await asFile(files.find(({ name }) => name === archive) as LooseFile));
    // The sheet of a music album opens nothing.
    if (isCueSheet(archive)) return dataTracks(await readCueSheet(source)).length > 0;
    return (await findSectorForm(source)) !== undefined;
  } catch (error) {
    // Beside music it is not for us to say what is wrong with a sheet.
    return !(error instanceof ImageError) || names.every((name) => name === archive || imageStem(name) !== undefined);
  }
}

/**
 * What is in an archive that is a file of the tree. By its handle where there is one, so that the next visit has it;
 * but not if somebody gave it other contents, in the tree or on the disk: what the tree has is opened.
 * @param opens where the file comes from
 */
export async function archiveInTree(
  { name, bytes, modified }: { name: string } & FileContents,
  opens: Origin,
  sourceOf: (id: SourceId) => PageSource,
): Promise<PageSource[]> {
  const stem = archiveStem(name);
  if (stem === undefined) return [];
  const info = { name: stem, archive: name, way: 'drop' as const, entries: false, readAt: Date.now(), opens };
  const handle = modified === undefined ? undefined : await handleAt(opens, sourceOf).catch(() => undefined);
  const onDisk = await handle?.getFile().catch(() => undefined);
  const isAsRead = onDisk?.size === bytes.size && Math.floor(onDisk.lastModified / 1000) * 1000 === modified;
  if (handle && isAsRead) return [{ info: { ...info, pushed: false, files: [handle] } }];
  return [{ info: { ...info, pushed: true }, archiveFiles: [new File([bytes], name)] }];
}

/** The handle of a file that comes from a source. Rejects as the browser does. */
async function handleAt(
  origin: Origin,
  sourceOf: (id: SourceId) => PageSource,
): Promise<FileSystemFileHandle | undefined> {
  if (!('source' in origin) || origin.source === 0) return undefined;
  const { info } = sourceOf(origin.source);
  if (info.archive !== undefined) return undefined;
  const [name = '', ...folders] = origin.path.toReversed();
  if (info.files) return info.files.find((file) => file.name === name);
  let folder = info.directory;
  for (const one of folders.reverse()) folder = await folder?.getDirectoryHandle(one);
  return folder?.getFileHandle(name);
}

/** An archive as the files that it lies in, in the place of what is in it. */
export function archiveAsFile({ info, archiveFiles }: PageSource & { info: SourceInfo }): PageSource[] {
  const { source, way, files, into } = info;
  const placed = { insteadOf: source, readAt: Date.now(), ...(into ? { into } : {}) };
  if (files) return [{ info: { way, entries: false, pushed: false, files, ...placed } }];
  return groupInput((archiveFiles ?? []).map((file) => ({ file, path: chosenPath(file) }))).map((group) => {
    const given = pushedSource(group, 'input');
    return { ...given, info: { ...given.info, ...placed } };
  });
}

/** Files and folders that the system opened the page with. */
export function launchedSources(handles: readonly FileSystemHandle[]): PageSource[] {
  const folders = handles.filter(({ kind }) => kind === 'directory') as FileSystemDirectoryHandle[];
  // Files from different places may have one name: they are different sources then.
  const groups: FileSystemFileHandle[][] = [];
  for (const handle of handles.filter(({ kind }) => kind === 'file') as FileSystemFileHandle[]) {
    const group = groups.find((files) => files.every(({ name }) => name !== handle.name));
    if (group) group.push(handle);
    else groups.push([handle]);
  }
  const loose = groups.map(
    (files): PageSource => ({ info: { way: 'drop', entries: false, pushed: false, readAt: Date.now(), files } }),
  );
  return [...folders.map(pickedSource), ...loose];
}
