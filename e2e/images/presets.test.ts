/** What each preset promises, held against its image by programs that have nothing to do with it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandWords } from '../../src/command/words';
import { PRESETS, type PresetId } from '../../src/image/presets';
import { isodrop } from '../../src/node/run.fixture';
import { needs } from './programs';
import { removeTree, scratchDirectory } from './trees';

const LONG = `a name of more than sixty-four characters, as people give them to ${'x'.repeat(30)}.txt`;
const FILES = [
  'meta-data',
  'user-data',
  'openstack/latest/meta_data.json',
  'autounattend.xml',
  'ks.cfg',
  LONG,
  '.dot.a.b',
];

let scratch: string;
beforeAll(() => {
  scratch = scratchDirectory();
  for (const path of FILES) {
    mkdirSync(join(scratch, 'tree', path, '..'), { recursive: true });
    writeFileSync(join(scratch, 'tree', path), path);
  }
});
afterAll(() => removeTree(scratch));

/** The file of a preset's image. */
async function imageOf(id: PresetId): Promise<string> {
  const { options, ...preset } = PRESETS[id];
  const image = join(scratch, `${id}.iso`);
  const name = 'volumeName' in preset ? ['-V', preset.volumeName.name] : [];
  const { code, logged } = await isodrop([
    ...commandWords(options).words,
    ...name,
    '-quiet',
    '-o',
    image,
    join(scratch, 'tree'),
  ]);
  expect({ code, logged }).toEqual({ code: 0, logged: '' });
  return image;
}

const output = (program: string, ...words: string[]) =>
  execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const isoinfo = (...words: string[]) => output('isoinfo', ...words);
/** Paths of plain ISO 9660, of Joliet or of Rock Ridge. */
const paths = (image: string, world: [] | ['-J'] | ['-R']) =>
  isoinfo(...world, '-f', '-i', image)
    .trim()
    .split('\n')
    .sort();

interface Promised {
  joliet: boolean;
  rockRidge: boolean;
  label: string;
  /** A path of each world. */
  plain: string;
  joint?: string;
  unix?: string;
}

/** As Joliet has it, without more than its specification allows. */
const CUT = LONG.slice(0, 64);
const PROMISED: Readonly<Record<PresetId, Promised>> = {
  universal: {
    joliet: true,
    rockRidge: true,
    label: 'CDROM',
    plain: '/USER_DAT.;1',
    joint: `/${CUT}`,
    unix: `/${LONG}`,
  },
  linux: { joliet: false, rockRidge: true, label: 'CDROM', plain: '/USER_DATA.;1', unix: `/${LONG}` },
  windows: { joliet: true, rockRidge: false, label: 'CDROM', plain: '/USER_DATA.;1', joint: `/${LONG}` },
  macos: { joliet: false, rockRidge: true, label: 'CDROM', plain: '/USER_DATA.;1', unix: `/${LONG}` },
  dos: { joliet: false, rockRidge: false, label: 'CDROM', plain: '/AUTOUNAT.XML;1' },
  games: { joliet: false, rockRidge: false, label: 'CDROM', plain: '/AUTOUNATTEND.XML;1' },
  archive: {
    joliet: true,
    rockRidge: true,
    label: 'CDROM',
    plain: '/TRANS.TBL;1',
    joint: '/user-data',
    unix: '/TRANS.TBL',
  },
  tools: { joliet: true, rockRidge: true, label: 'CDROM', plain: '/USER_DATA.;1', joint: `/${LONG}`, unix: `/${LONG}` },
  'cloud-init': {
    joliet: true,
    rockRidge: true,
    label: 'cidata',
    plain: '/META_DAT.;1',
    joint: '/user-data',
    unix: '/meta-data',
  },
  'config-2': {
    joliet: true,
    rockRidge: true,
    label: 'config-2',
    plain: '/openstack/latest/meta_data.json;1',
    joint: '/openstack/latest/meta_data.json',
    unix: '/openstack/latest/meta_data.json',
  },
  unattend: { joliet: true, rockRidge: false, label: 'CDROM', plain: '/AUTOUNAT.XML;1', joint: '/autounattend.xml' },
  kickstart: { joliet: true, rockRidge: true, label: 'OEMDRV', plain: '/KS.CFG;1', joint: '/ks.cfg', unix: '/ks.cfg' },
};

test.for(Object.keys(PRESETS) as PresetId[])('isoinfo finds in “%s” what it promises', async (id, context) => {
  needs(context, 'isoinfo');
  const image = await imageOf(id);
  const { joliet, rockRidge, label, plain, joint, unix } = PROMISED[id];
  const facts = isoinfo('-d', '-i', image);
  expect(facts).toContain(`Volume id: ${label}\n`);
  expect(facts).toContain(joliet ? 'Joliet with UCS level 3 found' : 'NO Joliet present');
  expect(facts).toContain(rockRidge ? 'Rock Ridge signatures version 1 found' : 'NO Rock Ridge present');
  expect(paths(image, [])).toContain(plain);
  if (joint !== undefined) expect(paths(image, ['-J'])).toContain(joint);
  if (unix !== undefined) expect(paths(image, ['-R'])).toContain(unix);
});

test.for(Object.keys(PRESETS) as PresetId[])('a system finds “%s” by its label', async (id, context) => {
  needs(context, 'blkid');
  const image = await imageOf(id);
  expect(output('blkid', '-p', '-s', 'LABEL', '-o', 'value', image).trim()).toBe(PROMISED[id].label);
});

test('names of DOS are of 8.3 characters alone, and of consoles capitals with a version', async (context) => {
  needs(context, 'isoinfo');
  const dos = paths(await imageOf('dos'), []).map((path) => path.split('/').at(-1));
  for (const name of dos) expect(name).toMatch(/^([A-Z0-9_]{1,8}\.[A-Z0-9_]{0,3};1|[A-Z0-9_]{1,8})$/);
  const games = paths(await imageOf('games'), []).map((path) => path.split('/').at(-1));
  for (const name of games) expect(name).toMatch(/^([A-Z0-9_]{1,30}\.[A-Z0-9_]{0,30};1|[A-Z0-9_]{1,31})$/);
});

test('tools may be started, and in an archive every name is in a list that only plain readers and Linux see', async (context) => {
  needs(context, 'xorriso');
  const modes = output(
    'xorriso',
    '-indev',
    `stdio:${await imageOf('tools')}`,
    '-find',
    '/',
    '-type',
    'f',
    '-exec',
    'lsdl',
  );
  expect(modes.trim().split('\n')).toHaveLength(FILES.length);
  for (const line of modes.trim().split('\n')) expect(line).toMatch(/^-r-xr-xr-x /);
  const archive = await imageOf('archive');
  expect(paths(archive, ['-J'])).not.toContain('/TRANS.TBL');
  const list = isoinfo('-x', '/TRANS.TBL;1', '-i', archive);
  expect(list).toContain(`\t${LONG}`);
});
