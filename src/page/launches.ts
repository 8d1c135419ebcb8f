/** Files with which the installed page was opened: in this window, beside what it has. */
import { add } from './actions';
import { session } from './state';

interface LaunchQueue {
  setConsumer(consumer: (launch: { files?: readonly FileSystemHandle[] }) => void): void;
}

/** Takes what the system opens with the page, from now on and from before. Only where the browser has such launches. */
export function takeLaunches(target: { launchQueue?: LaunchQueue } = window as object) {
  target.launchQueue?.setConsumer(({ files = [] }) => void takeLaunched(files));
}

/** Adds what was opened. A kind of file that is more than a file to be added is parted here. */
async function takeLaunched(handles: readonly FileSystemHandle[]) {
  const isFolder = (handle: FileSystemHandle): handle is FileSystemDirectoryHandle => handle.kind === 'directory';
  for (const handle of handles.filter(isFolder)) add(() => session().addFolder(handle));
  const files = await Promise.all(
    handles.filter((handle) => !isFolder(handle)).map((handle) => (handle as FileSystemFileHandle).getFile()),
  );
  if (files.length > 0) add(() => session().addFiles(files));
}
