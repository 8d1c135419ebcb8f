/** What did not come back and is dropped again is what it was. */
import { expect, test } from 'vitest';
import { comeBack, Permissions, withFound } from './coming-back';
import type { StoredSource } from './kept-store';
import type { PageSource } from './page-sources';

const HANDLE = { kind: 'file', name: 'disc.iso' } as FileSystemFileHandle;
/** All that is kept of a source by name; a field that is added is to be added here. */
const KEPT: Required<StoredSource> = {
  source: 2,
  name: 'disc',
  archive: 'disc.iso',
  way: 'drop',
  readAt: 1,
  directory: { kind: 'directory', name: 'gone' } as FileSystemDirectoryHandle,
  files: [HANDLE],
  into: { made: 7, path: ['sub'] },
  insteadOf: 1,
  opens: { source: 3, path: ['disc.iso'] },
  discSession: 1,
  names: [],
  count: 5,
  hidden: [{ path: ['.x'], isFolder: false, files: 1 }],
};
/** What says how it is read, and what is counted. */
const READ = new Set(['source', 'way', 'readAt', 'directory', 'files', 'names', 'count', 'hidden']);

test('a source that is dropped again is put where it was, and stands for what it stood for', async () => {
  const { directory: _, files: __, ...stored } = KEPT;
  const lost = await comeBack(stored, new Permissions());
  expect(lost.info.before?.lost).toMatchObject({ reason: 'once' });
  const info = { name: 'disc', archive: 'disc.iso', way: 'input' as const, entries: false, pushed: true, readAt: 9 };
  const came: PageSource = { info, archiveFiles: [new File(['x'], 'disc.iso')] };
  const { completed, beside } = withFound({ ...lost, closed: [HANDLE] }, came);
  expect(beside).toBeUndefined();
  const was = Object.fromEntries(Object.entries(KEPT).filter(([field]) => !READ.has(field)));
  expect(completed).toEqual({ ...came, info: { ...info, ...was, before: { files: 5, hidden: [] } } });
});

test('where handles hid a part of a folder, it is read through what came alone', () => {
  const before = { files: 5, hidden: KEPT.hidden };
  const { directory, into } = KEPT;
  const info = { name: 'top', way: 'drop' as const, entries: false, pushed: false, readAt: 1 };
  const came: PageSource = { info: { ...info, entries: true } };
  const { completed } = withFound({ info: { ...info, directory, into, before } }, came);
  expect(completed.info).toEqual({ ...info, entries: true, into, before: { files: 5, hidden: [] } });
});
