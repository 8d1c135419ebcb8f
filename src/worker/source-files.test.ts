/** A file that an image is to be written to is known where it is one of those that were added. */
import { expect, test } from 'vitest';
import type { AddedSource } from './added-sources';
import type { SourceInfo } from './protocol';
import { isSourceFile } from './source-files';

/** Two handles are of one file where they have its path. */
function fileAt(path: string): FileSystemFileHandle {
  const isSameEntry = async (other: { path: string }) => other.path === path;
  return { kind: 'file', name: path.split('/').at(-1), path, isSameEntry } as never;
}

function folderAt(path: string): FileSystemDirectoryHandle {
  const resolve = async (file: { path: string }) =>
    file.path.startsWith(`${path}/`) ? file.path.slice(path.length + 1).split('/') : null;
  return { kind: 'directory', name: path, resolve } as never;
}

const source = (info: Partial<SourceInfo>, more: Partial<AddedSource> = {}): AddedSource => ({
  info: { source: 1, way: 'drop', entries: false, pushed: false, readAt: 0, ...info },
  ...more,
});
/** A File whose file was emptied since. */
const emptied = Object.assign(new File(['bytes'], 'disc.iso'), {
  slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('No.', 'NotReadableError')) }),
});
const inTree = async (_: number, path: string[]) => path.join('/') === 'a/b.txt';

test.each<[string, AddedSource, string, boolean]>([
  ['an opened image', source({ archive: 'disc.iso', files: [fileAt('home/disc.iso')] }), 'home/disc.iso', true],
  ['another of its name', source({ archive: 'disc.iso', files: [fileAt('home/disc.iso')] }), 'disc.iso', false],
  ['a loose file', source({ files: [fileAt('x'), fileAt('y')] }), 'y', true],
  ['a file of a folder', source({ directory: folderAt('demo') }), 'demo/a/b.txt', true],
  ['a new file in a folder', source({ directory: folderAt('demo') }), 'demo/a/new.iso', false],
  ['a file beside a folder', source({ directory: folderAt('demo') }), 'other/a/b.txt', false],
  ['one that may not be read yet', source({}, { closed: [fileAt('x')] }), 'x', true],
  ['an image without a handle, emptied', source({ pushed: true }, { archiveFiles: [emptied] }), 'home/disc.iso', true],
  [
    'another than an image without a handle',
    source({ pushed: true }, { archiveFiles: [new File(['bytes'], 'disc.iso')] }),
    'home/disc.iso',
    false,
  ],
])('%s', async (_, added, path, wanted) => {
  expect(await isSourceFile(fileAt(path), [added], inTree)).toBe(wanted);
});
