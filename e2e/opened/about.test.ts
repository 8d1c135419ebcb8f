/** What an opened image is said to be like is what other programs say of it, and what each entry has recorded. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntryAbout } from '../../src/opened/entry-about';
import { aboutEntry } from '../../src/opened/entry-about';
import type { ImageAbout } from '../../src/opened/image-about';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { BlobSpool } from '../../src/worker/expanding';
import { readImage } from '../../src/worker/opening-images';
import { makeTree, removeTree, scratchDirectory, type Tree } from '../images/trees';
import { rawSectors } from '../reader/raw-sectors';

const LONG = `${'a long name '.repeat(9)}.txt`;
const TREE: Tree = {
  name: 'about',
  entries: [
    { kind: 'file', path: 'boot/loader.bin', content: new Uint8Array(4096).fill(9) },
    { kind: 'file', path: 'boot/efi.img', content: new Uint8Array(8192).fill(8) },
    { kind: 'file', path: 'folder with a name/Readme file.txt', content: 'read me\n', mode: 0o640 },
    { kind: 'file', path: LONG, content: 'long\n' },
    { kind: 'file', path: 'empty: of course', content: '' },
    { kind: 'link', path: 'link', target: 'boot/loader.bin' },
  ],
};

let scratch: string;
let root: string;
beforeAll(() => {
  scratch = scratchDirectory();
  root = makeTree(TREE, scratch);
});
afterAll(() => removeTree(scratch));

/** An image of the tree. */
function made(name: string, command: string, ...words: string[]): string {
  const path = join(scratch, name);
  execFileSync(command, [...words, '-quiet', '-o', path, root], { stdio: 'ignore' });
  return path;
}

const host = {
  spool: async () => ({ spool: new BlobSpool(() => {}), store: 1 }),
  progress: () => {},
  given: async () => {},
};

async function aboutOf(path: string, bytes: Uint8Array = fs.readFileSync(path)): Promise<ImageAbout> {
  const { image } = await readImage([new File([new Uint8Array(bytes)], 'disc.iso')], 'disc.iso', host);
  if (!image) throw new Error('It is no image.');
  return image.about;
}

const isoinfo = (path: string) => execFileSync('isoinfo', ['-d', '-i', path], { encoding: 'utf8' });
const said = (text: string, label: string) => new RegExp(`^\\s*${label}:? ?(.*)$`, 'm').exec(text)?.[1]?.trim();

describe('an image of genisoimage', () => {
  let path: string;
  let about: ImageAbout;
  beforeAll(async () => {
    const boot = ['-b', 'boot/loader.bin', '-no-emul-boot', '-boot-load-size', '4', '-c', 'boot/boot.cat'];
    const words = ['-V', 'A VOLUME', '-A', 'AN APPLICATION', '-p', 'A PREPARER', '-publisher', 'A PUBLISHER'];
    path = made('genisoimage.iso', 'genisoimage', '-J', '-R', ...words, ...boot);
    about = await aboutOf(path);
  });

  test('its descriptors say what isoinfo says', () => {
    const text = isoinfo(path);
    const [primary, joliet] = about.volumes;
    expect(about.volumes.map(({ kind }) => kind)).toEqual(['primary', 'joliet']);
    expect(primary?.identifiers).toMatchObject({
      volume: said(text, 'Volume id'),
      system: said(text, 'System id'),
      publisher: said(text, 'Publisher id'),
      preparer: said(text, 'Data preparer id'),
      application: said(text, 'Application id'),
    });
    expect(primary?.identifiers.volume).toBe('A VOLUME');
    expect(primary?.blocks).toBe(Number(said(text, 'Volume size is')));
    expect(primary?.blockBytes).toBe(Number(said(text, 'Logical block size is')));
    expect(joliet).toMatchObject({ jolietLevel: 3, identifiers: { volume: 'A VOLUME' } });
    expect(primary?.created.unixSeconds).toBeGreaterThan(1_600_000_000);
    expect(about.extensions.map(({ identifier }) => identifier)).toEqual(['RRIP_1991A']);
    expect(about.rockRidgeVersion).toBe('1.10');
    expect(about.descriptors.map(({ kind, sector }) => [kind, sector])).toEqual([
      ['primary', 16],
      ['boot-record', 17],
      ['joliet', 18],
      ['terminator', 19],
    ]);
  });

  test('its boot entry is what isoinfo says, with the file that it is', () => {
    const text = isoinfo(path);
    expect(about.boot?.block).toBe(
      Number(/El Torito VD version 1 found, boot catalog is in sector (\d+)/.exec(text)?.[1]),
    );
    expect(about.boot?.entries).toEqual([
      expect.objectContaining({
        isBootable: true,
        platform: 0,
        emulation: 'none',
        sectors: 4,
        path: 'boot/loader.bin',
      }),
    ]);
  });

  test('in raw sectors it is the same', async () => {
    const raw = await aboutOf(path, rawSectors(fs.readFileSync(path), 1));
    expect(raw.sectorBytes).toBe(2352);
    expect(raw.volumes).toEqual(about.volumes);
  });
});

test('boot entries of several platforms, and what an image of xorriso has besides', async () => {
  const more = ['-eltorito-alt-boot', '-e', 'boot/efi.img', '-no-emul-boot', '--protective-msdos-label'];
  const words = [
    '-as',
    'mkisofs',
    '-J',
    '-R',
    '-b',
    'boot/loader.bin',
    '-no-emul-boot',
    '-c',
    'boot/boot.cat',
    ...more,
  ];
  const about = await aboutOf(made('xorriso.iso', 'xorriso', ...words));
  expect(about.boot?.entries.map(({ platform, path }) => [platform, path])).toEqual([
    [0, 'boot/loader.bin'],
    [239, 'boot/efi.img'],
  ]);
  expect(about.others.partitionTable).toBe('MBR');
});

describe('what is recorded of an entry', () => {
  let image: DiscImage;
  const recorded = (path: string): Promise<EntryAbout | undefined> => aboutEntry(image, path.split('/'));
  beforeAll(async () => {
    const path = made('recorded.iso', 'genisoimage', '-J', '-R');
    image = await DiscImage.open(bytesSource(fs.readFileSync(path)));
  });

  test('its names in all hierarchies', async () => {
    const about = await recorded('folder with a name/Readme file.txt');
    expect(about?.names).toEqual([
      { namespace: 'rock-ridge', path: 'folder with a name/Readme file.txt' },
      { namespace: 'joliet', path: 'folder with a name/Readme file.txt' },
      { namespace: 'iso', path: 'FOLDER_W/README_F.TXT;1' },
    ]);
    expect(about).toMatchObject({
      byteLength: 8,
      recordedBytes: 8,
      isHidden: false,
      isCompressed: false,
      mode: 0o100640,
    });
    expect(about?.extents).toEqual([{ block: expect.any(Number), byteLength: 8 }]);
    const [{ block = 0 } = {}] = about?.extents ?? [];
    expect(new TextDecoder().decode(await image.source.read(block * 2048, 8))).toBe('read me\n');
  });

  test('a name that is cut, and one that another hierarchy does not allow', async () => {
    const long = await recorded(LONG);
    expect(long?.names.map(({ path }) => path)).toEqual([
      LONG,
      expect.stringMatching(/^a long name .{40,}/),
      'A_LONG_N.TXT;1',
    ]);
    const empty = await recorded('empty: of course');
    expect(empty?.names.map(({ path }) => path)).toEqual(['empty: of course', 'empty_ of course', 'EMPTY__O.;1']);
    expect(empty?.extents).toEqual([]);
  });

  test('a link, and what is not there', async () => {
    expect(await recorded('link')).toMatchObject({ target: 'boot/loader.bin', mode: 0o120777 });
    expect(await recorded('nowhere/else')).toBe(undefined);
  });
});
