/** What the engine says that readers see, against what independent readers list of the image that it hands over. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { DEFAULT_CHOICE } from '../../src/image/choice';
import { LEVEL_4 } from '../../src/image/options';
import type { ReaderId } from '../../src/image/readers';
import { DiskFile, type Files, Folder } from '../../src/worker/browser.fixture';
import { Engine } from '../../src/worker/engine.fixture';
import type { OptionsCommand } from '../../src/worker/session';
import { needs } from './programs';
import { sevenZip } from './seven-zip';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'isodrop-worlds-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

const deep = (levels: number): Files =>
  levels === 0 ? { 'at the bottom.txt': '' } : { [`l${levels}`]: deep(levels - 1) };
/** Names that each hierarchy changes in its own way. */
const AWKWARD: Files = {
  'plain.txt': 'p',
  'A long name that is cut 1.text': '1',
  'A long name that is cut 2.text': '2',
  'what? why*.txt': '?',
  'what_ why_.txt': '_',
  'no extension': '',
  README: 'r',
  'é日本 😀.txt': 'u',
  [`${'long '.repeat(20)}.txt`]: 'l',
  'a b': { 'in it.txt': 'i' },
  'a-b': 'twin',
  deep: deep(9),
  'other.folder': { 'x.tar.gz': 'x', '.hidden': 'h' },
};

/** An image and the paths that a reader has by the engine's word. */
async function imageAnd(files: Files, options: OptionsCommand['options'] = {}) {
  await engine.add([new Folder('top', files)]);
  await engine.tree.do({ do: 'options', options });
  expect((await engine.settled()).phase).toBe('ready');
  const image = join(scratch, 'image.iso');
  writeFileSync(image, await engine.image());
  const rows = await engine.rows();
  const paths = async (reader: ReaderId): Promise<Map<string, string>> => {
    const paths = new Map<string, string>();
    for (const [path, { entry }] of rows) {
      const { names } = (await engine.tree.onDisc(entry)) ?? { names: [] };
      const name = names.find((one) => one.reader === reader);
      if (name?.path === undefined) throw new Error(`“${path}” has no path for ${reader}`);
      expect(name.path.endsWith(name.name as string)).toBe(true);
      paths.set(path, name.path.replaceAll('\\', '/'));
    }
    return paths;
  };
  return { image, paths, rows };
}

function lines(program: string, words: string[], encoding: 'utf8' | 'latin1' = 'utf8'): string[] {
  const { stdout, error } = spawnSync(program, words, { encoding, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  if (error) throw error;
  return stdout.split('\n').filter(Boolean).sort();
}

test('DOS sees the names that isoinfo lists of plain ISO 9660', async (context) => {
  needs(context, 'isoinfo');
  const { image, paths } = await imageAnd(AWKWARD);
  const shown = lines('isoinfo', ['-f', '-i', image]).map((line) => line.replace(/;1$/, '').replace(/\.$/, ''));
  const told = await paths('dos');
  // RR_MOVED is no entry, and neither are the empty files that stand where relocated folders were.
  const moved = [...told].filter(([path]) => /^deep\/(l\d\/){6}l\d$/.test(path));
  expect(moved).toHaveLength(1);
  const placeholder = `${told.get('deep/l9/l8/l7/l6/l5/l4')}/L3`;
  expect(shown).toEqual([...told.values(), '/RR_MOVED', placeholder].sort());
  expect(told.get('deep/l9/l8/l7/l6/l5/l4/l3/l2')).toBe('/RR_MOVED/L3/L2');
});

test.for([
  { isoLevel: 2 },
  { isoLevel: 3, keepDeep: true },
  { rockRidge: 'none', joliet: false },
  {
    rockRidge: 'none',
    joliet: false,
    isoLevel: 2,
    isoNames: { ...DEFAULT_CHOICE.isoNames, lowercase: true, multidot: true },
  },
  { ...LEVEL_4, rockRidge: 'none', joliet: false },
] satisfies OptionsCommand['options'][])('with %o DOS and Windows see what isoinfo lists', async (options, context) => {
  needs(context, 'isoinfo');
  const { image, paths } = await imageAnd(AWKWARD, options);
  const shown = new Set(
    lines('isoinfo', ['-f', '-i', image]).map((line) => line.replace(/;1$/, '').replace(/\.$/, '')),
  );
  const hasJoliet = 'joliet' in options ? options.joliet : true;
  for (const reader of hasJoliet ? (['dos'] as const) : (['dos', 'windows'] as const)) {
    const told = await paths(reader);
    expect([...told.values()].filter((path) => !shown.has(path))).toEqual([]);
    expect(new Set(told.values()).size).toBe(told.size - twins(told));
  }
  // Linux writes the plain names small.
  if (options.rockRidge === 'none') {
    const small = new Set([...shown].map((line) => line.toLowerCase()));
    for (const path of (await paths('linux')).values())
      expect([path, small.has(path.toLowerCase())]).toEqual([path, true]);
  }
});

/** Files that are shown as a folder beside them is. */
const twins = (told: ReadonlyMap<string, string>) => (told.get('a b') === told.get('a-b') ? 1 : 0);

test('Windows sees the names that isoinfo and 7-Zip list of Joliet', async (context) => {
  needs(context, 'isoinfo');
  const { image, paths } = await imageAnd(AWKWARD);
  const told = [...(await paths('windows')).values()].sort();
  // isoinfo writes Latin-1
  const isLatin = (line: string) => !line.includes('é');
  const shown = lines('isoinfo', ['-J', '-f', '-i', image], 'latin1').filter(isLatin);
  expect(told.filter(isLatin)).toEqual(shown);
  const listed = await sevenZip(['l', '-slt', '-ba', '-sccUTF-8', image]);
  expect([...listed.matchAll(/^Path = (.*)$/gm)].map(([, path]) => `/${path}`).sort()).toEqual(told);
});

test.for(['linux', 'macos'] as const)('%s sees the names that xorriso lists of Rock Ridge', async (reader, context) => {
  needs(context, 'xorriso');
  const { image, paths } = await imageAnd(AWKWARD);
  const shown = lines('xorriso', ['-indev', `stdio:${image}`, '-find', '/'])
    .filter((line) => line.startsWith("'"))
    .map((line) => line.slice(1, -1))
    .filter((line) => line !== '/' && !line.startsWith('/rr_moved'));
  expect([...(await paths(reader)).values()].sort()).toEqual(shown);
});

test('a view as a reader has the same names as the details, and says what is not there', async () => {
  const { rows, paths } = await imageAnd(AWKWARD);
  const entries = [...rows.values()].map(({ entry }) => entry);
  for (const reader of ['linux', 'windows', 'dos'] as const) {
    const names = await engine.tree.namesIn(reader, entries);
    const told = [...(await paths(reader)).values()].map((path) => path.split('/').at(-1));
    expect(names?.map((name) => name?.split('\\').at(-1))).toEqual(told);
    const elsewhere = names?.filter((name) => name?.includes('\\'));
    expect(elsewhere).toEqual(reader === 'dos' ? ['\\RR_MOVED\\L3'] : []);
  }
  expect(await engine.tree.namesIn('dos', [1e6])).toEqual([null]);
});

test('each reader is told how many entries it shows otherwise, and which', async () => {
  const { rows, paths } = await imageAnd(AWKWARD);
  const dos = [...(await paths('dos'))].filter(
    ([path, shown]) => rows.get(path)?.name.toUpperCase() !== shown.split('/').at(-1),
  );
  const reports = (await engine.tree.readers()) ?? [];
  const found = Object.fromEntries(
    reports.map(({ reader, findings }) => [reader, findings.map(({ code, count }) => `${code} ${count}`)]),
  );
  expect(found).toEqual({
    linux: [],
    windows: ['names 3'],
    macos: [],
    windows9x: ['names 3'],
    dos: ['moved 1', 'twin 1', `names ${dos.length}`],
    firmware: ['moved 1', 'twin 1', `names ${dos.length}`],
    'cloud-init': [],
  });
  for (const { reader, findings } of reports) {
    for (const { code, count } of findings) {
      const all = await engine.tree.findingEntries(reader, code, 0, 100);
      expect(all).toHaveLength(count);
      const pages = [
        ...(await engine.tree.findingEntries(reader, code, 0, 2)),
        ...(await engine.tree.findingEntries(reader, code, 2, 100)),
      ];
      expect(pages).toEqual(all);
    }
  }
  const twins = await engine.tree.findingEntries('dos', 'twin', 0, 9);
  expect(twins).toEqual([{ entry: await engine.entry('a-b'), path: 'a-b', shown: 'A_B' }]);
});

test('the notices of an entry are those that the list has of it', async () => {
  const { rows } = await imageAnd(AWKWARD);
  const { noticeGroups } = await engine.settled();
  const listed = new Map<number, string[]>();
  for (const { code, count } of noticeGroups) {
    for (const { entry } of await engine.tree.notices(code, 0, count)) {
      listed.set(entry as number, [...(listed.get(entry as number) ?? []), code]);
    }
  }
  for (const { entry } of rows.values()) {
    const { notices } = (await engine.tree.onDisc(entry)) ?? { notices: [] };
    expect(notices.map(({ code }) => code).sort()).toEqual((listed.get(entry) ?? []).sort());
  }
});

test('where the bytes of a file lie is what the image says', async () => {
  await engine.addLoose([new DiskFile('one.txt', 'the first'), new DiskFile('two.txt', 'the second')]);
  await engine.settled();
  const bytes = await engine.image();
  const { firstBlock, discBytes } = (await engine.tree.onDisc(await engine.entry('two.txt'))) ?? {};
  const at = (firstBlock as number) * 2048;
  expect(Buffer.from(bytes.subarray(at, at + 10)).toString()).toBe('the second');
  expect(discBytes).toBe(2048);
});

test.each([
  ['cidata', { 'user-data': '#cloud-config\n', 'meta-data': '' }, { isLabelled: true, isMeant: true, missing: [] }],
  ['CIDATA', { 'user-data': '' }, { isLabelled: true, isMeant: true, missing: ['meta-data'] }],
  ['Cidata', { 'meta-data': '' }, { isLabelled: false, isMeant: true, missing: ['user-data'] }],
  ['CDROM', { 'user-data': { x: '' } }, { isLabelled: false, isMeant: false, missing: ['user-data', 'meta-data'] }],
])('cloud-init takes a disc of the label %s with %o for what it is', async (label, files, told) => {
  await engine.add([new Folder('top', files)]);
  await engine.settled();
  await engine.tree.do({ do: 'volume-name', name: label });
  await engine.settled();
  const reports = (await engine.tree.readers()) ?? [];
  const { cloudInit } = reports.find(({ reader }) => reader === 'cloud-init') ?? {};
  expect(cloudInit).toMatchObject({ label, ...told });
});
