/** What the read worker does with archives that are taken back, and where there is no more room. */
import { expose } from 'comlink';
import { beforeEach, expect, test, vi } from 'vitest';
import { tarOf } from '../archives/archive.fixture';
import { PrivateFiles } from '../sinks/private-files.fixture';
import { provenBlob } from '../sinks/proven-blob';
import { joinedFile } from '../sources/blob-source';
import { DiskFile, Port } from './browser.fixture';
import type { FileFailed, FilesRead, SourceInfo } from './protocol';
import { Reader } from './reader';
import { startWorker } from './start';
import { unpackIn } from './unpack-worker';
import { unpack } from './unpacking';

vi.mock('./start', () => ({ startWorker: vi.fn() }));
vi.mock('../sinks/proven-blob', { spy: true });

const SOURCE = 1;

let disk: PrivateFiles;
beforeEach(() => {
  vi.mocked(provenBlob).mockClear();
  disk = new PrivateFiles();
  vi.stubGlobal('navigator', { storage: disk.storage });
});

test('all that was made of an archive goes with it', async () => {
  const content = 'x'.repeat(128 * 1024);
  // More than memory is to have.
  const tar = tarOf(Array.from({ length: 140 }, (_, at) => ({ path: `file${at}`, content })));
  const reader = new Reader({
    unpack: async (...request) => {
      const unpacked = await unpack(...request);
      expect(disk.names).not.toEqual([]);
      await reader.cancel([SOURCE]);
      return unpacked;
    },
  });
  reader.connect(Port.pair()[0].asMessagePort, 'session', 1);
  await reader.openArchive(SOURCE, 'many.tar', [new File([new Uint8Array(tar)], 'many.tar')]);
  await vi.waitFor(() => expect(disk.names).toEqual([]));
});

test('no worker is started for an archive that was taken back before', async () => {
  const request = { files: [new File([], 'a.tar')], name: 'a.tar', session: 'session', firstStore: 1 };
  const host = { told: () => {}, made: () => {}, given: async () => {} };
  const unpacked = unpackIn('engine.js')(request, host, AbortSignal.abort());
  await expect(unpacked).rejects.toThrow('aborted');
  expect(startWorker).not.toHaveBeenCalled();
});

test('what is added while there is found to be no room is told of as well', async () => {
  let refuse = () => {};
  const refused = new Promise<undefined>((resolve) => {
    refuse = () => resolve(undefined);
  });
  vi.mocked(provenBlob).mockReturnValueOnce(refused);
  disk.refusal = new DOMException('No.', 'SecurityError');
  const failed: string[] = [];
  const [tree, port] = Port.pair();
  const files = (_: FilesRead, some: FileFailed[]) => void failed.push(...some.map(({ name }) => name));
  expose({ files, store: () => {}, seen: () => {} }, tree as never);
  const reader = new Reader({ unpack });
  reader.connect(port.asMessagePort, 'session', 1);
  const add = (name: string) => reader.addFiles(SOURCE, [0], [name], [new File(['text'], name)]);
  await add('before');
  const first = reader.finish();
  await vi.waitFor(() => expect(provenBlob).toHaveBeenCalled());
  await add('meanwhile');
  refuse();
  expect(await first).toMatchObject({ code: 'no-space' });
  expect(await reader.finish()).toMatchObject({ code: 'no-space' });
  expect(failed).toEqual(['meanwhile']);
  disk.refusal = undefined;
  await add('after');
  expect(await reader.finish()).toBeUndefined();
  expect(failed).toEqual(['meanwhile']);
});

test('an image in several files is another one as soon as one of them is, whatever its length and time', async () => {
  const [first, last] = [new DiskFile('disc.iso.001', 'first'), new DiskFile('disc.iso.002', 'last')];
  const info: SourceInfo = {
    source: SOURCE,
    way: 'drop',
    entries: false,
    pushed: false,
    readAt: 0,
    archive: first.name,
  };
  const [tree, port] = Port.pair();
  expose({ files: () => {}, store: () => {}, unpacking: () => {}, archive: () => {} }, tree as never);
  let opened: File[] = [];
  const reader = new Reader({
    unpack: async ({ files }) => {
      opened = files;
      throw new Error('There is nothing in it.');
    },
  });
  reader.connect(port.asMessagePort, 'session', 1);
  await reader.list([{ ...info, files: [first.asHandle, last.asHandle] }]);
  const check = () => reader.check([{ source: SOURCE, path: [], file: joinedFile(opened) }]);
  expect(await check()).toEqual(['same']);
  first.modified -= 1000;
  expect(await check()).toEqual(['changed']);
  first.modified += 1000;
  [first.text, last.text] = ['firs', 'tlast'];
  expect(await check()).toEqual(['changed']);
  [first.text, last.text] = ['first', 'last'];
  expect(await check()).toEqual(['same']);
  // A browser refuses to deliver what was changed.
  vi.spyOn(opened[0] as File, 'slice').mockImplementation(() => {
    throw new DOMException('It was changed.', 'NotReadableError');
  });
  expect(await check()).toEqual(['changed']);
});
