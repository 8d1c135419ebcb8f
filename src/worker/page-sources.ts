/** What was dropped or chosen, taken apart on the page: handles for the workers, entries and Files that stay here. */
import { EntryFolders } from '../sources/entries';
import { chosenPath, groupInput, type InputGroup } from '../sources/inputs';
import { sampleFiles } from '../sources/sample';
import type { SourceInfo } from './protocol';

/** A source and what only the page can do with it. */
export interface PageSource {
  info: Omit<SourceInfo, 'source'>;
  /** A dropped folder's entries. */
  folders?: EntryFolders;
  /** Loose dropped files, by name. */
  loose?: Map<string, FileSystemFileEntry>;
  /** Files to be sent to the read worker; let go afterwards. */
  pushed?: InputGroup | undefined;
  /** How many those were; and their names, of loose ones. */
  pushedFiles?: { count: number; names?: string[] };
  /** The files of an archive or image that have no handles: the workers do not keep them. */
  archiveFiles?: File[];
  /** Handles that the browser does not let the page read yet. */
  closed?: FileSystemHandle[];
}

/** An item of a drop, asked for everything before the drop handler ends. */
interface Dropped {
  entry: FileSystemEntry | null;
  handle: Promise<FileSystemHandle | null> | undefined;
  file: File | null;
}

interface LooseFiles {
  entries: Map<string, FileSystemFileEntry>;
  handles: FileSystemFileHandle[];
}

/** Asks the items of a drop. Must be called in the drop handler, before anything is waited for. */
export function takeDrop(transfer: DataTransfer): () => Promise<PageSource[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const dropped = items.map((item): Dropped => {
    const entry = item.webkitGetAsEntry?.() ?? null;
    return { entry, handle: item.getAsFileSystemHandle?.(), file: entry ? null : item.getAsFile() };
  });
  for (const { handle } of dropped) handle?.catch(() => {});
  return () => dropSources(dropped);
}

async function dropSources(dropped: Dropped[]): Promise<PageSource[]> {
  const handles = await allHandles(dropped);
  const readAt = Date.now();
  const sources: PageSource[] = [];
  const loose: LooseFiles[] = [];
  const looseFiles: File[] = [];
  dropped.forEach(({ entry, file }, at) => {
    const handle = handles?.[at];
    if (entry?.isDirectory) {
      sources.push({
        info: {
          name: entry.name,
          way: 'drop',
          entries: true,
          pushed: false,
          readAt,
          ...(handle?.kind === 'directory' ? { directory: handle as FileSystemDirectoryHandle } : {}),
        },
        folders: new EntryFolders(entry as FileSystemDirectoryEntry),
      });
    } else if (entry) {
      // Files from different places may have one name: they are different sources then.
      let group = loose.find(({ entries }) => !entries.has(entry.name));
      if (!group) {
        group = { entries: new Map(), handles: [] };
        loose.push(group);
      }
      group.entries.set(entry.name, entry as FileSystemFileEntry);
      if (handle?.kind === 'file') group.handles.push(handle as FileSystemFileHandle);
    } else if (file) {
      looseFiles.push(file);
    }
  });
  for (const { entries, handles: files } of loose) {
    const byHandle = files.length > 0 ? { files } : {};
    sources.push({ info: { way: 'drop', entries: true, pushed: false, readAt, ...byHandle }, loose: entries });
  }
  return looseFiles.length > 0 ? [...sources, ...inputSources(looseFiles)] : sources;
}

/** The handles of a drop, or undefined when one cannot be had: then the whole drop goes through entries. */
async function allHandles(dropped: Dropped[]): Promise<(FileSystemHandle | null)[] | undefined> {
  if (dropped.some(({ handle }) => handle === undefined)) return undefined;
  try {
    const handles = await Promise.all(dropped.map(({ handle }) => handle as Promise<FileSystemHandle | null>));
    return handles.every((handle) => handle !== null) ? handles : undefined;
  } catch {
    return undefined;
  }
}

/** A folder from the picker: it has no second list that would tell which names were hidden. */
export function pickedSource(directory: FileSystemDirectoryHandle): PageSource {
  return {
    info: { name: directory.name, way: 'picker', entries: false, directory, pushed: false, readAt: Date.now() },
  };
}

/** The files of an input. */
export function inputSources(files: readonly File[]): PageSource[] {
  return groupInput(files.map((file) => ({ file, path: chosenPath(file) }))).map((group) =>
    pushedSource(group, 'input'),
  );
}

export function sampleSource(): PageSource {
  const [group] = groupInput(sampleFiles());
  return pushedSource(group as InputGroup, 'sample');
}

/** Names of loose files. */
export const looseNamesOf = ({ loose, info, pushedFiles, pushed }: PageSource): string[] =>
  loose ? [...loose.keys()] : (info.files?.map(({ name }) => name) ?? pushedFiles?.names ?? pushed?.files.names ?? []);

/** Names that archives and images, or their parts, may have. */
const OPENED_NAME =
  /\.(iso|img|bin|cdr|toast|cue|tar|tgz|tzst|txz|tbz2|gz|zst|xz|bz2|zip|7z|part\w+|\d{2,3}|[a-z]{2})$/i;

/** Whether some of a source's loose files may be opened. */
export const mayBeOpened = (source: PageSource): boolean =>
  source.info.name === undefined &&
  source.info.insteadOf === undefined &&
  looseNamesOf(source).some((name) => OPENED_NAME.test(name));

export function pushedSource(group: InputGroup, way: 'input' | 'sample'): PageSource {
  const name = group.name === undefined ? {} : { name: group.name };
  const { names } = group.files;
  return {
    info: { ...name, way, entries: false, pushed: true, readAt: Date.now() },
    pushed: group,
    pushedFiles: { count: names.length, ...(group.name === undefined ? { names } : {}) },
  };
}
