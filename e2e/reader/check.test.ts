/** `isodrop check`: images of every maker, checksums in them, and damage that each rule is to find. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { bytesSource } from '../../src/reader/byte-source';
import { checkImage } from '../../src/reader/check/check';
import { RULES } from '../../src/reader/check/rule-list';
import { DiscImage } from '../../src/reader/disc-image';
import { FINDING_KINDS } from '../../src/reader/findings';
import { type Field, flatFields, parseImage } from '../images/iso-fields';
import { needs } from '../images/programs';
import { removeTree, scratchDirectory } from '../images/trees';

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

/** A file of many bytes that are not alike. */
const NOISE = Buffer.alloc(3 * 2 ** 20, Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * at * 7 + at) >>> 5)));

test('the MD5 of implantisomd5 itself is verified, and its fragments tell where damage begins', async (context) => {
  needs(context, 'implantisomd5');
  fs.mkdirSync(join(scratch, 'noise'));
  fs.writeFileSync(join(scratch, 'noise', 'noise.bin'), NOISE);
  const file = join(scratch, 'theirs.iso');
  expect((await isodrop(['-quiet', '-R', '-o', file, join(scratch, 'noise')])).code).toBe(0);
  run('implantisomd5', ['-f', file]);
  run('checkisomd5', [file]);
  expect(await check('theirs.iso')).toMatchObject({ code: 0, counts: { 'implanted-md5-good': 1 } });
  const whole = fs.readFileSync(file);
  for (const at of [100_000, 1_500_000, 3_000_000]) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] as number) ^ 1;
    fs.writeFileSync(file, bytes);
    expect(spawnSync('checkisomd5', [file]).status).toBe(1);
    const { findings } = await check('theirs.iso');
    const { sentence } = (findings as { code: string; sentence: string }[]).find(
      ({ code }) => code === 'implanted-md5',
    )!;
    const [, from, to] = /between the bytes (\d+) and (\d+)/.exec(sentence)!.map(Number) as [number, number, number];
    expect(at).toBeGreaterThanOrEqual(from);
    expect(at).toBeLessThan(to);
    expect(to - from).toBeLessThan(250_000);
  }
});

test('a small image, of which implantisomd5 does not sum every fragment, is good', async (context) => {
  needs(context, 'implantisomd5');
  fs.writeFileSync(join(scratch, 'small.iso'), good);
  run('implantisomd5', ['-f', join(scratch, 'small.iso')]);
  expect(await check('small.iso')).toMatchObject({ code: 0, counts: { 'implanted-md5-good': 1 } });
});

/** What is damaged in an image of libisofs, by what lies there, and what tells of it. */
const TOLD_BY: readonly [what: string, find: string, after: number, codes: Readonly<Record<string, number>>][] = [
  ['a file', 'bootbootboot', 0, { 'file-md5': 1, 'session-md5': 1, 'checksum-tag': 1 }],
  ['a volume descriptor', 'CD001', 100, { 'session-md5': 1, 'checksum-tag': 3 }],
  ['a directory', 'boot.img', 0, { 'session-md5': 1, 'checksum-tag': 2 }],
  ['a tag', 'libisofs_tree_checksum_tag_v1 pos=', 0, { 'checksum-tag': 1 }],
];

test.for(TOLD_BY)('checksums of libisofs are verified, and tell of %s', async ([, find, after, codes], context) => {
  needs(context, 'xorriso');
  run('xorriso', ['-as', 'mkisofs', '-quiet', '--md5', '-o', 'sums.iso', 'in']);
  const counts = { 'checksum-tag-good': 3, 'file-md5-good': 1 };
  const file = join(scratch, 'sums.iso');
  const outside = () => run('xorriso', ['-md5', 'on', '-indev', 'sums.iso', '-check_md5_r', 'sorry', '/', '--']);
  outside();
  const whole = await check('sums.iso');
  expect(whole).toMatchObject({ code: 0, counts });
  expect((whole.findings as { code: string }[]).find(({ code }) => code === 'file-md5-good')).toMatchObject({
    found: 3,
  });
  const bytes = fs.readFileSync(file);
  const at = bytes.indexOf(find) + after;
  bytes[at] = (bytes[at] as number) ^ 1;
  fs.writeFileSync(file, bytes);
  const damaged = await check('sums.iso');
  expect(damaged.code).toBe(1);
  expect(damaged.counts).toMatchObject(codes);
  expect(damaged.counts['file-md5'] ?? 0).toBe(codes['file-md5'] ?? 0);
  if (codes['file-md5']) {
    expect(outside).toThrow();
    expect((damaged.findings as { path?: string }[]).map(({ path }) => path)).toContain('boot.img');
  }
});

test('a list of checksums that is damaged accuses no file', async (context) => {
  needs(context, 'xorriso');
  run('xorriso', ['-as', 'mkisofs', '-quiet', '--md5', '-o', 'list.iso', 'in']);
  const bytes = fs.readFileSync(join(scratch, 'list.iso'));
  const md5 = createHash('md5')
    .update(fs.readFileSync(join(scratch, 'in', 'boot.img')))
    .digest();
  const at = bytes.indexOf(md5);
  bytes[at] = (bytes[at] as number) ^ 1;
  fs.writeFileSync(join(scratch, 'list.iso'), bytes);
  const { counts } = await check('list.iso');
  expect(counts).toMatchObject({ 'checksum-list': 1, 'checksum-tag': 1 });
  expect(counts).not.toHaveProperty('file-md5');
});

test.for<[what: string, step: number, passedOver: number]>([
  ['that lie over one another are not digested without end', 1, 6],
  ['that lie in one place are digested once', 0, 0],
])('files with checksums %s', async ([, step, passedOver], context) => {
  needs(context, 'xorriso');
  const names = Array.from({ length: 8 }, (_, index) => `OVER${index}.;1`);
  fs.mkdirSync(join(scratch, 'over'), { recursive: true });
  for (const name of names) fs.writeFileSync(join(scratch, 'over', name.slice(0, 5).toLowerCase()), name);
  run('xorriso', ['-as', 'mkisofs', '-quiet', '--md5', '-o', 'over.iso', 'over']);
  const bytes = fs.readFileSync(join(scratch, 'over.iso'));
  for (const [index, name] of names.entries()) {
    const record = bytes.indexOf(name) - 33;
    const byteLength = bytes.length - index * step * 2048;
    bytes.fill(0, record + 2, record + 10);
    bytes.writeUInt32LE(byteLength, record + 10);
    bytes.writeUInt32BE(byteLength, record + 14);
  }
  fs.writeFileSync(join(scratch, 'over.iso'), bytes);
  const { counts, findings } = await check('over.iso');
  expect(counts['file-md5']).toBe(names.length - passedOver);
  const told = (findings as { code: string; found: number }[]).find(({ code }) => code === 'file-md5-passed-over');
  expect(told?.found ?? 0).toBe(passedOver);
});

test('an image that grew by a session has the checksums of all its files', async (context) => {
  needs(context, 'xorriso');
  run('xorriso', ['-as', 'mkisofs', '-quiet', '--md5', '-o', 'grown.iso', 'in/a']);
  run('xorriso', ['-md5', 'on', '-dev', 'grown.iso', '-map', 'in/boot.img', '/boot.img', '-commit']);
  expect(await check('grown.iso')).toMatchObject({ code: 0, counts: { 'checksum-tag-good': 4, 'file-md5-good': 1 } });
});

test('every rule is listed with its section, and how the image stands to it', async () => {
  const { printed } = await isodrop(['check', '--rules', join(scratch, 'good.iso')]);
  expect(printed).toContain('  kept       Continuation areas end in the block in which they begin. [SUSP 5.1]');
  expect(printed).toContain('  not there  The boot catalog is valid. [El Torito 2.0]');
  const bytes = Buffer.from(good);
  bytes[16 * 2048 + 80] = (bytes[16 * 2048 + 80] as number) ^ 1;
  fs.writeFileSync(join(scratch, 'broken.iso'), bytes);
  const { rules } = (await check('broken.iso')) as unknown as { rules: Record<string, unknown>[] };
  expect(rules.find(({ code }) => code === 'both-byte-orders')).toMatchObject({ state: 'broken', count: 1 });
  expect(rules.find(({ code }) => code === 'sorted')).toMatchObject({ state: 'kept', section: 'ECMA-119 9.3' });
});

/** What a finding may tell that is no rule. */
const NO_RULES =
  /-good$|^(sessions|associated-file|udf|hfs|apple-map|partition-table|image-length|entry-(missing|unexpected|kind|length|attributes|elsewhere)|contents-(differ|missing)|structure-differs)/;

test('every kind of finding is of one rule, or none', () => {
  const codes = RULES.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Object.keys(FINDING_KINDS).filter((code) => NO_RULES.test(code) === codes.includes(code as never))).toEqual(
    [],
  );
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
