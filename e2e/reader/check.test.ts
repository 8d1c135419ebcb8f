/** `isodrop check`: images of every maker, checksums in them, and damage that each rule is to find. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { bytesSource } from '../../src/reader/byte-source';
import { checkImage } from '../../src/reader/check/check';
import { DiscImage } from '../../src/reader/disc-image';
import { type Field, flatFields, parseImage } from '../images/iso-fields';
import { needs } from '../images/programs';
import { removeTree, scratchDirectory } from '../images/trees';
import { findProgram } from '../tools/programs.mjs';

let scratch: string;
let good: Buffer;
let fields: Field[];
const run = (program: string, words: readonly string[]) =>
  execFileSync(program, words, { cwd: scratch, stdio: 'pipe', env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' } });
const check = async (name: string, ...words: string[]) => {
  const { code, printed } = await isodrop(['check', '--json', join(scratch, name), ...words]);
  return { code, ...JSON.parse(printed) } as { code: number; counts: Record<string, number>; [name: string]: unknown };
};

beforeAll(async () => {
  scratch = scratchDirectory();
  fs.mkdirSync(join(scratch, 'in', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'deep'), { recursive: true });
  fs.writeFileSync(join(scratch, 'in', 'boot.img'), Buffer.alloc(30_000, 'boot'));
  fs.writeFileSync(join(scratch, 'in', 'a', 'a long name.txt'), 'text');
  fs.writeFileSync(join(scratch, 'in', 'a', 'b', 'other'), 'other');
  fs.symlinkSync('../there', join(scratch, 'in', 'link'));
  const file = join(scratch, 'good.iso');
  expect((await isodrop(['-quiet', '-J', '-R', '-o', file, join(scratch, 'in')])).code).toBe(0);
  good = fs.readFileSync(file);
  fields = flatFields(parseImage(good));
});
afterAll(() => removeTree(scratch));

test('Isodrop’s own image has nothing to be found', async () => {
  expect(await check('good.iso', '--level', '1')).toMatchObject({ code: 0, findings: [], level: 1, directories: 10 });
  const { code, printed } = await isodrop(['check', join(scratch, 'good.iso')]);
  expect(code).toBe(0);
  expect(printed).toContain(
    'ISO 9660 level 1, Joliet level 3, Rock Ridge 1.09 or 1.10; 10 directories, 3 files with contents, 1 session',
  );
  expect(printed).toMatch(/\nNo errors, no warnings, no notes\.\n$/);
});

test.for([
  ['genisoimage', '-quiet -J -R -o IMAGE in'],
  ['xorriso', '-as mkisofs -quiet -J -o IMAGE in'],
  ['bsdtar', '--format=iso9660 -cf IMAGE -C in .'],
] as const)('an image of %s has no errors', async ([program, words], context) => {
  needs(context, program);
  run(program, words.replace('IMAGE', `${program}.iso`).split(' '));
  const { code, findings } = await check(`${program}.iso`);
  const errors = (findings as { severity: string; sentence: string }[]).filter(({ severity }) => severity === 'error');
  expect(errors).toEqual([]);
  expect(code).toBe(0);
});

test('the boot catalog is told', async (context) => {
  needs(context, 'genisoimage');
  const words =
    '-quiet -R -b boot.img -c boot.cat -no-emul-boot -boot-load-size 4 -eltorito-alt-boot -e boot.img -no-emul-boot';
  run('genisoimage', [...words.split(' '), '-o', 'boot.iso', 'in']);
  const { printed } = await isodrop(['check', join(scratch, 'boot.iso')]);
  expect(printed).toMatch(/^Boots x86 \(BIOS\), no emulation: 4 sectors of 512 bytes at block \d+$/m);
  expect(printed).toMatch(/^Boots UEFI, no emulation: \d+ sectors of 512 bytes at block \d+$/m);
});

/** As isomd5sum describes it: the volume but fifteen sectors, with the field for applications as spaces. */
function implant(bytes: Buffer): void {
  const [from, skipped] = [16 * 2048 + 883, 15];
  bytes.fill(' ', from, from + 512);
  const blocks = bytes.readUInt32LE(16 * 2048 + 80);
  const md5 = createHash('md5')
    .update(bytes.subarray(0, (blocks - skipped) * 2048))
    .digest('hex');
  bytes.write(`ISO MD5SUM = ${md5};SKIPSECTORS = ${skipped};RHLISOSTATUS=0;`, from, 'latin1');
}

test('an implanted MD5 is verified', async () => {
  const bytes = Buffer.from(good);
  implant(bytes);
  fs.writeFileSync(join(scratch, 'implanted.iso'), bytes);
  expect(await check('implanted.iso')).toMatchObject({ code: 0, counts: { 'implanted-md5-good': 1 } });
  const at = fields.find(({ structure, field }) => structure === 'file' && field === 'data')!.offset;
  bytes[at] = (bytes[at] as number) ^ 1;
  fs.writeFileSync(join(scratch, 'implanted.iso'), bytes);
  expect(await check('implanted.iso')).toMatchObject({ code: 1, counts: { 'implanted-md5': 1 } });
});

test('the MD5 of implantisomd5 itself is verified', async (context) => {
  if (!findProgram(['implantisomd5'])) return context.skip('implantisomd5 is not installed');
  fs.writeFileSync(join(scratch, 'theirs.iso'), good);
  expect(spawnSync('implantisomd5', ['-f', join(scratch, 'theirs.iso')]).status).toBe(0);
  expect(await check('theirs.iso')).toMatchObject({ code: 0, counts: { 'implanted-md5-good': 1 } });
});

test('checksum tags of libisofs are verified', async (context) => {
  needs(context, 'xorriso');
  run('xorriso', ['-as', 'mkisofs', '-quiet', '--md5', '-o', 'tags.iso', 'in']);
  expect(await check('tags.iso')).toMatchObject({ code: 0, counts: { 'checksum-tag-good': 3 } });
  const bytes = fs.readFileSync(join(scratch, 'tags.iso'));
  const at = bytes.indexOf('bootbootboot');
  bytes[at] = (bytes[at] as number) ^ 1;
  fs.writeFileSync(join(scratch, 'tags.iso'), bytes);
  expect(await check('tags.iso')).toMatchObject({ code: 1, counts: { 'checksum-tag-good': 2, 'checksum-tag': 1 } });
});

/** A field of the good image, and what the check is to find when it is changed. */
const DAMAGES: readonly [structure: string, field: string, at: number, code: string, bits?: number][] = [
  ['primary volume descriptor', 'volume space size', 0, 'both-byte-orders'],
  ['primary volume descriptor', 'volume space size', 3, 'volume-size'],
  ['primary volume descriptor', 'unused field 72', 0, 'unused-zero'],
  ['primary volume descriptor', 'volume descriptor version', 0, 'descriptor-version'],
  ['primary volume descriptor', 'file structure version', 0, 'descriptor-value'],
  ['primary volume descriptor', 'volume creation date and time', 4, 'date'],
  ['primary volume descriptor', 'volume identifier', 0, 'descriptor-characters'],
  ['Joliet volume descriptor', 'reserved field 1395', 9, 'unused-zero'],
  ['ISO 9660 path table L record', 'location of extent', 0, 'path-table-complete'],
  ['ISO 9660 path table M record', 'parent directory number', 1, 'path-table-parent'],
  ['Joliet path table L record', 'directory identifier', 0, 'path-table-identifier'],
  ['ISO 9660 directory record', 'data length', 0, 'both-byte-orders'],
  ['ISO 9660 directory record', 'file flags', 0, 'record-value'],
  ['ISO 9660 directory record', 'volume sequence number', 0, 'record-value'],
  ['PX entry', 'file mode', 1, 'rock-ridge-mode'],
  ['PX entry', 'file links', 0, 'link-count'],
  ['NM entry', 'flags', 0, 'rock-ridge', 1],
  ['RR entry', 'field flags', 0, 'rock-ridge-flags'],
  ['CL entry', 'location of child directory', 0, 'relocation'],
  ['PL entry', 'location of parent directory', 0, 'relocation'],
  ['SL entry', 'component 1 flags', 0, 'rock-ridge', 4],
  ['NM entry', 'system use entry version', 0, 'system-use-version'],
];

test.for(DAMAGES)('%s, %s, byte %i: %s', async ([structure, field, at, code, bits = 0x60]) => {
  const found = new Set<string>();
  for (const one of fields.filter((other) => other.structure === structure && other.field === field).slice(0, 4)) {
    const bytes = Buffer.from(good);
    bytes[one.offset + at] = (bytes[one.offset + at] as number) ^ bits;
    const { findings } = await checkImage(await DiscImage.open(bytesSource(bytes)));
    for (const kind of findings.counts.keys()) found.add(kind);
  }
  expect([...found]).toContain(code);
});
