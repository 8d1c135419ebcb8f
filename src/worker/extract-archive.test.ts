/** Zip archives as they come out: nothing of what went in is lost when they are unpacked. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBytes } from '../archives/archive.fixture';
import { ImageTree } from '../image/tree';
import { extractToArchive } from './extract-archive';
import { type OutgoingTree, outgoingTree } from './outgoing-tree';
import { Stores } from './stores';

const TIME = { modifyTime: 0 };
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

/** Makes a zip archive of a tree, and reads it. */
async function zipped(fill: (tree: ImageTree, file: (parent: number, name: string, text: string) => void) => void) {
  const tree = new ImageTree();
  const stores = new Stores();
  fill(tree, (parent, name, text) => {
    const store = stores.addFile(new File([text], 'file'));
    tree.addFile(parent, bytesOf(name), TIME, { byteLength: text.length, store, offset: 0 });
  });
  const rooms = { tree, stores, problems: { open: () => [], shown: () => [] } as never, history: { notices: [] } };
  const outgoing = (await outgoingTree(rooms, undefined, () => true)) as OutgoingTree;
  const chosen = new ChosenByName();
  const to = { kind: 'zip' as const, file: chosen as unknown as FileSystemFileHandle, name: 'x.zip' };
  const { notes, files, folders } = await extractToArchive(
    outgoing,
    to,
    'session',
    () => {},
    new AbortController().signal,
  );
  const { entries } = await readBytes(chosen.bytes, 'x.zip');
  return { entries, files, folders, notes: notes.map(({ path, why, name }) => [path, why, name ?? ''].join(' | ')) };
}

/** A file that somebody chose. */
class ChosenByName {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  async createWritable() {
    const parts: Uint8Array[] = [];
    return {
      write: async ({ data }: { data: Uint8Array }) => void parts.push(data.slice()),
      close: async () => {
        this.bytes = Uint8Array.from(Buffer.concat(parts));
      },
      abort: async () => {},
    };
  }
}

test('names that cannot be in an archive become others that meet none', async () => {
  const { entries, notes, files } = await zipped((tree, file) => {
    file(0, 'a\\b', 'first');
    file(0, 'a_b', 'second');
    file(0, 'x\xe4', 'third');
    file(0, 'x\xf6', 'fourth');
    const folder = tree.addDirectory(0, bytesOf('f\\'), TIME);
    file(folder, 'in', 'fifth');
    file(tree.addDirectory(0, bytesOf('f_'), TIME), 'in', 'sixth');
  });
  const contents = Object.entries(entries).flatMap(([path, { content }]) => (content ? [[path, content]] : []));
  expect(Object.fromEntries(contents)).toEqual({
    'a_b (2)': 'first',
    a_b: 'second',
    xä: 'third',
    xö: 'fourth',
    'f_ (2)/in': 'fifth',
    'f_/in': 'sixth',
  });
  expect(files).toBe(6);
  expect(notes).toHaveLength(4);
  expect(notes).toContain('a\\b | renamed | a_b (2)');
});

test('nothing is lost, whatever names there are', async () => {
  const name = fc.string({
    unit: fc.constantFrom('a', '_', '\\', '\xe4', '\xc3', '\xa4', ' (2)'),
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { maxLength: 12 }), async (names) => {
      const { entries } = await zipped((_, file) => {
        for (const [at, one] of names.entries()) file(0, one, `content ${at}`);
      });
      const contents = Object.values(entries).map(({ content }) => content);
      expect(contents.sort()).toEqual(names.map((_, at) => `content ${at}`).sort());
    }),
    { numRuns: 40 },
  );
});

test('a path that has no room in a record is left out, and the archive is whole', async () => {
  const { entries, notes, files, folders } = await zipped((tree, file) => {
    let folder = 0;
    for (let level = 0; level < 258; level++) {
      folder = tree.addDirectory(folder, 'd'.repeat(254), TIME);
      if (level === 256) file(folder, 'd', 'too far');
    }
    file(0, 'z', 'behind it');
  });
  // 65,535 bytes: 257 names, each with its slash.
  expect({ folders, files }).toEqual({ folders: 257, files: 1 });
  expect(entries.z).toMatchObject({ content: 'behind it' });
  expect(notes.map((note) => note.replace(/^.*\//, ''))).toEqual(['d | name | ', `${'d'.repeat(254)} | name | `]);
});
