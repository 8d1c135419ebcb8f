/** What the read worker does with archives that are taken back. */
import { beforeEach, expect, test, vi } from 'vitest';
import { tarOf } from '../archives/archive.fixture';
import { PrivateFiles } from '../sinks/private-files.fixture';
import { Port } from './browser.fixture';
import { Reader } from './reader';
import { startWorker } from './start';
import { unpackIn } from './unpack-worker';
import { unpack } from './unpacking';

vi.mock('./start', () => ({ startWorker: vi.fn() }));

const SOURCE = 1;

let disk: PrivateFiles;
beforeEach(() => {
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
  await reader.openArchive(SOURCE, new File([new Uint8Array(tar)], 'many.tar'));
  await vi.waitFor(() => expect(disk.names).toEqual([]));
});

test('no worker is started for an archive that was taken back before', async () => {
  const request = { file: new File([], 'a.tar'), name: 'a.tar', session: 'session', firstStore: 1 };
  const unpacked = unpackIn('engine.js')(
    request,
    () => {},
    () => {},
    AbortSignal.abort(),
  );
  await expect(unpacked).rejects.toThrow('aborted');
  expect(startWorker).not.toHaveBeenCalled();
});
