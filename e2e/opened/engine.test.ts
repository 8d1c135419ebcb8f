/** An image that is opened on the page: saved without an edit it is the same, and it is edited as a folder is. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { comeBack, Permissions, withFound } from '../../src/worker/coming-back';
import { Engine } from '../../src/worker/engine.fixture';
import type { SourceInfo } from '../../src/worker/protocol';
import { makeTree, removeTree, scratchDirectory, type Tree } from '../images/trees';
import { rawSectors } from '../reader/raw-sectors';
import { shown } from '../reader/shown';

const module = new WebAssembly.Module(fs.readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const TREE: Tree = {
  name: 'opened',
  entries: [
    { kind: 'directory', path: 'folder', mode: 0o750 },
    { kind: 'file', path: 'folder/größe', content: 'x'.repeat(3000), mode: 0o4755 },
    { kind: 'hardLink', path: 'folder/second name', to: 'folder/größe' },
    { kind: 'file', path: 'folder/inner/deep.txt', content: 'deep\n' },
    { kind: 'link', path: 'link', target: '../outside' },
    { kind: 'file', path: 'top.bin', content: new Uint8Array(400_000).fill(7) },
    { kind: 'file', path: 'empty', content: '' },
  ],
};

let scratch: string;
let image: Buffer;
let engine: Engine;
beforeAll(async () => {
  scratch = scratchDirectory();
  const root = makeTree(TREE, scratch);
  const words = ['-quiet', '-J', '-R', '-V', 'Größe of a Disc', '-publisher', 'ME', '-o', join(scratch, 'disc.iso')];
  expect((await isodrop([...words, root])).code).toBe(0);
  image = fs.readFileSync(join(scratch, 'disc.iso'));
});
afterAll(() => removeTree(scratch));
beforeEach(async () => {
  engine = await Engine.open(module);
});

const handle = (name: string, bytes: Buffer) => {
  const file = new File([new Uint8Array(bytes)], name, { lastModified: 1_700_000_000_000 });
  return { name, getFile: async () => file };
};
const opened = async (name = 'disc.iso', bytes = image) => {
  await engine.addArchive(handle(name, bytes), 'disc');
  return engine.settled();
};
const isSame = (bytes: Uint8Array) => Buffer.compare(bytes, image) === 0;

test('saved without an edit it is the same, byte for byte', async () => {
  const summary = await opened();
  expect(summary).toMatchObject({ volumeName: 'Größe of a Disc', preset: 'opened', files: 6 });
  expect(summary.noticeGroups.filter(({ code }) => code.startsWith('opened-'))).toEqual([]);
  expect([...(await engine.rows()).keys()]).toContain('folder/inner/deep.txt');
  expect(isSame(await engine.image())).toBe(true);
});

test('all of it is one reference, and few parts make the image', async () => {
  const { referenceCount } = await opened();
  expect(referenceCount).toBe(1);
});

test('an edit changes what it is about, and undo gives the same image again', async () => {
  await opened();
  await engine.tree.do({ do: 'rename', entry: await engine.entry('link'), name: 'other' });
  await engine.settled();
  const names = await shown(await DiscImage.open(bytesSource(await engine.image())), 'rock-ridge');
  expect(names.get('other')).toMatchObject({ kind: 'link', target: '../outside' });
  expect(names.get('folder/second name')).toMatchObject({ mode: 0o104755, links: 2 });
  await engine.tree.undo();
  await engine.settled();
  expect(isSame(await engine.image())).toBe(true);
});

test('undo takes the options away with it, and redo brings both back', async () => {
  const before = engine.last?.options;
  await opened();
  await engine.tree.undo();
  const empty = await engine.settled();
  expect(empty).toMatchObject({ files: 0, volumeName: 'CDROM', preset: 'universal' });
  expect(before ?? empty.options).toEqual(empty.options);
  await engine.tree.redo();
  await engine.settled();
  expect(isSame(await engine.image())).toBe(true);
});

test('a tree that is made anew is the same', async () => {
  await opened();
  await engine.tree.do({ do: 'rename', entry: await engine.entry('empty'), name: 'renamed' });
  await engine.settled();
  const was = await engine.image();
  const { steps } = engine;
  const first = engine;
  engine = await Engine.open(module);
  await engine.bringBack(first, steps);
  await engine.settled();
  expect(Buffer.compare(await engine.image(), was)).toBe(0);
});

test('instead of its contents it can be a file, and undo opens it again', async () => {
  await opened();
  await engine.keepAsFile(1);
  expect(await engine.settled()).toMatchObject({ files: 1, preset: 'universal', volumeName: 'CDROM' });
  expect([...(await engine.rows()).keys()]).toEqual(['disc.iso']);
  await engine.tree.undo();
  await engine.settled();
  expect(isSame(await engine.image())).toBe(true);
});

describe('an image of two sessions', () => {
  let disc: Buffer;
  beforeAll(() => {
    const [first, second] = ['one', 'two'].map((name) => {
      fs.mkdirSync(join(scratch, name));
      fs.writeFileSync(join(scratch, name, `${name}.txt`), name);
      return join(scratch, name);
    }) as [string, string];
    const volume = [
      '-volid',
      'FIRST',
      '-map',
      first,
      '/',
      '-commit',
      '-volid',
      'SECOND',
      '-map',
      second,
      '/',
      '-commit',
    ];
    // What lies below /dev is a drive to it.
    execFileSync('xorriso', ['-outdev', 'sessions.iso', ...volume], { cwd: scratch, stdio: 'ignore' });
    disc = fs.readFileSync(join(scratch, 'sessions.iso'));
  });
  const names = async () => [...(await engine.rows()).keys()];

  test('the last one is opened, and another one in its place; each is taken back', async () => {
    const last = await opened('sessions.iso', disc);
    expect(last).toMatchObject({ volumeName: 'SECOND', files: 2, topFolder: { dissolved: true } });
    expect(last.noticeGroups.map(({ code }) => code)).toContain('opened-sessions');
    expect((await engine.tree.imageAbout(1))?.sessions.map(({ isOpened }) => isOpened)).toEqual([false, true]);
    await engine.openSession(1, 1);
    const first = await engine.settled();
    expect(first).toMatchObject({ volumeName: 'FIRST', files: 1, preset: 'opened', topFolder: { dissolved: true } });
    expect(first.archives.map(({ source }) => source)).toEqual([2]);
    expect(first.undoLabel).toEqual({ say: 'open-session', about: [1, 'sessions.iso'] });
    expect(await names()).toEqual(['one.txt']);
    expect(await engine.tree.recorded(await engine.entry('one.txt'))).toMatchObject({ byteLength: 3 });
    await engine.openSession(2, 2);
    expect(await engine.settled()).toMatchObject({ volumeName: 'SECOND', files: 2 });
    await engine.tree.undo();
    expect(await engine.settled()).toMatchObject({ volumeName: 'FIRST', files: 1 });
    await engine.tree.undo();
    expect(await engine.settled()).toMatchObject({ volumeName: 'SECOND', files: 2, topFolder: { dissolved: true } });
    expect(await names()).toEqual(['one.txt', 'two.txt']);
    await engine.tree.redo();
    expect(await engine.settled()).toMatchObject({ volumeName: 'FIRST', files: 1, topFolder: { dissolved: true } });
  });

  test('what one session boots from is not what another one does', async () => {
    const first = ['-map', join(scratch, 'one'), '/', '-commit'];
    const second = ['-map', join(scratch, 'two'), '/', '-boot_image', 'any', 'bin_path=/two.txt', '-commit'];
    execFileSync('xorriso', ['-outdev', 'booting.iso', ...first, ...second], { cwd: scratch, stdio: 'ignore' });
    await opened('booting.iso', fs.readFileSync(join(scratch, 'booting.iso')));
    const catalog = async () => (await DiscImage.open(bytesSource(await engine.image()))).bootCatalog();
    expect(await catalog()).toMatchObject({ sections: [{ platform: 0 }] });
    await engine.openSession(1, 1);
    expect(await engine.settled()).toMatchObject({ phase: 'ready', files: 1, boot: [] });
    expect(await catalog()).toBe(undefined);
    await engine.tree.undo();
    await engine.settled();
    expect(await catalog()).toMatchObject({ sections: [{ platform: 0 }] });
  });

  test('a tree that is made anew has the session that was chosen, and what was done to it', async () => {
    await opened('sessions.iso', disc);
    await engine.openSession(1, 1);
    await engine.settled();
    await engine.tree.do({ do: 'rename', entry: await engine.entry('one.txt'), name: 'renamed.txt' });
    await engine.settled();
    const was = await engine.image();
    const { steps } = engine;
    const before = engine;
    engine = await Engine.open(module);
    await engine.bringBack(before, steps);
    await engine.settled();
    expect(await names()).toEqual(['renamed.txt']);
    expect(Buffer.compare(await engine.image(), was)).toBe(0);
  });

  test('one that did not come back is that session again, once its image is dropped', async () => {
    await opened('sessions.iso', disc);
    await engine.openSession(1, 1);
    await engine.settled();
    await engine.tree.do({ do: 'rename', entry: await engine.entry('one.txt'), name: 'renamed.txt' });
    await engine.settled();
    const was = await engine.image();
    const before = engine;
    const { steps } = before;
    const sources = [...before.jobs].map(([job, infos]) => [job, infos[0] as SourceInfo] as const);
    const lost = await Promise.all(
      sources.map(async ([job, { files: _, entries: __, pushed: ___, ...info }]) => {
        const source = await comeBack({ ...info, count: 1, hidden: [] }, new Permissions());
        return [job, { ...source, info: { ...source.info, source: info.source } }] as const;
      }),
    );
    engine = await Engine.open(module);
    before.jobs.clear();
    for (const [job, { info }] of lost) before.jobs.set(job, [info]);
    await engine.bringBack(before, steps);
    const { losses } = await engine.until(({ losses: [loss] }) => loss?.source === 2);
    expect(losses).toMatchObject([{ name: 'disc' }]);
    const [, came] = sources[0] as (typeof sources)[number];
    const [job, loss] = lost[1] as (typeof lost)[number];
    before.jobs.set(job, [{ ...withFound(loss, { info: came }).completed.info, source: 2 }]);
    engine = await Engine.open(module);
    await engine.bringBack(before, steps);
    expect(await engine.settled()).toMatchObject({ phase: 'ready', losses: [] });
    expect(await names()).toEqual(['renamed.txt']);
    expect(Buffer.compare(await engine.image(), was)).toBe(0);
  });
});

test('raw sectors are read, and the same image comes out', async () => {
  const { noticeGroups } = await opened('disc.bin', rawSectors(image, 2));
  expect(noticeGroups.filter(({ code }) => code.startsWith('opened-'))).toEqual([]);
  expect(isSame(await engine.image())).toBe(true);
});

test('what was decoded of raw sectors is one part of the image, however many files that are', async () => {
  await opened('disc.bin', rawSectors(image, 2));
  const parts = new Map<Blob, number>();
  const counted = class extends Blob {
    constructor(some: BlobPart[] = [], options?: BlobPropertyBag) {
      super(some, options);
      parts.set(this, some.length);
    }
  };
  vi.stubGlobal('Blob', counted);
  const made = await engine.tree.image();
  vi.unstubAllGlobals();
  expect(made).toMatchObject({ byteLength: image.length });
  // The structures, the files, and the zeros at the end.
  expect([...parts].filter(([{ size }]) => size === image.length).map(([, count]) => count)).toEqual([3]);
});

const cut = (name: string, places: number[]) =>
  places.map((from, at) => handle(`${name}${at + 1}`, image.subarray(from, places[at + 1] ?? image.length)));

test('parts are one image, whose files are ranges of them', async () => {
  await engine.addImage(cut('disc.iso.00', [0, 100_001, 300_000]), 'disc');
  const { noticeGroups, referenceCount } = await engine.settled();
  expect(noticeGroups.filter(({ code }) => code.startsWith('opened-'))).toEqual([]);
  expect(referenceCount).toBe(1);
  expect(isSame(await engine.image())).toBe(true);
  await engine.keepAsFile(1);
  await engine.settled();
  expect([...(await engine.rows()).keys()]).toEqual(['disc.iso.001', 'disc.iso.002', 'disc.iso.003']);
});

test('a part that changed on the disk is told of, whichever it is', async () => {
  const parts = cut('disc.iso.00', [0, 100_001, 300_000]);
  const late = new File([new Uint8Array(image.subarray(100_001, 300_000))], 'x', { lastModified: 1_800_000_000_000 });
  let isChanged = false;
  const { getFile } = parts[1] as (typeof parts)[0];
  parts[1] = { name: 'disc.iso.002', getFile: async () => (isChanged ? late : getFile()) };
  await engine.addImage(parts, 'disc');
  await engine.settled();
  isChanged = true;
  expect(await engine.tree.image()).toMatchObject({ failure: { code: 'file-changed' } });
});

test('a part that is missing is named', async () => {
  const [first, second, third] = cut('disc.iso.00', [0, 100_001, 300_000]);
  await engine.addImage([first, third] as NonNullable<typeof first>[], 'disc');
  const { failure, files } = await engine.settled();
  expect(failure?.message).toContain('Its part “disc.iso.002” is missing');
  expect(files).toBe(0);
  await engine.addImage([first, second] as NonNullable<typeof first>[], 'disc');
  await engine.settled();
  const notices = await engine.tree.notices('opened-cut', 0, 10);
  expect(JSON.stringify(notices)).toContain('“disc.iso.003” is needed too');
});

test('an image that is cut off is told of as a loss', async () => {
  const { noticeGroups } = await opened('disc.iso', image.subarray(0, image.length - 200 * 2048));
  expect(noticeGroups).toContainEqual(expect.objectContaining({ code: 'opened-cut', severity: 'left-out', count: 1 }));
  const [cut] = await engine.tree.notices('opened-cut', 0, 10);
  expect(cut?.before).toContain('a part of it is missing');
});

test('a cue sheet is opened with what it names, and says what of that is not there', async () => {
  const sheet = Buffer.from('FILE "C:\\rips\\Disc.BIN" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n');
  await engine.addImage([handle('disc.cue', sheet)], 'disc');
  expect((await engine.settled()).failure?.message).toContain('It names “Disc.BIN”, which was not added with it');
  await engine.addImage([handle('disc.cue', sheet), handle('disc.bin', rawSectors(image, 2))], 'disc');
  await engine.settled();
  expect(isSame(await engine.image())).toBe(true);
});

test('what is no image is said, and nothing is added', async () => {
  const summary = await opened('disc.iso', Buffer.alloc(100_000, 1));
  expect(summary).toMatchObject({ files: 0, phase: 'empty' });
  expect(summary.failure?.message).toContain('“disc.iso” cannot be opened');
});

describe('an image of more entries than cross at once', () => {
  let many: Buffer;
  beforeAll(async () => {
    const root = join(scratch, 'many');
    for (let folder = 0; folder < 5; folder++) {
      fs.mkdirSync(join(root, `folder${folder}`), { recursive: true });
      for (let file = 0; file < 500; file++) {
        fs.writeFileSync(
          join(root, `folder${folder}`, `a rather long name of file ${file}.txt`),
          `${folder} ${file}\n`,
        );
      }
    }
    fs.linkSync(join(root, 'folder0', 'a rather long name of file 0.txt'), join(root, 'folder4', 'linked'));
    const sort = join(scratch, 'sort');
    fs.writeFileSync(sort, `${root}/folder3 5\n${root}/folder2/* -7\n`);
    const words = ['-quiet', '-J', '-R', '-cache-inodes', '-hide-joliet', '*file 499.txt', '-sort', sort];
    expect((await isodrop([...words, '-o', join(scratch, 'many.iso'), root])).code).toBe(0);
    many = fs.readFileSync(join(scratch, 'many.iso'));
  });

  test('comes out as it was', async () => {
    expect(await opened('many.iso', many)).toMatchObject({ files: 2501, folders: 5 });
    expect(Buffer.compare(await engine.image(), many)).toBe(0);
  });

  test('leaves nothing where its end cannot be read', async () => {
    const file = new File([new Uint8Array(many)], 'many.iso');
    let reads = 0;
    const slice = file.slice.bind(file);
    file.slice = (start = 0, end = file.size) => {
      reads++;
      if (end > 2 ** 18) throw new DOMException('It is gone.', 'NotReadableError');
      return slice(start, end);
    };
    await engine.addArchive({ name: 'many.iso', getFile: async () => file }, 'many');
    await vi.waitFor(() => expect(engine.last?.failure).toBeDefined());
    expect(reads).toBeGreaterThan(1);
    expect(engine.last).toMatchObject({ phase: 'empty', files: 0, folders: 0, preset: 'universal' });
  });
});
