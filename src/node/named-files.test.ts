/** Files that a command line or the environment names: logs, defaults, lists. */
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

describe('-log-file', () => {
  it('takes all messages, errors too', async () => {
    const log = join(base, 'log');
    fs.symlinkSync('gone', join(root, 'link'));
    expect(await write(['-r', '-f', '-log-file', log])).toEqual({ code: 0, printed: '', logged: '' });
    expect(fs.readFileSync(log, 'utf8')).toMatch(/^isodrop: The symbolic link “link” was left out/);
    expect(await isodrop(['-log-file', log, '-o', image(), 'gone'])).toEqual({ code: 1, printed: '', logged: '' });
    expect(fs.readFileSync(log, 'utf8')).toBe('isodrop: “gone” cannot be taken: it is not there.\n');
  });

  it('must be a file that can be written', async () => {
    const { code, logged } = await write(['-log-file', root]);
    expect([code, logged]).toEqual([1, `isodrop: -log-file “${root}” cannot be written: it is a folder.\n`]);
    expect((await write(['-log-file', join(root, 'gone/log')])).logged).toMatch(/its folder is not there\.\n$/);
  });

  it('is refused where the image or the report would go, which stays as it is', async () => {
    const report = join(base, 'report.txt');
    for (const [option, file] of [
      ['-o', image()],
      ['-report', report],
    ] as const) {
      fs.writeFileSync(file, 'of yesterday');
      const { code, logged } = await isodrop(['-log-file', file, '-o', image(), option, file, root]);
      expect([code, logged]).toEqual([1, expect.stringContaining('would both go to “')]);
      expect(fs.readFileSync(file, 'utf8')).toBe('of yesterday');
    }
  });
});

describe('a file of defaults', () => {
  const volumeName = () =>
    fs
      .readFileSync(image())
      .toString('latin1', 16 * 2048 + 40, 16 * 2048 + 72)
      .trim();
  const rc = (text: string) => {
    fs.writeFileSync(join(base, 'rc'), text);
    return { environment: { GENISOIMAGERC: join(base, 'gone'), MKISOFSRC: join(base, 'rc') } };
  };

  it('is said, and what it sets gives way to options', async () => {
    const { logged } = await write([], rc(' voli =  A NAME\r\n# a comment\n\nPUBL=somebody\n'));
    expect(logged).toBe(`isodrop: Defaults are taken from “${join(base, 'rc')}”.\n`);
    expect(volumeName()).toBe('A NAME');
    expect(fs.readFileSync(image()).includes('somebody')).toBe(true);
    await write(['-V', 'GIVEN'], rc('VOLI=FILE\n'));
    expect(volumeName()).toBe('GIVEN');
  });

  it('is the first there is', async () => {
    fs.writeFileSync(join(base, 'first'), 'VOLI=FIRST\n');
    const environment = { GENISOIMAGERC: join(base, 'first'), MKISOFSRC: rc('VOLI=SECOND\n').environment.MKISOFSRC };
    await write([], { environment });
    expect(volumeName()).toBe('FIRST');
  });

  it('that cannot be read is said, and the next one taken', async () => {
    const environment = { GENISOIMAGERC: root, MKISOFSRC: rc('VOLI=NEXT\n').environment.MKISOFSRC };
    const { code, logged } = await write([], { environment });
    expect([code, logged.split('\n')[0]]).toEqual([
      0,
      `isodrop: “${root}” cannot be read: it is a folder. No defaults are taken from it.`,
    ]);
    expect(volumeName()).toBe('NEXT');
  });

  it('may have lines that mean nothing here, which are said', async () => {
    const { code, logged } = await write([], rc('HFS_TYPE=TEXT\nnonsense\n'));
    expect(code).toBe(0);
    expect(logged).toContain(`Line 1 of “${join(base, 'rc')}” sets HFS_TYPE, which Isodrop does not have`);
    expect(logged).toContain(`Line 2 of “${join(base, 'rc')}” is not NAME=text`);
  });

  it('must not hold more than fits', async () => {
    const { code, logged } = await write([], rc(`ABST=${'A'.repeat(38)}\n`));
    expect(code).toBe(1);
    expect(logged).toMatch(/^isodrop: ABST in “.*rc” “A{38}” has 38 characters; this identifier has room for 37\.\n$/);
  });

  it('is not read with --no_rc', async () => {
    expect(await write(['--no_rc'], rc('VOLI=FILE\n'))).toEqual({ code: 0, printed: '', logged: '' });
    expect(volumeName()).toBe('CDROM');
  });
});

describe('a list that an option names', () => {
  it.each([
    ['-path-list', '-path-list gone: the list cannot be read: it is not there.'],
    ['-exclude-list', '-exclude-list gone: the list cannot be read: it is not there.'],
    ['-hide-joliet-list', '-hide-joliet-list gone: the list cannot be read: it is not there.'],
    ['-sort', '-sort gone: the list cannot be read: it is not there.'],
    ['--sort-weight-list', '--sort-weight-list gone: the list cannot be read: it is not there.'],
  ])('must be there: %s', async (option, sentence) => {
    expect(await write([option, 'gone'])).toEqual({ code: 1, printed: '', logged: `isodrop: ${sentence}\n` });
  });

  it.each([
    ['\ufeffroot\n', 'the list begins with a byte order mark'],
    ['root\r\nother\r\n', 'its lines end in CR LF'],
  ])('may not be a text of Windows, which would match nothing: %j', async (text, what) => {
    const list = join(base, 'list');
    fs.writeFileSync(list, text);
    for (const option of ['-path-list', '-exclude-list', '-hide-list']) {
      const { code, logged } = await write([option, list]);
      expect([code, logged]).toEqual([1, expect.stringContaining(`isodrop: ${option} ${list}: ${what}, as Windows`)]);
    }
    // Where blanks mean nothing, carriage returns do not, either.
    fs.writeFileSync(list, 'root/* 5\r\n');
    expect((await write(['-sort', list])).code).toBe(0);
  });

  it('may have names in it that end in a carriage return', async () => {
    fs.writeFileSync(join(base, 'list'), 'Icon\r\nother\n');
    for (const name of ['Icon\r', 'other']) fs.writeFileSync(join(root, name), 'x');
    expect((await write(['-r', '-exclude-list', join(base, 'list')])).code).toBe(0);
    expect(fs.readFileSync(image()).includes('Icon')).toBe(false);
  });

  it('must have the form that the option wants', async () => {
    fs.writeFileSync(join(base, 'list'), 'a pattern\n');
    for (const option of ['-sort', '--sort-weight-list']) {
      const { code, logged } = await write([option, join(base, 'list')]);
      expect(code).toBe(1);
      expect(logged).toContain(`${option} ${join(base, 'list')}: “a pattern” is not a`);
    }
  });
});

describe('files that the volume descriptor names', () => {
  it('are told of where they are not there', async () => {
    fs.writeFileSync(join(root, 'copyright.txt'), 'c');
    fs.writeFileSync(join(root, 'a long name.text'), 'a');
    fs.mkdirSync(join(root, 'BIBLIO'));
    const { logged } = await write(['-copyright', 'COPYRIGH.TXT', '-abstract', 'A_LONG_N.TEX', '-biblio', 'BIBLIO']);
    expect(logged).not.toMatch(/-copyright|-abstract/);
    expect(logged).toContain('-biblio: no file at the top of the image has the plain name “BIBLIO”.');
    expect((await write(['-copyright', 'copyright.txt', '-l'])).logged).not.toContain('-copyright:');
    expect((await write(['-copyright', 'COPYING'])).logged).toContain('-copyright: no file at the top');
  });
});

describe('what a run that was ended left behind', () => {
  it('does not come into a later image of its folder', async () => {
    fs.writeFileSync(join(root, '.isodrop-0123456789ab.part'), 'half');
    fs.mkdirSync(join(base, 'out'));
    const { logged } = await isodrop(['-R', '-o', join(base, 'out/x.iso'), root]);
    expect(logged).toContain('it is an image or a file that a run of Isodrop did not finish, and may be deleted');
    expect(fs.readFileSync(join(base, 'out/x.iso')).includes('isodrop-0123')).toBe(false);
  });
});
