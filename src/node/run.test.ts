import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import encoderUrl from 'virtual:encoder';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandIo, processIo } from './io';
import { run } from './run';

let base: string;
let root: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-run-'));
  root = join(base, 'root');
  fs.mkdirSync(root);
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const NOON = Date.UTC(2026, 10, 24, 12) + 999;

/** Runs the command on the folder and gives what it said. */
async function isodrop(argv: string[], io: Partial<CommandIo> = {}) {
  let printed = '';
  let logged = '';
  const code = await run(argv, {
    ...processIo(encoderUrl),
    outputIsTerminal: true,
    environment: {},
    now: () => NOON,
    print: (text) => {
      printed += text;
    },
    log: (text) => {
      logged += text;
    },
    ...io,
  });
  return { code, printed, logged };
}

const image = () => join(base, 'x.iso');
const write = (argv: string[], io?: Partial<CommandIo>) => isodrop([...argv, '-o', image(), root], io);

/** The primary volume descriptor's creation date, ECMA-119 8.4.26. */
const creationDate = () => fs.readFileSync(image()).toString('latin1', 16 * 2048 + 813, 16 * 2048 + 830);

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

describe('-print-size', () => {
  it('prints the number of blocks that the image then has', async () => {
    fs.writeFileSync(join(root, 'a'), 'x'.repeat(5000));
    const { printed } = await isodrop(['-J', '-r', '-print-size', root]);
    await write(['-J', '-r']);
    expect(Number(printed) * 2048).toBe(fs.statSync(image()).size);
    expect(printed).toMatch(/^\d+\n$/);
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
    expect(creationDate()).toBe('2001020304050600\0');
  });

  it('are the start of the command otherwise', async () => {
    await write([]);
    expect(creationDate()).toBe('2026112412000000\0');
  });

  it('are the newest file’s time with -portable, and 1980 without files', async () => {
    await write(['-portable']);
    expect(creationDate()).toBe('1980010100000000\0');
    for (const [name, time] of [
      ['a', Date.UTC(1999, 0, 1)],
      ['b', Date.UTC(2005, 4, 6, 7, 8, 9)],
    ] as const) {
      fs.writeFileSync(join(root, name), '');
      fs.utimesSync(join(root, name), 0, seconds(time));
    }
    await write(['-portable']);
    expect(creationDate()).toBe('2005050607080900\0');
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
    expect(logged).toContain('isodrop: Readers of plain ISO 9660 show the volume as “A name: longer than 16”');
    expect(logged).toContain('isodrop: Windows shows the volume as “Ä name_ longer t”');
  });
});

describe('-v -v', () => {
  it('lists the blocks of each file', async () => {
    fs.writeFileSync(join(root, 'a'), 'x'.repeat(2049));
    fs.writeFileSync(join(root, 'b'), 'x');
    const { logged } = await write(['-v', '-v']);
    expect(logged).toMatch(new RegExp(`^ +(\\d+) +(\\d+) ${root}/a\\n +(\\d+) +\\3 ${root}/b$`, 'm'));
    expect(logged).toMatch(/^Total extents scheduled to be written = \d+$/m);
  });
});
