import { afterEach, describe, expect, it, vi } from 'vitest';
import { NodeContents } from './node-contents';
import { Prefetch, type SmallFile } from './node-prefetch';

const told: { thread: number; message: string }[] = [];
let threads = 0;
vi.mock('./node-thread', () => ({
  startThread: () => {
    const thread = threads++;
    return { postMessage: (message: string) => told.push({ thread, message }) };
  },
}));
afterEach(() => {
  vi.restoreAllMocks();
  told.length = 0;
  threads = 0;
});

const FILES = 6000;

/** Files of a folder; one has a name that is no text. */
function listed() {
  const contents = new NodeContents();
  const store = contents.addDirectory('/folder');
  const files: SmallFile[] = [];
  for (let file = 0; file < FILES; file++) {
    const name = file === 5000 ? Buffer.from([0xff]) : `file${file}`;
    files.push({ store, offset: contents.addFile(name, 0n) });
  }
  return { contents, files };
}

/** Has the process wait so many times for each file that is read from a number on. */
function readAll(prefetch: Prefetch, waits: number, from: number, onRead = (_file: number) => {}): void {
  let all = 1000;
  vi.spyOn(process, 'resourceUsage').mockImplementation(
    () => ({ voluntaryContextSwitches: Math.floor(all) }) as NodeJS.ResourceUsage,
  );
  for (let file = 0; file < FILES; file++) {
    onRead(file);
    prefetch.next();
    if (file >= from) all += waits;
  }
  prefetch.end();
}

describe('Prefetch', () => {
  it('starts nothing where files are in memory', () => {
    const { contents, files } = listed();
    readAll(new Prefetch(contents, files), 0.2, 0);
    expect(threads).toBe(0);
    expect(told).toEqual([]);
  });

  it.each([0, 1000, 3000])('reads ahead what is left, each file once, where they are waited for from %i on', (from) => {
    const { contents, files } = listed();
    let [ahead, seen, most] = [0, 0, 0];
    readAll(new Prefetch(contents, files), 1, from, (file) => {
      for (; seen < told.length; seen++) ahead += told[seen]?.message.split('\0').length ?? 0;
      if (ahead > 0) most = Math.max(most, ahead - (file - from));
    });
    expect(threads).toBe(3);
    const ends = told.splice(-3);
    expect(ends).toEqual([0, 1, 2].map((thread) => ({ thread, message: '' })));
    const paths = told.flatMap(({ message }) => message.split('\0'));
    const first = Number(paths[0]?.slice('/folder/file'.length));
    expect(first).toBeGreaterThan(from);
    expect(first).toBeLessThanOrEqual(from + 600);
    const expected = files.map((_, file) => `/folder/file${file}`).filter((_, file) => file >= first && file !== 5000);
    expect(paths).toEqual(expected);
    expect(new Set(told.map(({ thread }) => thread)).size).toBe(3);
    // Never all at once: the system's memory is not for us alone.
    expect(most).toBeLessThan(3500);
  });
});
