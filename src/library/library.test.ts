import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../image/options';
import { isodrop } from '../node/run.fixture';
import { buildImage as buildInBrowser } from './browser';
import { type BuildOptions, buildImage, type DiscImage, type FileEntry, type ImageEntry } from './node';

let base: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-library-'));
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const bytesOf = async (of: Blob | ReadableStream) => Buffer.from(await new Response(of).arrayBuffer());
const modifyTime = new Date('2024-05-06T07:08:09.500Z');
const numbers = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31) >> 5);

const contents: FileEntry['content'][] = [
  'text: é 漢',
  numbers(3),
  numbers(5000).subarray(10, 4106),
  numbers(2).buffer,
  new Blob(['small']),
  new Blob([numbers(70_000)]),
  new File([numbers(3_000_000)], 'its own name', { lastModified: 1e12 }),
  '',
];
const entries = contents.map((content, index): FileEntry => {
  const path = index % 3 === 0 ? `file ${index}.txt` : `/folder ${index % 3}//inner/file ${index}`;
  return { path, content, modifyTime };
});

/** The same files in a folder of the disk. */
async function onDisk(): Promise<string> {
  const folder = fs.mkdtempSync(join(base, 'tree-'));
  for (const { path, content } of entries) {
    const file = join(folder, path);
    fs.mkdirSync(join(file, '..'), { recursive: true });
    fs.writeFileSync(file, await bytesOf(new Blob([content as BlobPart])));
    fs.utimesSync(file, modifyTime, modifyTime);
  }
  return folder;
}

async function written(image: DiscImage): Promise<Buffer> {
  await image.write(join(base, 'written.iso'));
  return fs.readFileSync(join(base, 'written.iso'));
}

describe('an image', () => {
  it.each<[BuildOptions, string[]]>([
    [{}, ['-J', '-r']],
    [{ joliet: false, rockRidge: 'none', isoLevel: 4, endPadBlocks: 0 }, ['-iso-level', '4', '-no-pad']],
    [{ volumeName: 'é', jolietUnits: 103, rockRidgeVersion: '1.12' }, ['-joliet-long', '-r', '-rrip112', '-V', 'é']],
    [
      { isoNames: { omitVersion: true }, volumeTimes: { expiration: modifyTime }, identifiers: { publisher: 'ME' } },
      ['-J', '-r', '-N', '-expiration-date', '20240506070809+0000', '-P', 'ME'],
    ],
  ])('is the command’s, whatever it is made of and however it is handed over: %j', async (options, argv) => {
    const folder = await onDisk();
    const made = await isodrop([...argv, '-portable', '-quiet', '-o', join(base, 'x.iso'), folder]);
    expect(made).toEqual({ code: 0, printed: '', logged: '' });
    const expected = fs.readFileSync(join(base, 'x.iso'));

    const ofDisk = await buildImage([{ disk: folder }], { ...options, portable: true });
    const ofMemory = await buildImage(entries, options);
    const inBrowser = await buildInBrowser(entries, options);
    for (const image of [ofDisk, ofMemory, inBrowser]) {
      expect(image.byteLength).toBe(expected.length);
      expect((await bytesOf(image.stream())).equals(expected)).toBe(true);
    }
    for (const image of [ofMemory, inBrowser]) {
      expect((await bytesOf(await image.blob())).equals(expected)).toBe(true);
    }
    for (const image of [ofDisk, ofMemory]) expect((await written(image)).equals(expected)).toBe(true);
  });

  it('has links, folders and attributes, and files of the disk beside others, as the command makes it of a folder', async () => {
    const folder = join(base, 'tree');
    fs.mkdirSync(join(folder, 'empty'), { recursive: true });
    fs.mkdirSync(join(folder, 'sub'));
    fs.symlinkSync('../a', join(folder, 'sub/link'));
    fs.writeFileSync(join(folder, 'a'), 'content');
    fs.writeFileSync(join(folder, 'left out'), 'x');
    fs.chmodSync(join(folder, 'a'), 0o640);
    const times = new Map(
      ['a', 'sub/link', 'empty', 'sub', '.'].map((name, day) => [name, new Date(1e12 + day * 864e5)]),
    );
    for (const [name, time] of times) fs.lutimesSync(join(folder, name), time, time);
    await isodrop([
      '-J',
      '-R',
      '-uid',
      '7',
      '-gid',
      '8',
      '-m',
      'left out',
      '-set_all_file_dates',
      'set_to_mtime',
      '-modification-date',
      '20240506070809+0000',
      '-o',
      join(base, 'x.iso'),
      folder,
    ]);

    const options: BuildOptions = { rockRidge: 'full', volumeTimes: { creation: modifyTime } };
    const at = (path: string) => ({ path, user: 7, group: 8, modifyTime: times.get(path) as Date });
    const image = await buildImage(
      [
        { ...at('.'), path: '', mode: 0o755, directory: true },
        { ...at('sub/link'), target: '../a', mode: 0o777 },
        { ...at('sub'), mode: 0o755, directory: true },
        { ...at('a'), mode: 0o640, content: 'content' },
        { ...at('empty'), mode: 0o755, directory: true },
      ],
      options,
    );
    expect((await bytesOf(image.stream())).equals(fs.readFileSync(join(base, 'x.iso')))).toBe(true);

    const exclude = (path: string) => path.endsWith('left out') || path.endsWith('sub');
    const mixed = await buildImage(
      [
        { disk: folder, path: 'from/disk' },
        { path: 'from/memory', content: 'x' },
      ],
      { exclude, portable: true },
    );
    const alike = await buildImage([
      { path: 'from/disk/a', content: 'content', modifyTime: times.get('a') as Date },
      { path: 'from/disk/empty', directory: true },
      { path: 'from/memory', content: 'x' },
    ]);
    expect((await bytesOf(mixed.stream())).equals(await bytesOf(alike.stream()))).toBe(true);
  });

  it('has folders on the way whose mode is that of new ones, the root too', async () => {
    const file = join(base, 'a');
    fs.writeFileSync(file, 'content');
    fs.utimesSync(file, modifyTime, modifyTime);
    const argv = ['-J', '-R', '-portable', '-new-dir-mode', '0700', '-graft-points', '-o', join(base, 'x.iso')];
    await isodrop([...argv, `on/the/way/a=${file}`]);
    const options: BuildOptions = { rockRidge: 'full', owner: { newDirectoryMode: 0o700 } };
    const image = await buildImage([{ path: 'on/the/way/a', content: 'content', modifyTime }], options);
    expect((await bytesOf(image.stream())).equals(fs.readFileSync(join(base, 'x.iso')))).toBe(true);
  });

  it('is handed over twice at once', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({ path: `one of many files ${index}`, content: '' }));
    const image = await buildImage(many);
    const expected = await written(image);
    for (const bytes of await Promise.all([image.stream(), image.stream()].map(bytesOf))) {
      expect(bytes.equals(expected)).toBe(true);
    }
  });

  it('tells its notices, as often as they are asked for', async () => {
    fs.mkdirSync(join(base, 'tree'));
    fs.symlinkSync('gone', join(base, 'tree/link'));
    const image = await buildImage([{ disk: join(base, 'tree') }, { path: 'a?b', content: '' }], { followLinks: true });
    const told = [...image.notices()];
    expect(told).toEqual([
      {
        code: 'link-broken',
        severity: 'left-out',
        path: 'link',
        before: 'gone',
        sentence: expect.stringContaining('“link” was left out'),
      },
      {
        code: 'joliet-characters',
        severity: 'changed',
        path: 'a?b',
        before: 'a?b',
        after: 'a_b',
        sentence: expect.stringContaining('“a_b” for Windows'),
      },
      expect.objectContaining({ code: 'iso-name', after: 'A_B.' }),
    ]);
    expect([...image.notices()]).toEqual(told);
    expect(image.noticeCount).toBe(3);
  });

  it('is reproducible, and holds no more than a few pieces of large contents', async () => {
    const chunk = numbers(1 << 16);
    let pulled = 0;
    /** A Blob whose bytes come when they are asked for. */
    class Large extends Blob {
      override get size() {
        return 50 * 2 ** 20;
      }
      override stream() {
        let left = this.size;
        return new ReadableStream({
          pull(controller) {
            if (left === 0) return controller.close();
            pulled += chunk.length;
            left -= chunk.length;
            controller.enqueue(chunk);
          },
        });
      }
    }
    const image = await buildImage([{ path: 'large', content: new Large() }]);
    expect(pulled).toBe(0);
    let seen = 0;
    for await (const piece of image.stream()) {
      seen += piece.length;
      expect(pulled).toBeLessThan(seen + 3 * 2 ** 20);
    }
    expect(seen).toBe(image.byteLength);
  });
});

describe('an image that cannot be written', () => {
  const list = () => fs.readdirSync(base).sort();

  it.each<[string, string, (file: string) => void, RegExp]>([
    ['was changed', 'content', (file) => fs.appendFileSync(file, 'x'), /“.*file” grew from 7 to 8 bytes/],
    ['is no longer empty', '', (file) => fs.appendFileSync(file, 'x'), /“.*file” grew from 0 to 1 bytes/],
    ['has vanished', 'content', (file) => fs.rmSync(file), /“.*file” cannot be read any more: it is not there/],
  ])('since a file of it %s rejects with a sentence and leaves nothing', async (_what, content, change, sentence) => {
    const file = join(base, 'file');
    fs.writeFileSync(file, content);
    const image = await buildImage([{ disk: file }]);
    change(file);
    const before = list();
    await expect(image.write(join(base, 'x.iso'))).rejects.toThrow(sentence);
    await expect(bytesOf(image.stream())).rejects.toThrow(sentence);
    expect(list()).toEqual(before);
  });

  it('since bytes of it have another length now rejects with a sentence', async () => {
    const buffer = new ArrayBuffer(5, { maxByteLength: 10 });
    const image = await buildImage([{ path: 'a', content: new Uint8Array(buffer) }]);
    buffer.resize(6);
    await expect(image.blob()).rejects.toThrow('“a” was changed after the image was laid out. Build the image again.');
  });

  it('since a Blob cannot be read rejects with a sentence', async () => {
    class Dead extends Blob {
      override stream() {
        return new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
      }
    }
    const image = await buildImage([{ path: 'a', content: new Dead(['x']) }]);
    await expect(image.blob()).rejects.toThrow('“a” cannot be read any more: Error: gone. Build the image again.');
  });

  it('since a Blob has fewer bytes than it says rejects with a sentence', async () => {
    class Short extends Blob {
      override stream() {
        return new Blob(['xx']).stream();
      }
    }
    const image = await buildImage([{ path: 'a', content: new Short(['xxx']) }]);
    await expect(bytesOf(image.stream())).rejects.toThrow('“a” was changed after the image was laid out');
  });

  it('since its place is one of its files, or none, rejects with a sentence', async () => {
    fs.mkdirSync(join(base, 'tree'));
    fs.writeFileSync(join(base, 'tree/x.iso'), 'yesterday’s');
    fs.symlinkSync('tree', join(base, 'other'));
    const image = await buildImage([{ disk: join(base, 'other') }]);
    await expect(image.write(join(base, 'tree/x.iso'))).rejects.toThrow(
      'is itself one of the files that the image is made of',
    );
    await expect(image.write(join(base, 'gone/x.iso'))).rejects.toThrow('cannot be written: its folder is not there');
    expect(fs.readFileSync(join(base, 'tree/x.iso'), 'utf8')).toBe('yesterday’s');
  });

  it('since somebody ends it rejects with the reason and leaves nothing', async () => {
    const image = await buildImage([{ path: 'a', content: new Blob([numbers(9_000_000)]) }]);
    const ways: ((options: { signal: AbortSignal; onProgress: () => void }) => Promise<unknown>)[] = [
      (options) => image.write(join(base, 'x.iso'), options),
      (options) => bytesOf(image.stream(options)),
      (options) => image.blob(options),
    ];
    for (const way of ways) {
      const ending = new AbortController();
      await expect(way({ signal: ending.signal, onProgress: () => ending.abort('enough') })).rejects.toBe('enough');
      await expect(way({ signal: AbortSignal.abort('before'), onProgress: () => {} })).rejects.toBe('before');
    }
    // Somebody who waits for his turn.
    const ending = new AbortController();
    setImmediate(() => ending.abort('a turn'));
    await expect(image.write(join(base, 'x.iso'), { signal: ending.signal })).rejects.toBe('a turn');
    await expect(buildImage([], { signal: AbortSignal.abort('building') })).rejects.toBe('building');
    expect(list()).toEqual([]);
  });

  it('tells how far it is until then', async () => {
    const image = await buildImage([{ path: 'a', content: numbers(3_000_000) }]);
    const told: number[] = [];
    await bytesOf(image.stream({ onProgress: (bytes) => told.push(bytes) }));
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(image.byteLength);
  });
});

it('has the default of every option that is undefined', async () => {
  const { duplicatesOnce: _notTheLibrarys, ...options } = DEFAULT_OPTIONS;
  const bytes = async (options: object) =>
    bytesOf((await buildImage([{ path: 'a.b.c', content: 'x' }], options)).stream());
  const expected = await bytes({});
  const none = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, undefined]));
  expect((await bytes(none(Object.keys(options)))).equals(expected)).toBe(true);
  const groups = {
    isoNames: none(Object.keys(DEFAULT_OPTIONS.isoNames)),
    owner: none(['user']),
    volumeTimes: none(['creation']),
  };
  expect((await bytes(groups)).equals(expected)).toBe(true);
});

describe('what is not understood is refused with a sentence:', () => {
  const file = { path: 'a', content: 'x' };
  it.each<[unknown[], RegExp]>([
    [['my-folder'], /^An entry is “my-folder”; it must be an object, such as/],
    [[null], /^An entry is null; it must be an object/],
    [[{ path: 'a', content: undefined }], /^“a” has none of content/],
    [[{ path: 'a' }], /^“a” has none of content, target, directory and disk/],
    [[{ path: 'a', content: 'x', target: 'y' }], /^“a” has content and target; an entry has one of them/],
    [[{ path: 'a', content: 5 }], /^content of “a” must be a Blob, a Uint8Array, an ArrayBuffer or a text/],
    [[{ path: 'a', directory: false }], /^directory of “a” must be true/],
    [[{ path: 'a', target: 5 }], /^target of “a” must be a text/],
    [[{ path: 5, content: '' }], /^The path of an entry is 5/],
    [[{ path: '', content: '' }], /is no name for a file/],
    [[{ path: 'a/../b', content: '' }], /^“a\/\.\.\/b” cannot be a place in an image/],
    [[{ path: 'a\0', content: '' }], /cannot be the name of a file/],
    [[{ ...file, modifyTime: 5 }], /^modifyTime of “a” must be a Date/],
    [[{ ...file, modifyTime: new Date(Number.NaN) }], /^modifyTime of “a” must be a Date/],
    [[{ ...file, mode: 0o10000 }], /^mode of “a” must be a whole number from 0 to 4095/],
    [[{ ...file, user: -1 }], /^user of “a” must be a whole number/],
    [[file, file], /^“a” cannot be added: the image has something of that name already/],
    [[file, { path: 'a/b', content: '' }], /^“a” cannot be a folder: “a” is a file/],
    [[file, { path: 'a', directory: true }], /^“a” cannot be a folder: “a” is a file/],
    [[{ disk: '' }], /^disk is ; it must be the path of a file or folder/],
    [[{ disk: '/not there' }], /^“\/not there” cannot be taken: it is not there/],
  ])('entries %j', async (entries, sentence) => {
    await expect(buildImage(entries as ImageEntry[])).rejects.toThrow(sentence);
  });

  it.each<[object, RegExp]>([
    [{ volume: 'X' }, /^There is no option volume\. There are: joliet, /],
    [{ isoNames: { long: true } }, /^There is no option isoNames\.long\. There are: length, leadingDots/],
    [{ joliet: 1 }, /^joliet is 1; it must be one of true, false/],
    [{ isoLevel: 5 }, /^isoLevel is 5; it must be one of 1, 2, 3, 4/],
    [{ owner: { user: 1.5 } }, /^owner\.user is 1\.5; it must be a whole number from 0 to 4,294,967,295/],
    [{ owner: 5 }, /^owner must be an object/],
    [null as unknown as object, /^options must be an object/],
    [{ volumeSequenceNumber: 2 }, /^volumeSequenceNumber is 2; the set has 1 \(volumeSetSize\)/],
    [{ volumeTimes: { creation: 5 } }, /^volumeTimes\.creation is 5; it must be a Date/],
    [{ volumeName: undefined, volumeSetSize: 0 }, /^volumeSetSize is 0; it must be a whole number from 1 to 65,535/],
    [{ signal: {} }, /^signal is \[object Object\]; it must be an AbortSignal/],
  ])('options %j', async (options, sentence) => {
    await expect(buildImage([file], options)).rejects.toThrow(sentence);
  });

  it.each([undefined, null, 'my-folder', { disk: 'my-folder' }])('%j in place of entries', async (entries) => {
    await expect(buildImage(entries as unknown as ImageEntry[])).rejects.toThrow(
      /^Entries are .*; they must be a list/,
    );
  });

  it('a place that is none', async () => {
    const image = await buildImage([file]);
    await expect(image.write(undefined as unknown as string)).rejects.toThrow(
      'The path of the image is undefined; it must be a text.',
    );
  });

  it('the disk where there is none', async () => {
    await expect(buildInBrowser([{ disk: '.' }])).rejects.toThrow('Only Node can take files of the disk');
    await expect((await buildInBrowser([])).write('x.iso')).rejects.toThrow('Only Node can write to the disk');
    await expect((await buildImage([{ disk: base }])).blob()).rejects.toThrow(
      'cannot be a Blob: take stream() or write()',
    );
  });
});

describe('an image that boots', () => {
  const loader = numbers(24_577);
  const booting: ImageEntry[] = [
    { path: 'isolinux/isolinux.bin', content: loader, modifyTime },
    { path: 'efi.img', content: new Blob([numbers(90_000)]), modifyTime },
    { path: 'note.txt', content: 'note', modifyTime },
  ];
  const boot: BuildOptions['boot'] = [
    { file: 'isolinux/isolinux.bin', loadSectors: 4, infoTable: true },
    { file: 'efi.img', platform: 'efi' },
  ];

  it('is the command’s, in one piece and as a Blob', async () => {
    const folder = join(base, 'booting');
    fs.mkdirSync(join(folder, 'isolinux'), { recursive: true });
    fs.writeFileSync(join(folder, 'isolinux/isolinux.bin'), loader);
    fs.writeFileSync(join(folder, 'efi.img'), numbers(90_000));
    fs.writeFileSync(join(folder, 'note.txt'), 'note');
    for (const file of ['isolinux/isolinux.bin', 'efi.img', 'note.txt']) {
      fs.utimesSync(join(folder, file), modifyTime, modifyTime);
    }
    const words = ['-quiet', '-J', '-r', '-portable', '-c', 'isolinux/boot.cat', '-b', 'isolinux/isolinux.bin'];
    words.push('-no-emul-boot', '-boot-load-size', '4', '-boot-info-table');
    words.push('-eltorito-alt-boot', '-e', 'efi.img', '-no-emul-boot', '-o', join(base, 'command.iso'), folder);
    expect(await isodrop(words)).toMatchObject({ code: 0 });
    const command = fs.readFileSync(join(base, 'command.iso'));
    const image = await buildImage(booting, { boot, bootCatalog: 'isolinux/boot.cat' });
    expect(Buffer.compare(await bytesOf(image.stream()), command)).toBe(0);
    expect(Buffer.compare(await bytesOf(await image.blob()), command)).toBe(0);
  });

  it('tells of a program that is longer than the catalog can say, where BIOSes load it', async () => {
    const entries = ['bios.img', 'efi.img'].map((path) => ({ path, content: new Uint8Array(33 << 20) }));
    const boot: BuildOptions['boot'] = [{ file: 'bios.img' }, { file: 'efi.img', platform: 'efi' }];
    const notices = [...(await buildImage(entries, { boot })).notices()];
    expect(notices.filter(({ code }) => code === 'boot-load').map(({ path }) => path)).toEqual(['bios.img']);
  });

  it('is built no more since somebody ends it while its boot images are read', async () => {
    const path = join(base, 'large.img');
    fs.writeFileSync(path, new Uint8Array(5 << 20));
    for (const entry of [{ path: 'large.img', content: new Blob([new Uint8Array(5 << 20)]) }, { disk: path }]) {
      const ending = new AbortController();
      const building = buildImage([entry], {
        boot: [{ file: 'large.img', infoTable: true }],
        signal: ending.signal,
      });
      // Once what is to be laid out has begun to be read.
      setTimeout(() => ending.abort('ended'));
      await expect(building).rejects.toBe('ended');
    }
  });

  it.each<[BuildOptions, RegExp]>([
    [{ boot: [{ file: 'gone.bin' }] }, /“gone.bin” is not in the image/],
    [{ boot: [{ file: 'note.txt', infoTable: true }] }, /“note.txt” has 4 bytes: there is no room in it for the table/],
    [{ boot: [{ file: 'efi.img', emulation: 'floppy' }] }, /which is no floppy disk/],
    [{ boot: [{ file: 'efi.img', emulation: 'hard-disk' }] }, /is no hard disk to boot from/],
    [{ boot: [{ file: 'efi.img', loadSectors: 0 }] }, /boot\[0\]\.loadSectors is 0; it must be a whole number/],
    [
      { boot: Array.from({ length: 33 }, () => ({ file: 'efi.img' })) },
      /There are 33 boot entries; a disc can have 32/,
    ],
    [{ boot, bootCatalog: 'none/boot.cat' }, /the image has no folder “none”/],
  ])('%j is refused', async (options, message) => {
    await expect(buildImage(booting, options)).rejects.toThrow(message);
  });
});
