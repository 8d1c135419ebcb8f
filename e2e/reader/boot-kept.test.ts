/** Images that boot, opened and saved: what a computer boots from is kept, and what is changed is told. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InfoChecksum, tablesIn } from '../../src/image/boot-info';
import { processIo } from '../../src/node/io';
import { run } from '../../src/node/run';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { needs } from '../images/programs';
import { pattern, removeTree, scratchDirectory } from '../images/trees';
import { Workshop } from '../matrix/workshop';
import { remade } from './remade';

const workshop = new Workshop();
const scratch = scratchDirectory();
const root = join(scratch, 'tree');
const out = (name: string) => join(scratch, name);

beforeAll(() => {
  mkdirSync(join(root, 'isolinux'), { recursive: true });
  const files: Record<string, Uint8Array> = {
    'a.txt': Buffer.from('first'),
    'efi.img': pattern(300_000, 3),
    'floppy.img': Buffer.alloc(1_474_560, 4),
    'isolinux/isolinux.bin': pattern(24_577, 1),
    'isolinux/other.bin': pattern(5000, 2),
    'z.txt': Buffer.from('last'),
  };
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(join(root, path), content);
    utimesSync(join(root, path), 1_600_000_000, 1_600_000_000);
  }
});
afterAll(() => {
  workshop.close();
  removeTree(scratch);
});

const ISOLINUX =
  '-b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table -eltorito-alt-boot -e efi.img -no-emul-boot';
const FLOPPY = '-b floppy.img -c boot.cat';
const LINES = [
  `-R ${ISOLINUX}`,
  `-J -R ${ISOLINUX} -eltorito-alt-boot -b isolinux/other.bin -no-emul-boot -no-boot -boot-load-seg 0x1000`,
  `-R ${FLOPPY}`,
  `-R -b isolinux/isolinux.bin -no-emul-boot -boot-info-table -grub2-boot-info -boot-catalog-hide`,
  `-R -e efi.img -no-emul-boot -eltorito-id Somebody -eltorito-alt-boot -b isolinux/other.bin -no-emul-boot -eltorito-selcrit 0102ff -eltorito-id Other`,
  `-R -J ${ISOLINUX} -hide boot.cat -hide-joliet boot.cat`,
];

test.for(LINES)('an image of Isodrop with %s comes out byte for byte', async (line) => {
  const { image, said } = await workshop.ours([...line.split(' '), root], 1_700_000_000);
  expect(image, said).toBeDefined();
  const { bytes, notices } = await remade(image as Buffer);
  expect(notices).toEqual([]);
  expect(bytes.equals(image as Buffer)).toBe(true);
});

/** Everything of the catalog but where things lie, and what each entry boots. */
async function booted(image: Uint8Array) {
  const disc = await DiscImage.open(bytesSource(image));
  const catalog = await disc.bootCatalog();
  return catalog?.sections.map(({ entries, identifierBytes: _, ...section }) => ({
    ...section,
    entries: entries.map(({ at: _, block, ...entry }) => {
      const content = Buffer.from(image.subarray(block * 2048, block * 2048 + 4096));
      const tables = tablesIn(content, block, content.readUInt32LE(16));
      if (tables !== 0) content.fill(0, 8, 64);
      return { ...entry, tables, content: content.toString('latin1') };
    }),
  }));
}

test.for<[program: string, line: string]>([
  ['genisoimage', `-R -J ${ISOLINUX}`],
  ['genisoimage', `-R ${FLOPPY}`],
  ['genisoimage', `-R ${ISOLINUX} -hide boot.cat -hide efi.img`],
  ['genisoimage', `-J ${FLOPPY}`],
  ['xorriso', `${ISOLINUX} -eltorito-alt-boot -b floppy.img -eltorito-id Floppy`],
  ['xorriso', `${ISOLINUX} --boot-catalog-hide -eltorito-selcrit 01aabb`],
])('an image of %s with %s keeps its boot entries', async ([program, line], context) => {
  needs(context, program);
  const before = readFileSync(join(root, 'isolinux/isolinux.bin'));
  const as = program === 'xorriso' ? ['-as', 'mkisofs'] : [];
  execFileSync(program, [...as, '-quiet', ...line.split(' '), '-o', out('theirs.iso'), root], { stdio: 'ignore' });
  writeFileSync(join(root, 'isolinux/isolinux.bin'), before);
  const theirs = new Uint8Array(readFileSync(out('theirs.iso')));
  const { bytes, notices } = await remade(theirs);
  expect(notices).toEqual([]);
  const was = await booted(theirs);
  expect(was?.length).toBeGreaterThan(0);
  expect(await booted(new Uint8Array(bytes))).toEqual(was);
});

async function isodrop(argv: string[]): Promise<{ code: number; logged: string }> {
  let logged = '';
  const encoder = new URL('../../build/encoder.wasm', import.meta.url);
  const module = new WebAssembly.Module(readFileSync(encoder));
  const code = await run(argv, {
    ...processIo(encoder.href, encoder.href),
    environment: {},
    loadEncoder: () => module,
    print: () => {},
    log: (text) => {
      logged += text;
    },
  });
  return { code, logged };
}

test('a boot image that is replaced is booted, with a table of its own', async () => {
  const { image } = await workshop.ours([...`-R ${ISOLINUX}`.split(' '), root], 1_700_000_000);
  writeFileSync(out('boots.iso'), image as Buffer);
  mkdirSync(out('new'));
  const next = pattern(9000, 9);
  writeFileSync(out('new/isolinux.bin'), next);
  const added = await isodrop(['add', '--overwrite', '--to', 'isolinux', out('boots.iso'), out('new/isolinux.bin')]);
  expect(added).toMatchObject({ code: 0 });
  const bytes = readFileSync(out('boots.iso'));
  const disc = await DiscImage.open(bytesSource(bytes));
  const entry = (await disc.bootCatalog())?.sections[0]?.entries[0];
  const at = (entry?.block as number) * 2048;
  expect(bytes.subarray(at + 64, at + 9000).equals(next.subarray(64))).toBe(true);
  const sum = new InfoChecksum();
  for (let from = 0; from < 9000; from += 700) sum.add(next.subarray(from, Math.min(9000, from + 700)));
  const table = [8, 12, 16, 20].map((byte) => bytes.readUInt32LE(at + byte));
  expect(table).toEqual([16, entry?.block, 9000, sum.value()]);
});

test('a link that replaces a boot image is not booted, and that is told', async () => {
  const { image } = await workshop.ours([...`-R ${ISOLINUX}`.split(' '), root], 1_700_000_000);
  writeFileSync(out('linked.iso'), image as Buffer);
  mkdirSync(out('link'));
  symlinkSync('other.bin', out('link/isolinux.bin'));
  const place = ['--overwrite', '--to', 'isolinux', out('linked.iso'), out('link/isolinux.bin')];
  const added = await isodrop(['add', ...place]);
  expect(added).toMatchObject({ code: 0, logged: expect.stringContaining('boot from “isolinux/isolinux.bin”') });
  const left = await DiscImage.open(bytesSource(readFileSync(out('linked.iso'))));
  expect((await left.bootCatalog())?.sections).toMatchObject([{ platform: 0xef, entries: [{ emulation: 'none' }] }]);
});

test('a boot image that is taken out is told of, and its entry goes', async () => {
  const { image } = await workshop.ours([...`-R ${ISOLINUX}`.split(' '), root], 1_700_000_000);
  writeFileSync(out('less.iso'), image as Buffer);
  const removed = await isodrop(['rm', out('less.iso'), 'isolinux/isolinux.bin']);
  expect(removed.code).toBe(0);
  expect(removed.logged).toContain('The disc was to boot from “isolinux/isolinux.bin”, which is not in the image');
  const left = await DiscImage.open(bytesSource(readFileSync(out('less.iso'))));
  expect((await left.bootCatalog())?.sections).toMatchObject([{ platform: 0xef, entries: [{ emulation: 'none' }] }]);
  expect((await isodrop(['rm', out('less.iso'), 'efi.img'])).logged).toContain('from “efi.img”');
  const none = await DiscImage.open(bytesSource(readFileSync(out('less.iso'))));
  expect(await none.bootCatalog()).toBeUndefined();
});
