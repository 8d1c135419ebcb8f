/** What is opened of what is dropped, and what is a file. */
import { expect, test } from 'vitest';
import { ARCHIVE_ENDINGS, archiveStem } from '../archives/archive-names';
import { imageStem } from '../opened/image-names';
import { launchedSources, openedOrFiles } from './opened-sources';
import { mayBeOpened, type PageSource } from './page-sources';

const IMAGE = new Uint8Array(17 * 2048);
IMAGE.set([1, 0x43, 0x44, 0x30, 0x30, 0x31], 16 * 2048);

const contentOf = (name: string) => {
  if (name.startsWith('plain')) return 'no image';
  if (!/\.cue$/i.test(name)) return IMAGE;
  const [mode, file] = name.startsWith('album') ? ['AUDIO', '"a.flac" WAVE'] : ['MODE1/2352', '"disc.bin" BINARY'];
  return `FILE ${file}\n  TRACK 01 ${mode}\n    INDEX 01 00:00:00\n`;
};
const handle = (name: string) =>
  ({
    name,
    kind: 'file',
    getFile: async () => new File([contentOf(name)], name),
  }) as FileSystemFileHandle;
const loose = (...names: string[]): PageSource[] => launchedSources(names.map(handle));
const EMPTY: NonNullable<Parameters<typeof openedOrFiles>[1]> = { phase: 'empty', losses: [] };
const ALONE = async () => [];

/** What becomes of files: of each source the folder that it is, and its files. */
async function opened(names: string[], told: Parameters<typeof openedOrFiles>[1] = EMPTY, census = ALONE) {
  const sources = await openedOrFiles(loose(...names), told, census);
  return sources.map(({ info }) => [info.name, info.files?.map(({ name }) => name)]);
}

test.for([
  [['disc.iso'], 'disc', ['disc.iso']],
  [['disc.bin'], 'disc', ['disc.bin']],
  [['Disc.CUE', 'Disc.bin'], 'Disc', ['Disc.CUE', 'Disc.bin']],
  [['t1.bin', 'disc.cue', 't2.wav'], 'disc', ['disc.cue', 't1.bin', 't2.wav']],
  [['disc.cue'], 'disc', ['disc.cue']],
  // what is wrong with it is told
  [['plain.cue', 'plain.bin'], 'plain', ['plain.cue', 'plain.bin']],
  [['x.iso.003', 'x.iso.001', 'x.iso.002'], 'x', ['x.iso.001', 'x.iso.002', 'x.iso.003']],
  [['x.part2', 'x.part1'], 'x', ['x.part1', 'x.part2']],
  [['x.iso.001'], 'x', ['x.iso.001']],
  // the worker says which part is missing
  [['plain.iso.002', 'plain.iso.003'], 'plain', ['plain.iso.002', 'plain.iso.003']],
] as const)('%s: one image', async ([names, stem, inOrder]) => {
  expect(await opened([...names])).toEqual([[stem, inOrder]]);
});

test.for([
  [['plain.iso']],
  [['plain.001', 'plain.002']],
  [['a.iso', 'b.iso']],
  [['disc.cue', 'readme.txt']],
  [['album.cue', 'album.flac']],
  [['plain.cue', 'plain.flac']],
  [['a.cue', 'b.cue', 'a.bin']],
  [['x.iso.001', 'y.iso.002']],
  [['a.zip', 'note.txt']],
])('%s: files', async ([names = []]) => {
  expect(await opened(names)).toEqual([[undefined, names]]);
});

test('beside other things an image is a file, and so it is in a folder', async () => {
  const census = async () => ['one'] as never[];
  expect(await opened(['disc.iso'], { ...EMPTY, phase: 'ready' })).toEqual([[undefined, ['disc.iso']]]);
  expect(await opened(['disc.iso'], EMPTY, census)).toEqual([[undefined, ['disc.iso']]]);
  expect(await openedOrFiles(loose('disc.iso'), undefined, ALONE)).toHaveLength(1);
  expect((await openedOrFiles(loose('disc.iso'), undefined, ALONE))[0]?.info.archive).toBeUndefined();
});

const isImage = (name: string) => imageStem(name) !== undefined;

test('all that could be opened is looked at', () => {
  const names = [
    ...ARCHIVE_ENDINGS,
    '.iso',
    '.img',
    '.bin',
    '.cdr',
    '.toast',
    '.cue',
    '.01',
    '.iso.002',
    '.part1',
    '.iso.ab',
  ];
  for (const ending of names) {
    const name = `some${ending}`;
    expect([name, archiveStem(name) ?? imageStem(name)]).toEqual([name, 'some']);
    expect([name, isImage(name)]).toEqual([name, !ARCHIVE_ENDINGS.some((one) => one === ending)]);
    expect([name, loose(name).some(mayBeOpened)]).toEqual([name, true]);
  }
  expect(loose('note.txt', 'film.mkv').some(mayBeOpened)).toBe(false);
});

test('archives are opened wherever nothing else comes with them', async () => {
  const wanted = [
    ['a', ['a.tar.gz']],
    ['b', ['b.zip']],
  ];
  expect(await opened(['a.tar.gz', 'b.zip'])).toEqual(wanted);
  expect(await opened(['a.tar.gz', 'b.zip'], { ...EMPTY, phase: 'ready' })).toEqual(wanted);
  expect(await opened(['a.tar.gz', 'b.zip'], undefined)).toEqual(wanted);
});

test('Files without handles are opened as well', async () => {
  const files = ['x.iso.002', 'x.iso.001'].map((name) => new File([IMAGE], name));
  const names = files.map(({ name }) => name);
  const pushed = { folders: { parents: [], names: [], folders: [] }, files: { parents: [0, 0], names, files } };
  const given: PageSource = { info: { way: 'input', entries: false, pushed: true, readAt: 0 }, pushed };
  const [source] = await openedOrFiles([given], EMPTY, ALONE);
  expect(source).toMatchObject({ info: { name: 'x', archive: 'x.iso.001', pushed: true } });
  expect(source?.archiveFiles?.map(({ name }) => name)).toEqual(['x.iso.001', 'x.iso.002']);
});

test('what the system opens: folders, and files of one name apart', () => {
  const folder = { kind: 'directory', name: 'photos' } as FileSystemHandle;
  const sources = launchedSources([handle('a'), folder, handle('b'), handle('a')]);
  expect(sources.map(({ info }) => [info.name, info.files?.map(({ name }) => name)])).toEqual([
    ['photos', undefined],
    [undefined, ['a', 'b']],
    [undefined, ['a']],
  ]);
});
