/** The built command as a person runs it: its images and its log. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  COMMAND,
  firstTree,
  folder,
  hash,
  isodrop,
  leave,
  need,
  path,
  runInFolders,
  sparse,
  start,
} from './command-run';
import { listsCanonically, makeTree, pattern, type Tree } from './images/trees';
import { findProgram } from './tools/programs.mjs';

runInFolders();

const BLOCK = 2048;

// Each test starts Node, and a busy machine takes its time for that.
vi.setConfig({ testTimeout: 60_000 });

describe('the first tree', () => {
  it('becomes 183 blocks, 374,784 bytes, and the log tells them', () => {
    const tree = makeTree(firstTree, folder);
    const { code, log } = isodrop(['-J', '-r', '-f', '-debug', '-v', '-o', 'x.iso', tree]);
    expect(code).toBe(0);
    expect(fs.statSync(path('x.iso')).size).toBe(374_784);
    const stages = [...log.matchAll(/^Writing: {3}(.{40})Start Block (\d+)\nDone with: \1Block\(s\) {4}(\d+)$/gm)];
    expect(stages.map(([, name, first, blocks]) => `${name?.trim()} ${first} ${blocks}`)).toEqual([
      'Initial Padblock 0 16',
      'Primary Volume Descriptor 16 1',
      'Joliet Volume Descriptor 17 1',
      'End Volume Descriptor 18 1',
      'Version block 19 1',
      'Path table 20 4',
      'Joliet path table 24 4',
      'Directory tree 28 2',
      'Joliet directory tree 30 2',
      'Directory tree cleanup 32 0',
      'Extension record 32 1',
      'Ending Padblock 33 150',
    ]);
    expect(log).toContain(
      'Writing:   The File(s)                             Start Block 33\nTotal translation table size: 0\n',
    );
    expect(log).toMatch(/^183 extents written \(0 MB\)$/m);
  });
});

describe('a pipe', () => {
  it.for(['-', '/dev/stdout', '/dev/fd/3'])('that is called %s takes the image', (output, context) => {
    if (!fs.existsSync('/dev/fd/0')) leave(context, 'there is no /dev/fd');
    const tree = makeTree(firstTree, folder);
    const words = ['-c', '"$@" 3>&1 | cat', 'sh', process.execPath, COMMAND, '-J', '-r', '-o', output, tree];
    const { stdout, stderr } = spawnSync('sh', words, { cwd: folder });
    expect([stdout.length, stderr.toString()]).toEqual([374_784, '']);
  });
});

describe('the log', () => {
  const trees: Tree[] = [
    firstTree,
    {
      name: 'files of all sizes, links and eight levels',
      entries: [
        { kind: 'file', path: 'a/large', content: pattern(25_000_000, 1) },
        { kind: 'file', path: 'b/larger', content: pattern(41_000_000, 2) },
        ...Array.from({ length: 300 }, (_, index) => ({
          kind: 'file' as const,
          path: `c/${1000 + index}.dat`,
          content: pattern(index * 97, index),
        })),
        { kind: 'hardLink', path: 'd/hard', to: 'b/larger' },
        { kind: 'link', path: 'd/soft', target: '../b/larger' },
        { kind: 'link', path: 'd/broken', target: 'gone' },
        { kind: 'file', path: 'e/2/3/4/5/6/on level eight', content: 'deep' },
        { kind: 'directory', path: 'f' },
      ],
    },
    {
      name: 'deep',
      entries: [
        { kind: 'file', path: 'a/2/3/4/5/6/7/8/9/10/deep', content: 'deep' },
        { kind: 'directory', path: 'b/2/3/4/5/6/7/8' },
      ],
    },
  ];
  const optionSets = [
    ['-J', '-r', '-f', '-debug', '-v'],
    ['-R', '-v'],
    ['-J', '-v', '-debug'],
    ['-r', '-J', '-debug'],
    ['-iso-level', '3', '-v'],
  ];

  /** What only one of the two programs says: its name, its notices, its memory; and when it will have finished. */
  const ownLine =
    /^(isodrop|\S*genisoimage)[: ]|^Warning: |^ {9}extensions|^I: -input-charset|^Max brk space used|^Using \S+ for /;
  const comparable = (log: string) =>
    log
      .split('\n')
      .filter((line) => !ownLine.test(line) && !/^NEW name/.test(line))
      .map((line) => line.replace(/(estimate finish \w{3} \w{3} [ \d]\d ).*( \d{4})$/, '$1(time)$2'));

  for (const tree of trees) {
    for (const options of optionSets) {
      // Without Rock Ridge, genisoimage loses what lies deeper than eight levels.
      if (tree.name === 'deep' && !/[rR]/.test(options.join())) continue;
      it(`of ${options.join(' ')} is genisoimage’s, line by line: ${tree.name}`, (context) => {
        const genisoimage = need(context, 'genisoimage');
        const root = makeTree({ ...tree, name: 'tree' }, folder);
        if (!listsCanonically(Buffer.from(root)).canonical) leave(context, 'no folder here lists in canonical order');
        const ours = isodrop([...options, '-o', 'x.iso', 'tree']);
        const { stderr } = spawnSync(genisoimage, [...options, '-o', 'g.iso', 'tree'], {
          cwd: folder,
          env: { ...process.env, TZ: 'UTC' },
        });
        const expected = comparable(stderr.toString());
        expect(ours.code).toBe(0);
        expect(expected.length).toBeGreaterThan(5);
        expect(comparable(ours.log)).toEqual(expected);
      });
    }
  }
});

describe('standard output', () => {
  it('gets the image that -o writes to a file', () => {
    const tree = makeTree(
      { ...firstTree, entries: [...firstTree.entries, { kind: 'file', path: 'x', content: pattern(5_000_000, 1) }] },
      folder,
    );
    const environment = { SOURCE_DATE_EPOCH: '1000000000' };
    isodrop(['-J', '-r', '-o', 'x.iso', tree], { environment });
    const file = hash(fs.readFileSync(path('x.iso')));
    expect(hash(isodrop(['-J', '-r', tree], { environment }).output)).toBe(file);
    expect(hash(isodrop(['-J', '-r', '-o', '-', tree], { environment }).output)).toBe(file);
  });

  it('whose reader goes away ends the command with a sentence', async () => {
    sparse('tree/large', 200_000_000);
    const { child, ended } = start(['-J', '-r', 'tree']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended).toMatchObject({
      code: 1,
      log: expect.stringMatching(/^isodrop: The reader of standard output went away after [\d,]+ of [\d,]+ bytes\.\n$/),
    });
  });
});

describe('a terminal', () => {
  it('is shown a bar, which is taken away', (context) => {
    if (process.platform !== 'linux' || !findProgram(['script'])) leave(context, 'there is no script of util-linux');
    sparse('tree/large', 1_000_000);
    const command = ['exec', process.execPath, COMMAND, '-J', '-r', 'tree'].join(' ');
    // The reader of the image pauses after the first byte.
    const line = `stty columns 60; (${command}) | (dd bs=1 count=1 status=none; sleep 0.4; cat) >x.iso`;
    const { stdout, status } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd: folder, encoding: 'utf8' });
    expect([status, fs.statSync(path('x.iso')).size > 1_000_000]).toEqual([0, true]);
    const lines = stdout.split('\r\x1b[K');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines.slice(1, -1)) {
      expect(line).toMatch(/^[ \d]{3}% \[=*\.*\] [\d.]+ [kM]?B of 1\.4 MB, .*/);
      expect(line.length).toBeLessThan(60);
    }
    expect([lines[0], lines.at(-1)]).toEqual(['', '']);
  });
});

describe('an image in the folder that it is made of', () => {
  it('does not hold itself, nor what an earlier run left, and says so', () => {
    const tree = makeTree({ ...firstTree, name: 'tree' }, folder);
    fs.writeFileSync(join(tree, '.isodrop-0123456789ab.part'), 'left');
    fs.writeFileSync(join(tree, 'other.iso'), 'other');
    const sizes = [1, 2].map(() => {
      const { code, log } = isodrop(['-J', '-r', '-o', 'tree/x.iso', 'tree']);
      expect(code).toBe(0);
      expect(log).toContain('isodrop: “.isodrop-0123456789ab.part” was left out');
      return { size: fs.statSync(join(tree, 'x.iso')).size, named: log.includes('“x.iso” was left out') };
    });
    expect(sizes).toEqual([
      { size: 376_832, named: false },
      { size: 376_832, named: true },
    ]);
  });
});

describe('a path that is not UTF-8', () => {
  it('is taken byte by byte', (context) => {
    if (process.platform !== 'linux') leave(context, 'only Linux tells the bytes of the arguments');
    const directory = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('d\xff', 'latin1')]);
    fs.mkdirSync(directory);
    fs.writeFileSync(Buffer.concat([directory, Buffer.from('/inside')]), 'text');
    const script = `exec '${process.execPath}' '${COMMAND}' -R -o x.iso $'d\\xff'`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(fs.readFileSync(path('x.iso')).includes('inside')).toBe(true);
  });
});

describe('what cannot be read while listing', () => {
  it('is left out with a notice, and the command succeeds unless that is refused', (context) => {
    if (process.platform === 'win32') leave(context, 'Windows has no modes of files');
    makeTree({ ...firstTree, name: 'tree' }, folder);
    fs.writeFileSync(path('tree/secret'), 'x', { mode: 0o000 });
    fs.mkdirSync(path('tree/vault'), { mode: 0o000 });
    const { code, log } = isodrop(['-J', '-r', '-o', 'x.iso', 'tree'], { asNobody: true });
    expect(code).toBe(0);
    expect(log).toBe(
      'isodrop: “secret” was left out: permission was denied.\nisodrop: “vault” was left out: permission was denied.\n',
    );
    expect(fs.statSync(path('x.iso')).size).toBe(374_784);
    fs.rmSync(path('x.iso'));
    const strict = isodrop(['-J', '-r', '-strict-on', 'unreadable', '-o', 'x.iso', 'tree'], { asNobody: true });
    expect(strict.code).toBe(1);
    expect(strict.log).toMatch(
      /^(isodrop: “(secret|vault)” was left out.*\n){2}isodrop: Nothing was written, since .*\n$/,
    );
    expect(fs.readdirSync(folder)).toEqual(['tree']);
  });
});

describe('-portable', () => {
  it('gives the same bytes for the same names, contents and modification times', () => {
    const entries = (mode: number, accessTime: number): Tree['entries'] => [
      { kind: 'file', path: 'a', content: 'same', mode, accessTime, modifyTime: 1_600_000_000.25 },
      { kind: 'file', path: 'b', content: 'same', mode: 0o600, modifyTime: -5 },
      { kind: 'directory', path: 'd', mode: mode | 0o700, modifyTime: accessTime },
      { kind: 'file', path: 'd/c', content: pattern(10_000, 3), modifyTime: 1_500_000_000.75 },
      { kind: 'directory', path: 'empty', modifyTime: accessTime },
    ];
    const one = makeTree({ name: 'one', entries: entries(0o644, 1e9) }, folder);
    const two = makeTree({ name: 'two', entries: entries(0o755, 1.1e9) }, folder);
    // The second has hard links, symbolic links and a pipe besides, which a browser does not see or tell apart.
    fs.linkSync(join(two, 'd/c'), path('elsewhere'));
    fs.symlinkSync('a', join(two, 'link'));
    execFileSync('mkfifo', [join(two, 'pipe')]);
    const images = [one, two].map((tree) => isodrop(['-J', '-r', '-portable', tree]));
    expect(images.map(({ code }) => code)).toEqual([0, 0]);
    expect(hash(images[1]?.output as Buffer)).toBe(hash(images[0]?.output as Buffer));
    expect(images[1]?.log).toBe(
      'isodrop: The symbolic link “link” was left out, since -portable sees what a browser sees.\n' +
        'isodrop: “pipe” was left out: it is a pipe, not a file.\n',
    );
    // Without it they differ.
    const plain = [one, two].map((tree) => isodrop(['-J', '-R', tree], { environment: { SOURCE_DATE_EPOCH: '1' } }));
    expect(hash(plain[1]?.output as Buffer)).not.toBe(hash(plain[0]?.output as Buffer));
  });
});

describe('the size of an image', () => {
  it('is a whole number of blocks, the number that -print-size prints', () => {
    const tree = makeTree(
      { name: 'tree', entries: [{ kind: 'file', path: 'a', content: pattern(12_345, 1) }] },
      folder,
    );
    const { output } = isodrop(['-r', '-print-size', tree]);
    expect(output.toString()).toMatch(/^\d+\n$/);
    expect(isodrop(['-r', tree]).output.length).toBe(Number(output) * BLOCK);
  });

  it('is printed as genisoimage prints it', (context) => {
    const genisoimage = need(context, 'genisoimage');
    const tree = makeTree({ ...firstTree, name: 'tree' }, folder);
    for (const options of [['-J'], ['-r'], ['-J', '-r'], []]) {
      const { stdout } = spawnSync(genisoimage, [...options, '-quiet', '-print-size', tree]);
      expect(isodrop([...options, '-print-size', tree]).output.toString()).toBe(stdout.toString());
    }
  });
});
