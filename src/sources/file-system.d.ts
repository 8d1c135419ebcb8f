/** Parts of the File System standards that TypeScript's own declarations leave out. */

interface DataTransferItem {
  /** Must be asked for before the drop handler's first `await`. */
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

interface FileSystemSyncAccessHandle {
  truncate(newSize: number): void;
  write(buffer: AllowSharedBufferSource, options?: { at?: number }): number;
  flush(): void;
  close(): void;
}

interface FileSystemHandle {
  /** Chromium only: whether the page may use it, and asking for it in a click's handler. */
  queryPermission(descriptor: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
  requestPermission(descriptor: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
}

interface FileSystemFileHandle {
  /** Only in dedicated workers, only for files of the origin private file system. */
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>;
}

interface FileSystemChangeRecord {
  readonly root: FileSystemHandle;
  readonly type: 'appeared' | 'disappeared' | 'modified' | 'moved' | 'unknown' | 'errored';
  readonly relativePathComponents: readonly string[];
  readonly relativePathMovedFrom: readonly string[] | null;
}

declare class FileSystemObserver {
  constructor(callback: (records: readonly FileSystemChangeRecord[], observer: FileSystemObserver) => void);
  observe(handle: FileSystemHandle, options?: { recursive?: boolean }): Promise<void>;
  disconnect(): void;
}
