/** What the read worker does with archives that are taken back, and where there is no more room. */
import { expose } from 'comlink';
import { beforeEach, expect, test, vi } from 'vitest';
import { tarOf } from '../archives/archive.fixture';
import { PrivateFiles } from '../sinks/private-files.fixture';
import { provenBlob } from '../sinks/proven-blob';
import { Port } from './browser.fixture';
import type { FileFailed, FilesRead } from './protocol';
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
