/** What is told of an image's notices: the hint about short names, -report and -strict. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTICE_KINDS } from '../image/notices';
import { isodrop } from './run.fixture';

let base: string;
let root: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-notices-'));
  root = join(base, 'root');
  fs.mkdirSync(root);
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const image = () => join(base, 'x.iso');
const file = (name: string) => fs.writeFileSync(join(root, name), 'x');
const write = (...argv: string[]) => isodrop([...argv, '-o', image(), root]);
const here = () => fs.readdirSync(base).sort();

describe('short names', () => {
  it.each([
    [[], /LONG_N\.TXT in plain[\s\S]*isodrop: 2 names are short, since the image has neither Joliet.*-J -r names are/],
    [
      ['-r'],
      /^isodrop: 2 names are short for Windows, since the image has no Joliet: with -J they are what they are\.\n$/,
    ],
    [['-J'], /^$/],
    [['-J', '-r'], /^$/],
    [['-quiet'], /^$/],
    [['-iso-level', '4'], /^$/],
  ])('are said where readers show them: %j', async (argv, said) => {
    file('a long name.txt');
    file('another long name.txt');
    expect((await write(...argv)).logged).toMatch(said);
  });

  it('are not said where there are none', async () => {
    file('a.txt');
    expect((await write()).logged).toBe('');
  });
});

describe('what the shell redirects into a folder that is read', () => {
  it('is left out', async () => {
    for (const name of ['x.iso', 'log.txt', 'kept']) file(name);
    const [outputDescriptor, logDescriptor] = ['x.iso', 'log.txt'].map((name) => fs.openSync(join(root, name), 'w'));
    const io = { outputDescriptor: outputDescriptor as number, logDescriptor: logDescriptor as number };
    const { code, logged } = await isodrop(['-J', root], { ...io, outputIsTerminal: false });
    for (const descriptor of Object.values(io)) fs.closeSync(descriptor);
    expect(code).toBe(0);
    expect(logged.split('\n')).toEqual([
      'isodrop: “log.txt” was left out: it is the log that is being written.',
      'isodrop: “x.iso” was left out: it is the image that is being written.',
      '',
    ]);
    const bytes = fs.readFileSync(join(root, 'x.iso')).toString('latin1');
    expect(bytes).toContain('KEPT.;1');
    expect(bytes).not.toMatch(/X\.ISO|LOG\.TXT/);
  });
});

describe('-report', () => {
  // More than are gathered before something is written.
  const count = 300;
  const many = () => {
    for (let index = 0; index < count; index++) file(`a long name: ${index}`);
    fs.symlinkSync('gone', join(root, 'a\nlink'));
  };

  it('writes every notice as JSON, with the sentences of options', async () => {
    many();
    const { code, logged } = await write('-J', '-r', '-f', '-acl', '-V', 'é', '-report', join(base, 'r.json'));
    expect(code).toBe(0);
    const text = fs.readFileSync(join(base, 'r.json'), 'utf8');
    const report = JSON.parse(text);
    expect(report).toEqual({
      program: expect.stringMatching(/^isodrop \d/),
      image: image(),
      blocks: fs.statSync(image()).size / 2048,
      options: ['-acl: access control lists are not in the image.'],
      count: report.notices.length,
      notices: expect.any(Array),
    });
    const of = (code: string) => report.notices.filter((notice: { code: string }) => notice.code === code);
    for (const code of ['iso-name', 'joliet-characters']) expect(of(code)).toHaveLength(count);
    expect(of('joliet-characters')).toContainEqual({
      code: 'joliet-characters',
      severity: 'changed',
      path: 'a long name: 0',
      before: 'a long name: 0',
      after: 'a long name_ 0',
      sentence: NOTICE_KINDS['joliet-characters'].sentence({ path: 'a long name: 0', after: 'a long name_ 0' }),
    });
    expect(of('link-broken')).toMatchObject([{ path: 'a\nlink', before: 'gone', severity: 'left-out' }]);
    expect(of('identifier-primary')).toMatchObject([{ path: 'volume name', before: 'é', after: 'e' }]);
    // One notice a line, for programs that read no more at a time.
    expect(text.split('\n').filter((line) => line.startsWith('  {"code":'))).toHaveLength(report.count);
    // The terminal has a few of each.
    expect(logged.split('\n').length).toBeLessThan(20);
  });

  it('writes a sentence on each line otherwise, and those of options first', async () => {
    many();
    await write('-J', '-r', '-f', '-acl', '-quiet', '-report', join(base, 'r.txt'));
    const lines = fs.readFileSync(join(base, 'r.txt'), 'utf8').split('\n');
    expect(lines[0]).toBe('-acl: access control lists are not in the image.');
    expect(lines[1]).toBe('The symbolic link “a\\u000alink” was left out: it leads to “gone”, which is not there.');
    expect(lines).toContain(
      '“a long name: 299” is “a long name_ 299” for Windows: Joliet allows no control characters, \\ / : ; * or ? in a name.',
    );
    expect(lines.at(-1)).toBe('');
  });

  it('is complete without notices, and beside -print-size', async () => {
    const { printed } = await isodrop(['-print-size', '-report', join(base, 'r.json'), root]);
    expect(JSON.parse(fs.readFileSync(join(base, 'r.json'), 'utf8'))).toMatchObject({
      image: null,
      blocks: Number(printed),
      count: 0,
      notices: [],
    });
    expect(here()).toEqual(['r.json', 'root']);
  });

  it('comes into no image, nor the log, though they lie in the folder', async () => {
    for (let time = 0; time < 2; time++) {
      const report = join(root, 'r.txt');
      const { code } = await write('-J', '-r', '-report', report, '-log-file', join(root, 'log.txt'));
      expect(code).toBe(0);
      const text = fs.readFileSync(report, 'utf8');
      expect(text).toContain('“log.txt” was left out: it is the log that is being written.');
      expect(text.includes('“r.txt” was left out: it is the report that is being written.')).toBe(time === 1);
    }
  });

  it.each([
    [['-report', '-'], 'The image and the report would both go to standard output'],
    [['-report', '-', '-print-size'], 'would both write to standard output'],
    [['-report', 'gone/r.txt'], '“gone/r.txt” cannot be written: its folder is not there'],
    [['-report', ''], '-report needs the name of a file'],
  ])('is refused where there is no place for it: %j', async (argv, sentence) => {
    const { code, printed, logged } = await isodrop([...argv, root], { outputIsTerminal: false });
    expect([code, printed]).toEqual([1, '']);
    expect(logged).toContain(sentence);
  });

  it('is refused where the image goes, however that is spelled', async () => {
    fs.symlinkSync('.', join(base, 'here'));
    const { code, logged } = await write('-report', join(base, 'here', 'x.iso'));
    expect([code, here()]).toEqual([1, ['here', 'root']]);
    expect(logged).toMatch(/would both go to “.*x\.iso”/);
  });
});

describe('-strict', () => {
  const plain = () => file('a long name.txt');
  const joliet = () => file('a?b');
  const deep = () => fs.mkdirSync(join(root, '1/2/3/4/5/6/7/8'), { recursive: true });
  const socket = () => fs.symlinkSync('gone', join(root, 'link'));
  const old = () => {
    file('old');
    fs.utimesSync(join(root, 'old'), 0, Date.UTC(2200, 0, 1) / 1000);
  };
  const nothing = () => file('a.txt');

  it.each([
    [['-strict', '-J', '-r'], nothing, undefined],
    [
      ['-strict', '-J', '-r'],
      plain,
      /1 item with a short name.* For one: “a long name.txt” is A_LONG_N\.TXT.*-strict-on left-out,changed lets it pass/,
    ],
    [['-strict-on', 'left-out,changed', '-J', '-r'], plain, undefined],
    [['-strict-on', 'left-out,changed', '-r'], plain, undefined],
    // Where there is nothing else, everybody sees the short name.
    [['-strict-on', 'changed'], plain, /since -strict-on changed allows no such notices: 1 item with a short name/],
    [['-strict', '-iso-level', '4'], plain, undefined],
    [['-strict-on', 'joliet', '-J', '-r'], joliet, /1 item with characters that Windows does not allow/],
    [['-strict-on', 'joliet-length,left-out', '-J', '-r'], joliet, undefined],
    [['-strict-on', 'joliet', '-r'], joliet, undefined],
    [['-strict', '-J', '-r'], deep, /1 item deeper than eight levels/],
    [['-strict', '-J', '-r', '-f'], socket, /1 item left out: links that lead nowhere/],
    [['-strict', '-J', '-r', '-m', 'link'], socket, undefined],
    [['-strict', '-J', '-r'], old, /1 item dated outside 1900 to 2155/],
    [['-strict', '-J', '-r', '-V', 'SEVENTEEN_LETTERS'], nothing, /1 of the volume's labels changed for Windows/],
    [['-strict-on', 'joliet', '-strict-on', 'link', '-J', '-r', '-f'], socket, /since -strict-on joliet,link allows/],
    [['-strict', '-strict-on', 'joliet', '-J', '-r', '-f'], socket, /since -strict allows/],
  ])('%j', async (argv, make, refusal) => {
    make();
    const report = join(base, 'r.json');
    const { code, logged } = await write(...argv, '-report', report, '-quiet');
    expect([code, here()]).toEqual(refusal ? [1, ['r.json', 'root']] : [0, ['r.json', 'root', 'x.iso']]);
    if (refusal) expect(logged).toMatch(/^isodrop: Nothing was written, since .*\.\n$/);
    expect(logged).toMatch(refusal ?? /^$/);
    // The report tells in any case.
    if (refusal) expect(JSON.parse(fs.readFileSync(report, 'utf8')).count).toBeGreaterThan(0);
  });

  it('tells what it refuses, though it would not be told otherwise', async () => {
    plain();
    expect((await write('-J', '-r')).logged).toBe('');
    expect((await write('-J', '-r', '-strict')).logged).toMatch(
      /^isodrop: “a long name.txt” is A_LONG_N\.TXT in plain/,
    );
  });

  it('prints no size either', async () => {
    plain();
    expect(await isodrop(['-J', '-r', '-strict', '-print-size', root])).toMatchObject({ code: 1, printed: '' });
  });

  it.each(['jolyet', 'jol', ',', ''])('knows no kind “%s”', async (word) => {
    const { code, logged } = await write('-strict-on', word);
    expect(code).toBe(1);
    expect(logged).toMatch(
      /is no kind of notice\. There are left-out, changed, plain-names, and one by one: iso-name, /,
    );
  });
});
