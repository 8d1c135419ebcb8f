/**
 * Changes of what was dropped while the page is open, where the browser can tell (`FileSystemObserver`). On the page
 * only: in a module worker of Chromium 156 `observe()` is never answered, and ends the browser later. In a browser that
 * has just started nothing is told for some seconds, although `observe()` was answered: what is told is a help, no proof.
 */

export interface FolderChange {
  /** `unknown`: something changed, and it cannot be told what. */
  kind: 'changed' | 'gone' | 'unknown';
  /** Names below the observed folder; none for an observed file. */
  path: string[];
}

/** An observer that nobody refers to is collected, and is silent from then on. */
const observers = new Set<FileSystemObserver>();

/** Whether this browser tells of changes. */
const canObserve = (): boolean => 'FileSystemObserver' in globalThis;

/**
 * Observes a file, or a folder and everything in it. Returns false where that cannot be done.
 * @param changed is told of changes, now and then
 */
export async function observeChanges(
  handle: FileSystemHandle,
  changed: (changes: FolderChange[]) => void,
): Promise<boolean> {
  if (!canObserve()) return false;
  try {
    const observer = new FileSystemObserver((records) => changed(records.flatMap(changesOf)));
    observers.add(observer);
    await observer.observe(handle, { recursive: handle.kind === 'directory' });
    return true;
  } catch {
    return false;
  }
}

function changesOf(record: FileSystemChangeRecord): FolderChange[] {
  const path = [...record.relativePathComponents];
  switch (record.type) {
    case 'appeared':
    case 'modified':
      return [{ kind: 'changed', path }];
    case 'disappeared':
      return [{ kind: 'gone', path }];
    case 'moved': {
      const from = record.relativePathMovedFrom;
      const gone: FolderChange[] = from ? [{ kind: 'gone', path: [...from] }] : [];
      return [...gone, { kind: 'changed', path }];
    }
    default:
      return [{ kind: 'unknown', path: [] }];
  }
}
