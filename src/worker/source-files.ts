/** Whether a file is one of those that were added. Loaded when an image is to be written to one. */
import type { AddedSource } from './added-sources';
import type { SourceId } from './protocol';

/**
 * Whether a chosen file is a source, or lies in one and is in the tree. Of an archive without a handle that is known only
 * where the browser has emptied it as it was chosen. Rejects as the browser does.
 * @param hasPath whether the tree knows a path below a source's folder
 */
export async function isSourceFile(
  file: FileSystemFileHandle,
  sources: Iterable<AddedSource>,
  hasPath: (source: SourceId, path: string[]) => Promise<boolean>,
): Promise<boolean> {
  for (const { info, archiveFiles = [], closed = [] } of sources) {
    for (const handle of [info.directory, ...(info.files ?? []), ...closed]) {
      if (!handle) continue;
      if (handle.kind === 'file') {
        if (await handle.isSameEntry(file)) return true;
        continue;
      }
      const path = await (handle as FileSystemDirectoryHandle).resolve(file);
      if (path && (await hasPath(info.source, path))) return true;
    }
    for (const archive of archiveFiles) {
      if (archive.name === file.name && !(await isReadable(archive))) return true;
    }
  }
  return false;
}

/** Whether a chosen folder is one that was added, or lies in one. Rejects as the browser does. */
export async function isSourceFolder(
  folder: FileSystemDirectoryHandle,
  sources: Iterable<AddedSource>,
): Promise<boolean> {
  for (const { info, closed = [] } of sources) {
    for (const handle of [info.directory, ...closed]) {
      if (handle?.kind !== 'directory') continue;
      if (await (handle as FileSystemDirectoryHandle).resolve(folder)) return true;
    }
  }
  return false;
}

/** A reference to a file that has changed since is refused by the browser. */
function isReadable(file: File): Promise<boolean> {
  return file
    .slice(-1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
