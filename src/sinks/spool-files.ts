/** Spool files in the origin private file system: a folder for each session, deleted when the session is gone. */

const FOLDER = 'isodrop-spool';
const lockName = (session: string) => `${FOLDER}-${session}`;

/** A file that grows while it is written and is read when it is complete. */
export interface SpoolFile {
  /** When it returns all of it is on the disk; when it throws, nothing of it is in the file. */
  append(bytes: Uint8Array<ArrayBuffer>): void;
  /** Takes all of it away again. */
  clear(): void;
  /** Ends the writing. The bytes stay good as long as nobody writes to the file again. */
  close(): Promise<Blob>;
}

/** Whether there is an origin private file system (not over plain http). */
export const hasSpoolFiles = (): boolean => typeof navigator.storage?.getDirectory === 'function';

/**
 * Opens a new spool file. Where a file of that name has bytes, of a worker that has ended, it has another name and lives
 * as long as the session: who was given those bytes may read them still. In workers only.
 */
export async function createSpoolFile(session: string, name: string): Promise<SpoolFile> {
  const folder = await sessionFolder(session);
  let handle = await folder.getFileHandle(name, { create: true });
  for (let turn = 2; (await handle.getFile()).size > 0; turn++) {
    handle = await folder.getFileHandle(`${name}-${turn}`, { create: true });
  }
  const access = await handle.createSyncAccessHandle();
  let length = 0;
  return {
    append(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const written = access.write(bytes.subarray(done), { at: length + done });
        // In a private window Chromium does not throw: it gives its error number as a count beyond 4 billion.
        if (written === 0 || written > bytes.length - done) {
          throw new DOMException('Not everything was written.', 'QuotaExceededError');
        }
        done += written;
      }
      // Some disks say only now that they are full.
      access.flush();
      length += bytes.length;
    },
    clear() {
      access.truncate(0);
      length = 0;
    },
    async close() {
      access.close();
      // What came behind it of an append that failed is no part of it.
      return (await handle.getFile()).slice(0, length);
    },
  };
}

/** Deletes a spool file, if there is one of that name. Whoever reads it still is refused from then on. */
export async function deleteSpoolFile(session: string, name: string): Promise<void> {
  if (!hasSpoolFiles()) return;
  try {
    await (await sessionFolder(session)).removeEntry(name);
  } catch (error) {
    // None, or in use: it goes when the session ends.
    if (!(error instanceof DOMException)) throw error;
  }
}

async function sessionFolder(session: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  return folder.getDirectoryHandle(session, { create: true });
}

/** Keeps a session's spool files as long as this page lives. */
export function holdSpoolFiles(session: string): void {
  void navigator.locks?.request(lockName(session), () => new Promise(() => {}));
}

/** Deletes the spool files of sessions that have ended. What cannot be deleted now is deleted another time. */
export async function deleteDeadSpoolFiles(): Promise<void> {
  if (!hasSpoolFiles() || !navigator.locks) return;
  const sessions: string[] = [];
  const folder = await navigator.storage
    .getDirectory()
    .then((root) => root.getDirectoryHandle(FOLDER))
    .catch(() => undefined);
  if (!folder) return;
  for await (const session of folder.keys()) sessions.push(session);
  for (const session of sessions) {
    // One that is stuck, such as a file that another program has open, must not keep the others.
    await navigator.locks
      .request(lockName(session), { ifAvailable: true }, async (lock) => {
        if (lock) await folder.removeEntry(session, { recursive: true });
      })
      .catch(() => {});
  }
}
