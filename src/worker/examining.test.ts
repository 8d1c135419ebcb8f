/** Any image is held to the rules and to its checksums, and compared with the tree, another image or a folder. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import type { ChosenOptions } from '../image/choice';
import { type Files, Folder } from './browser.fixture';
import { imagePlaces } from './compared-places';
import { Comparing } from './comparing';
import { Engine } from './engine.fixture';
import type { DifferenceFilter } from './examined';
import { examineImage } from './examining';
import { md5s } from './md5';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

const LARGE = 'large '.repeat(50_000);
const FILES: Files = {
  'a.txt': 'first',
  'b.txt': 'second',
  folder: { 'large.bin': LARGE, 'c.txt': 'third' },
  nothing: {},
};
const ALL: DifferenceFilter = { kinds: ['removed', 'added', 'changed', 'attributes', 'unreadable'], text: '' };

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
  await engine.add([new Folder('demo', FILES)]);
  await engine.settled();
});

async function image(name = 'demo.iso'): Promise<File> {
  const finished = await engine.tree.image();
  if ('failure' in finished) throw new Error(finished.failure.message);
  return new File([await finished.blob.arrayBuffer()], name);
}

async function disc() {
  const finished = await engine.tree.image();
  if ('failure' in finished) throw new Error(finished.failure.message);
  const { port1, port2 } = new MessageChannel();
  expect(await engine.tree.expected(finished.revision, port2)).toBeUndefined();
  return { kind: 'disc', name: finished.name, tree: port1 } as const;
}

const of = (file: File) => ({ kind: 'image' as const, name: file.name, files: [file] });

async function flipped(file: File, find: string): Promise<File> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const at = bytes.indexOf(find);
  bytes[at] = (bytes[at] as number) ^ 1;
  return new File([bytes], file.name);
}

test('MD5s go on after they were asked for, and several at once are their own', async () => {
  const newDigest = md5s();
  const [one, other] = [await newDigest(), await newDigest()];
  one.update(Buffer.from('one '));
  other.update(Buffer.from('other'));
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  expect(Buffer.from(one.copy().digest()).toString('hex')).toBe(md5('one '));
  one.update(Buffer.from('more'));
  expect(Buffer.from(one.digest()).toString('hex')).toBe(md5('one more'));
  expect(Buffer.from(other.digest()).toString('hex')).toBe(md5('other'));
  expect(Buffer.from((await newDigest()).digest()).toString('hex')).toBe(md5(''));
});

test('a good image keeps every rule, and a damaged one tells which it does not', async () => {
  const good = await examineImage([await image()], () => {});
  expect(good).toMatchObject({ name: 'demo.iso', errors: 0, warnings: 0, files: 4, others: [] });
  expect(good.rules.filter(({ state }) => state === 'broken')).toEqual([]);
  expect(good.rules.find(({ code }) => code === 'boot-catalog')?.state).toBe('absent');
  expect(good.text).toContain('  kept       Records are in the order of their identifiers. [ECMA-119 9.3]');
  expect(JSON.parse(good.json)).toMatchObject({ image: 'demo.iso', findings: [] });
  const bad = await examineImage([await flipped(await image(), 'CD001\x01\0LINUX')], () => {}).catch((error) => error);
  expect(bad.message).toContain('It is no disc image');
  const other = await examineImage([await flipped(await image(), 'A.TXT;1')], () => {});
  expect(other.rules.find(({ code }) => code === 'identifier')).toMatchObject({ state: 'broken', severity: 'warning' });
});

test('an image is compared with another one, and the list is copied as isodrop diff prints it', async () => {
  const before = await image('before.iso');
  await engine.tree.do({ do: 'leave-out', entries: [await engine.entry('b.txt')] });
  await engine.tree.do({ do: 'edit-text', entry: await engine.entry('a.txt'), text: 'FIRST' });
  await engine.tree.do({ do: 'new-file', into: await engine.entry('folder'), name: 'new', text: 'new' });
  await engine.tree.do({ do: 'executable', entries: [await engine.entry('folder/c.txt')], executable: true });
  await engine.settled();
  const after = await image('after.iso');
  const compared = await Comparing.of(of(before), of(after), () => {});
  const { total, rows } = compared.rows(ALL, 0, 100);
  expect(total).toBe(rows.length);
  const told = Object.fromEntries(rows.map(({ path, what }) => [path, what]));
  expect(told).toMatchObject({
    ...{ 'a.txt': 'changed', 'b.txt': 'removed', 'folder/new': 'added', 'folder/c.txt': 'attributes' },
  });
  expect(told).not.toHaveProperty('folder/large.bin');
  expect(compared.facts).toMatchObject({ entries: 7, untold: 0, troubles: [] });
  expect(compared.facts.counts).toMatchObject({ removed: 1, added: 1, changed: 1, unreadable: 0 });
  expect(compared.text({ kinds: ['removed', 'attributes'], text: 'TXT' }, false)).toBe(
    '- b.txt\n~ folder/c.txt (mode 0444 and 0555)\n',
  );
  expect(JSON.parse(compared.text({ kinds: ['added'], text: '' }, true))).toEqual({
    ...{ first: 'before.iso', second: 'after.iso' },
    differences: [{ path: 'folder/new', what: 'added', details: [] }],
    findings: { first: [], second: [] },
  });
});

test('what was found in two images of one name is told of each', async () => {
  const good = await image();
  const bad = new File([good.slice(0, -2048)], good.name);
  const json = async (first: File, second: File) =>
    JSON.parse((await Comparing.of(of(first), of(second), () => {})).text(ALL, true)).findings;
  expect(await json(bad, good)).toMatchObject({ first: [{ code: 'truncated' }], second: [] });
  expect(await json(good, bad)).toMatchObject({ first: [], second: [{ code: 'truncated' }] });
});

test('the tree and its own image hold the same; a byte that is another is told of by its path', async () => {
  const file = await image();
  const same = await Comparing.of(await disc(), of(file), () => {});
  expect(same.rows(ALL, 0, 100)).toEqual({ total: 0, rows: [] });
  expect(same.facts.entries).toBe(6);
  const damaged = await flipped(file, LARGE.slice(0, 50));
  const other = await Comparing.of(await disc(), of(damaged), () => {});
  expect(other.rows(ALL, 0, 100).rows).toEqual([{ path: 'folder/large.bin', what: 'changed', details: [] }]);
});

test.each<Partial<ChosenOptions>>([
  { rockRidge: 'full', joliet: false },
  { rockRidge: 'none', joliet: true },
  { rockRidge: 'none', joliet: false },
])('the tree and its own image hold the same, whatever its names became: %j', async (options) => {
  const letters = 'n'.repeat(74);
  const names: Files = {
    [`${letters}.text`]: 'long',
    'größe: {odd}': 'odd',
    plain: '',
    'Deep folder': { 'A.B.C': 'x' },
  };
  await engine.add([new Folder('more', names)]);
  await engine.tree.do({ do: 'options', options });
  await engine.settled();
  const same = await Comparing.of(await disc(), of(await image()), () => {});
  expect(same.rows(ALL, 0, 100).rows).toEqual([]);
  expect(same.facts.entries).toBeGreaterThan(9);
});

test('comparing images whose files lie over one another has an end', async () => {
  const file = await image();
  const bytes = Buffer.from(await file.arrayBuffer());
  for (const [number, name] of ['A.TXT;1', 'B.TXT;1', 'C.TXT;1', 'LARGE.BIN;1'].entries()) {
    // The identifier of a directory record is its byte 33 (ECMA-119 9.1).
    const at = bytes.indexOf(name) - 33;
    const length = bytes.length - number * 2048;
    for (const [offset, value] of [2, 10].map((one, field) => [one, field === 0 ? number : length] as const)) {
      bytes.writeUInt32LE(value, at + offset);
      bytes.writeUInt32BE(value, at + offset + 4);
    }
  }
  const evil = new File([bytes], 'evil.iso');
  const { rows } = (await Comparing.of(of(evil), of(evil), () => {})).rows(ALL, 0, 100);
  expect(rows.map(({ path, what }) => `${what} ${path}`)).toEqual([
    'unreadable folder/c.txt',
    'unreadable folder/large.bin',
  ]);
});

test('of a folder that was chosen only what browsers tell is compared', async () => {
  const file = await image();
  const at = (text: string) => new File([text], '', { lastModified: 0 });
  const paths = ['a.txt', 'folder/large.bin', 'folder/c.txt', 'more/d.txt'];
  const files = ['first', LARGE, 'THIRD', 'fourth'].map(at);
  const compared = await Comparing.of(of(file), { kind: 'folder', name: 'demo', paths, files }, () => {});
  const { rows } = compared.rows({ ...ALL, kinds: ['removed', 'added', 'changed'] }, 0, 100);
  expect(rows.map(({ path, what }) => `${what} ${path}`)).toEqual([
    'removed b.txt',
    'changed folder/c.txt',
    'added more',
    'added more/d.txt',
  ]);
  expect(compared.facts.untold).toBe(1);
});

test('files that were chosen are an image each, or the parts of one, which is checked whole', async () => {
  const bytes = await (await image()).arrayBuffer();
  const parts = [bytes.slice(0, 100_000), bytes.slice(100_000)].map(
    (part, at) => new File([part], `disc.iso.00${at + 1}`),
  );
  const places = imagePlaces([...parts].reverse());
  expect(places).toMatchObject([{ kind: 'image', name: 'disc.iso.001', files: parts }]);
  const report = await examineImage(parts, () => {});
  expect(report).toMatchObject({ name: 'disc.iso.001', bytes: bytes.byteLength, errors: 0, warnings: 0 });
  const others = ['a.iso', 'b.iso'].map((name) => new File(['x'], name));
  expect(imagePlaces(others).map((place) => place.kind === 'image' && place.name)).toEqual(['a.iso', 'b.iso']);
});
