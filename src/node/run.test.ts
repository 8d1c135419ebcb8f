import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo } from './io';
import { isodrop } from './run.fixture';

let base: string;
let root: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-run-'));
  root = join(base, 'root');
  fs.mkdirSync(root);
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const image = () => join(base, 'x.iso');
const write = (argv: string[], io?: Partial<CommandIo>) => isodrop([...argv, '-o', image(), root], io);

/** The primary volume descriptor's dates, without their zone: creation, modification, expiration, effective (ECMA-119 8.4.26). */
const volumeDates = () => {
  const descriptor = fs.readFileSync(image()).subarray(16 * 2048, 17 * 2048);
  return [813, 830, 847, 864].map((at) => descriptor.toString('latin1', at, at + 16));
};
const creationDate = () => volumeDates()[0];

describe('standard output', () => {
  it('is refused while it is a terminal, with and without -o -', async () => {
    for (const argv of [[root], ['-o', '-', root]]) {
      const { code, printed, logged } = await isodrop(argv);
      expect(code).toBe(1);
      expect(printed).toBe('');
      expect(logged).toMatch(
        /^isodrop: The image would be written to this terminal: name a file \(-o disc\.iso\).*\.\n$/,
      );
    }
  });
});

describe('-help and -version', () => {
  it('print to standard output and do nothing else', async () => {
    expect(await isodrop(['-help', root])).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^Usage: /),
      logged: '',
    });
    expect(await isodrop(['-version'])).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^isodrop \d+\.\d+\.\d+\n$/),
    });
  });
});

describe('an empty path', () => {
  it.each([
    ['', 'One of the paths'],
    ['place=', 'In “place=” the path behind the equals sign'],
  ])('is refused: %j', async (path, what) => {
    const { code, logged } = await write(['-graft-points', path]);
    expect([code, logged]).toEqual([1, `isodrop: ${what} is empty. Was it a variable without a value?\n`]);
  });
});

describe('-untranslated_name_len', () => {
  it('keeps names up to that length as they are, and makes nothing where one is longer', async () => {
    fs.mkdirSync(join(root, 'Folder.é'));
    fs.writeFileSync(join(root, 'Folder.é', 'a.long~name'), '');
    expect(await write(['-untranslated_name_len', '11'])).toMatchObject({ code: 0 });
    const names = fs.readFileSync(image()).toString('latin1');
    for (const name of ['\x09Folder.\xc3\xa9', '\x0ba.long~name']) expect(names).toContain(name);
    fs.rmSync(image());
    const { code, logged } = await write(['-untranslated_name_len', '10']);
    expect(code).toBe(1);
    expect(logged).toContain(
      'isodrop: “Folder.é/a.long~name” has a name of 11 bytes: -untranslated_name_len 10 lets none be longer.',
    );
    expect(fs.existsSync(image())).toBe(false);
    expect(await write(['-untranslated_name_len', '10', '-m', 'a.long~name'])).toMatchObject({ code: 0 });
  });
});

describe('-graft-points', () => {
  it('says that a name is longer than any that there can be', async () => {
    const target = 'a'.repeat(4097);
    const { code, logged } = await isodrop(['-graft-points', '-o', image(), `${target}/=${root}`]);
    expect(code).toBe(1);
    expect(logged).toBe(
      `isodrop: “${target}” cannot be the name of a file: it has 4097 bytes, and 4096 are the most.\n`,
    );
    expect(fs.existsSync(image())).toBe(false);
  });
});

describe('--application_use', () => {
  it('is refused where the field has no room for a file, or there is none', async () => {
    const file = join(base, 'use');
    fs.writeFileSync(file, 'x'.repeat(513));
    expect(await write(['--application_use', file])).toMatchObject({
      code: 1,
      logged: `isodrop: --application_use ${file}: the file has 513 bytes; the field has room for 512.\n`,
    });
    expect((await write(['--application_use', join(base, 'none')])).logged).toMatch(/the file cannot be read: /);
    expect(fs.existsSync(image())).toBe(false);
  });
});

describe('-print-size', () => {
  it('prints the number of blocks that the image then has', async () => {
    fs.writeFileSync(join(root, 'a'), 'x'.repeat(5000));
    const { printed } = await isodrop(['-J', '-r', '-print-size', root]);
    await write(['-J', '-r']);
    expect(Number(printed) * 2048).toBe(fs.statSync(image()).size);
    expect(printed).toMatch(/^\d+\n$/);
  });

  it('agrees with the size that is written, whatever the options', { timeout: 60_000 }, async () => {
    fs.mkdirSync(join(root, '1/2/3/4/5/6/7/8/9'), { recursive: true });
    fs.writeFileSync(join(root, '1/2/3/4/5/6/7/8/9/deep'), 'deep');
    fs.writeFileSync(join(root, 'a'), 'x'.repeat(5000));
    fs.linkSync(join(root, 'a'), join(root, 'b'));
    fs.writeFileSync(join(root, 'n'.repeat(200)), 'long');
    fs.symlinkSync(`${'a/'.repeat(100)}a`, join(root, 'link'));
    const alternatives = [
      [[], ['-J'], ['-joliet-long']],
      [[], ['-r'], ['-R', '-D']],
      [[], ['-l'], ['-U'], ['-iso-level', '4']],
      [[], ['-no-pad', '-no-cache-inodes'], ['-m', 'n*', '-graft-points', `x/y=${root}`]],
    ];
    const sets = alternatives.reduce<string[][]>(
      (sets, more) => sets.flatMap((set) => more.map((words) => [...set, ...words])),
      [[]],
    );
    const differing = [];
    for (const words of sets) {
      const { printed } = await isodrop([...words, '-print-size', root]);
      await write(words);
      if (Number(printed) * 2048 !== fs.statSync(image()).size) differing.push(words.join(' '));
    }
    expect(differing).toEqual([]);
    expect(sets.length).toBe(108);
  });

  it('does not count an earlier image in the folder', async () => {
    const sizes = [
      await isodrop(['-print-size', root]),
      await isodrop(['-o', join(root, 'x.iso'), '-print-size', root]),
    ];
    fs.writeFileSync(join(root, 'x.iso'), 'old');
    sizes.push(await isodrop(['-o', join(root, 'x.iso'), '-print-size', root]));
    expect(new Set(sizes.map(({ printed }) => printed)).size).toBe(1);
  });
});

describe('the dates of the volume', () => {
  const seconds = (time: number) => Math.floor(time / 1000);

  it('are SOURCE_DATE_EPOCH where it is given', async () => {
    await write(['-portable'], { environment: { SOURCE_DATE_EPOCH: String(Date.UTC(2001, 1, 3, 4, 5, 6) / 1000) } });
    expect(creationDate()).toBe('2001020304050600');
  });

  it('are the start of the command otherwise', async () => {
    await write([]);
    expect(creationDate()).toBe('2026112412000000');
  });

  it('are the newest file’s time with -portable, and 1980 without files', async () => {
    await write(['-portable']);
    expect(creationDate()).toBe('1980010100000000');
    for (const [name, time] of [
      ['a', Date.UTC(1999, 0, 1)],
      ['b', Date.UTC(2005, 4, 6, 7, 8, 9)],
    ] as const) {
      fs.writeFileSync(join(root, name), '');
      fs.utimesSync(join(root, name), 0, seconds(time));
    }
    await write(['-portable']);
    expect(creationDate()).toBe('2005050607080900');
  });

  const none = '0000000000000000';
  const [clock, d1, d2, d3, d4] = [
    '2026112412000000',
    ...['1', '2', '3', '4'].map((day) => `200001${`0${day}`}00000000`),
  ];
  it.each([
    ['-creation-date 20000101+0000', [d1, clock, none, clock]],
    ['-modification-date 20000102+0000', [d2, d2, none, d2]],
    ['-expiration-date 20000103+0000', [clock, clock, d3, clock]],
    ['-effective-date 20000104+0000', [clock, clock, none, d4]],
    ['-reproducible-date 20000101+0000 -effective-date 20000104+0000', [d1, d1, none, d4]],
    ['-creation-date 20000101+0000 --modification-date=2000010200000000', [d2, d2, none, d2]],
  ])('are those of %s', async (line, dates) => {
    await write(line.split(' '));
    expect(volumeDates()).toEqual(dates);
  });

  it('must be a number', async () => {
    const { code, logged } = await write([], { environment: { SOURCE_DATE_EPOCH: 'today' } });
    expect([code, logged]).toEqual([
      1,
      'isodrop: SOURCE_DATE_EPOCH is “today”: it must be a number of seconds since 1970.\n',
    ]);
    expect(fs.readdirSync(base)).toEqual(['root']);
  });
});

describe('notices', () => {
  beforeEach(() => {
    for (let link = 1; link <= 8; link++) fs.symlinkSync('gone', join(root, `link${link}`));
    fs.writeFileSync(join(root, 'a long name.txt'), '');
  });

  it('are sentences, many alike ones counted; what only plain ISO 9660 sees is not told', async () => {
    const { code, logged } = await write(['-J', '-r', '-f']);
    expect(code).toBe(0);
    expect(logged.split('\n')).toEqual([
      ...[1, 2, 3, 4, 5].map(
        (link) => `isodrop: The symbolic link “link${link}” was left out: it leads to “gone”, which is not there.`,
      ),
      'isodrop: … and 3 more (8 items left out: links that lead nowhere).',
      '',
    ]);
  });

  it('of plain ISO 9660 names come with -v, and all of them with -v -v', async () => {
    const once = (await write(['-J', '-r', '-f', '-v'])).logged;
    expect(once).toContain('isodrop: “a long name.txt” is A_LONG_N.TXT in plain ISO 9660');
    expect(once).toContain('… and 3 more');
    const twice = (await write(['-J', '-r', '-f', '-v', '-v'])).logged;
    expect(twice.match(/which is not there/g)).toHaveLength(8);
    expect(twice).not.toContain('more');
  });

  it('are not told with -quiet', async () => {
    expect(await write(['-J', '-r', '-f', '-quiet'])).toEqual({ code: 0, printed: '', logged: '' });
  });

  it('tell what becomes of the volume’s name', async () => {
    const { logged } = await write(['-J', '-r', '-V', 'Ä name: longer than 16']);
    expect(logged).toContain('“Ä name: longer than 16” is “A name: longer than 16” in plain ISO 9660');
    expect(logged).toContain('“Ä name: longer than 16” is “Ä name_ longer t” for Windows');
  });
});

describe('-v -v', () => {
  it('lets no name of a file command the terminal', async () => {
    fs.mkdirSync(join(root, 'a\x1b[2J\nfolder'));
    fs.writeFileSync(join(root, 'a\x1b[2J\nfolder/b\u009b'), 'x');
    fs.writeFileSync(join(root, 'left\rout'), 'x');
    fs.writeFileSync(join(root, 'gpj.\u202eexe'), 'x');
    const { logged } = await write(['-r', '-debug', '-v', '-v', '-m', 'left*']);
    expect(logged).toContain(`\nScanning ${root}/a\\u001b[2J\\u000afolder\n`);
    expect(logged).toContain('gpj.\\u202eexe');
    expect(logged).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it('lists the blocks of each file', async () => {
    fs.writeFileSync(join(root, 'a'), 'x'.repeat(2049));
    fs.writeFileSync(join(root, 'b'), 'x');
    const { logged } = await write(['-v', '-v']);
    expect(logged).toMatch(new RegExp(`^ +(\\d+) +(\\d+) ${root}/a\\n +(\\d+) +\\3 ${root}/b$`, 'm'));
    expect(logged).toMatch(/^Total extents scheduled to be written = \d+$/m);
  });
});

describe('a terminal', () => {
  it.each<[string[], boolean]>([
    [[], true],
    [['-gui'], true],
    [['-quiet'], false],
    [['-v'], false],
    [['-debug'], false],
    [['-log-file', 'log.txt'], false],
    [['-print-size'], false],
  ])('is shown how far the image is, unless something else was asked for: %j', async (options, isShown) => {
    const words = options.map((word) => (word === 'log.txt' ? join(base, word) : word));
    let now = 0;
    // A second passes between two looks at the clock.
    const { code, logged } = await write(words, { logColumns: () => 80, now: () => (now += 1000) });
    expect(code).toBe(0);
    expect(logged.includes('% [')).toBe(isShown);
    expect(logged.endsWith('\r\x1b[K')).toBe(isShown);
  });
});

describe('what an option does not do here', () => {
  it('is said before the image is made, and not with -quiet', async () => {
    const words = ['-rr_reloc_dir', '/deep', '-N', '-d', '-N', '--acl', '-creation-date', '2000.12+0000'];
    expect((await write(words)).logged.split('\n')).toEqual([
      'isodrop: -rr_reloc_dir /deep: the folder of moved folders is called RR_MOVED.',
      'isodrop: --acl: access control lists are not in the image.',
      'isodrop: -N -d: plain ISO 9660 does not allow such names; some readers of it will not find them.',
      'isodrop: Dates are recorded in whole seconds: their hundredths are left out.',
      '',
    ]);
    expect((await write([...words, '-quiet'])).logged).toBe('');
  });
});

describe('options that contradict each other', () => {
  it('are refused', async () => {
    const { code, logged } = await write(['-volset-seqno', '2']);
    expect([code, logged]).toEqual([
      1,
      'isodrop: -volset-seqno 2 is more than the set has volumes (-volset-size 1).\n',
    ]);
  });
});
