/** The built command as a person runs it: its images, its log, and that it leaves nothing behind when it fails. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext, vi } from 'vitest';
import { listsCanonically, makeTree, pattern, scratchDirectory, type Tree } from './images/trees';
import { findProgram, READERS } from './tools/programs.mjs';

const COMMAND = fileURLToPath(new URL('../build/isodrop.js', import.meta.url));
const STRICT = process.env.ISODROP_STRICT === '1' || (process.env.CI !== undefined && process.env.CI !== 'false');
const BLOCK = 2048;
const NOBODY = 65534;

// Each test starts Node, and a busy machine takes its time for that.
vi.setConfig({ testTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;

let scratch: string;
let folder: string;
beforeAll(() => {
  if (!fs.existsSync(COMMAND)) throw new Error('There is no build/isodrop.js: run npm run build:node first.');
  scratch = scratchDirectory();
  fs.chmodSync(scratch, 0o755);
});
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
beforeEach(() => {
  folder = fs.mkdtempSync(join(scratch, 'test-'));
  fs.chmodSync(folder, 0o777);
});

/** The path of a program, or the end of this test with the reason; in CI a failure. */
function need(context: TestContext, program: keyof typeof READERS): string {
  return findProgram(READERS[program]) ?? leave(context, `${program} is not installed`);
}

function leave(context: TestContext, reason: string): never {
  if (STRICT) throw new Error(`${reason}: in CI nothing may be left out.`);
  return context.skip(reason);
}

interface Options {
  environment?: Record<string, string>;
  /** Run as a user without rights, where the test itself has all. */
  asNobody?: boolean;
}

function isodrop(argv: string[], { environment, asNobody }: Options = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...argv], {
    cwd: folder,
    env: { ...process.env, TZ: 'UTC', ...environment },
    maxBuffer: 1 << 28,
    ...(asNobody && isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  return { code: status, output: stdout, log: stderr.toString() };
}

function start(argv: string[]): {
  child: ChildProcess;
  ended: Promise<{ code: number | null; signal: string | null; log: string }>;
} {
  const child = spawn(process.execPath, [COMMAND, ...argv], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr?.on('data', (text) => {
    log += text;
  });
  const ended = new Promise<{ code: number | null; signal: string | null; log: string }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, log }));
  });
  return { child, ended };
}

const path = (...names: string[]) => join(folder, ...names);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A file of so many bytes that takes no room on the disk. */
function sparse(name: string, byteLength: number): string {
  fs.mkdirSync(join(path(name), '..'), { recursive: true });
  fs.writeFileSync(path(name), '');
  fs.truncateSync(path(name), byteLength);
  return path(name);
}

/** Waits until the temporary file beside the image has so many bytes. */
async function written(byteLength: number): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const part = fs.readdirSync(folder).find((name) => name.endsWith('.part'));
    if (part && fs.statSync(path(part)).size > byteLength) return;
    await new Promise((later) => setTimeout(later, 5));
  }
  throw new Error('The image was not begun within 20 seconds.');
}

const firstTree: Tree = {
  name: 'first',
  entries: [
    { kind: 'file', path: 'test_file.txt', content: '' },
    { kind: 'file', path: 'test_dir/testfile.txt', content: '' },
  ],
};

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

describe('a failure is one sentence, exit code 1 and nothing written:', () => {
  const sentence = (text: string) => new RegExp(`^isodrop: [^\n]*${text}[^\n]*\n$`);

  it.each([
    [['-jolyet', '-o', 'x.iso', 'tree'], '-jolyet is not an option of isodrop; did you mean -joliet\\?'],
    [['-o', 'x.iso'], 'Name the folder to make an image of'],
    [['-o', 'x.iso', 'gone'], '“gone” cannot be taken: it is not there'],
    [['-o', 'x.iso', 'tree', 'gone'], '“gone” cannot be taken: it is not there'],
    [['-o', 'gone/x.iso', 'tree'], '“gone/x.iso” cannot be written: its folder is not there'],
    [['-o', 'tree', 'tree'], '“tree” cannot be written: it is a folder'],
    [['-udf', '-o', 'x.iso', 'tree'], '-udf .* is not supported'],
    [['-o', 'x.iso', 'tree', 'other'], '“other/a” cannot be added: another of the given paths has “a” already'],
  ])('%j', (argv, text) => {
    for (const name of ['tree', 'other']) {
      fs.mkdirSync(path(name));
      fs.writeFileSync(path(name, 'a'), name);
    }
    const { code, log, output } = isodrop(argv);
    expect([code, output.length]).toEqual([1, 0]);
    expect(log).toMatch(sentence(text));
    expect(fs.readdirSync(folder).sort()).toEqual(['other', 'tree']);
  });

  it('an output folder that cannot be written', (context) => {
    if (process.platform === 'win32') leave(context, 'Windows has no modes of folders');
    makeTree({ ...firstTree, name: 'tree' }, folder);
    fs.mkdirSync(path('locked'), { mode: 0o555 });
    const { code, log } = isodrop(['-o', 'locked/x.iso', 'tree'], { asNobody: true });
    expect([code, log]).toEqual([1, 'isodrop: “locked/x.iso” cannot be written: permission was denied.\n']);
  });

  it('a full disk, with figures', (context) => {
    if (!fs.existsSync('/dev/full')) leave(context, 'there is no /dev/full');
    makeTree({ ...firstTree, name: 'tree' }, folder);
    const { code, log } = isodrop(['-J', '-r', '-o', '/dev/full', 'tree']);
    expect(code).toBe(1);
    expect(log).toMatch(sentence('The disk is full: 0 of 374,784 bytes of the image went to “/dev/full”'));
  });

  const LARGE = 1_000_000_000;
  it.each([
    ['shrinks', (file: string) => fs.truncateSync(file, 5), 'shrank from 1,000,000,000 to 5 bytes'],
    ['grows', (file: string) => fs.appendFileSync(file, 'x'), 'grew from 1,000,000,000 to 1,000,000,001 bytes'],
    ['is changed in place', (file: string) => fs.utimesSync(file, 1, 1), 'was changed'],
  ])('a file that %s while the image is written', async (_title, change, text) => {
    const file = sparse('tree/large', LARGE);
    fs.writeFileSync(path('x.iso'), 'the image of yesterday');
    const { ended } = start(['-J', '-r', '-o', 'x.iso', 'tree']);
    await written(1_000_000);
    change(file);
    const { code, log } = await ended;
    expect(code).toBe(1);
    expect(log).toMatch(sentence(`“tree/large” ${text}`));
    expect(fs.readdirSync(folder).sort()).toEqual(['tree', 'x.iso']);
    expect(fs.readFileSync(path('x.iso'), 'utf8')).toBe('the image of yesterday');
  });

  it('a file that vanishes while the image is written', async () => {
    sparse('tree/large', LARGE);
    fs.writeFileSync(path('tree/small'), 'x');
    const { ended } = start(['-J', '-r', '-o', 'x.iso', 'tree']);
    await written(1_000_000);
    fs.rmSync(path('tree/small'));
    const { code, log } = await ended;
    expect(code).toBe(1);
    expect(log).toMatch(sentence('“tree/small” cannot be read any more: it is not there'));
    expect(fs.readdirSync(folder)).toEqual(['tree']);
  });
});

describe('an interrupted command', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing behind: %s', async (signal) => {
    sparse('tree/large', 1_000_000_000);
    const { child, ended } = start(['-J', '-r', '-o', 'x.iso', 'tree']);
    await written(1_000_000);
    child.kill(signal);
    expect(await ended).toEqual({ code: null, signal, log: 'isodrop: Stopped: “x.iso” was not written.\n' });
    expect(fs.readdirSync(folder)).toEqual(['tree']);
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
  it('is left out with a notice, and the command succeeds', (context) => {
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

describe('a file over 4 GiB', () => {
  const SIZE = 2 ** 32 + 5_000_001;
  const MARKS: [at: number, text: string][] = [
    [0, 'the head'],
    [2 ** 32 - 2052, 'around the end of the first section'],
    [SIZE - 8, 'the tail'],
  ];
  const texts = MARKS.map(([, text]) => text);

  /** How much a program writes to standard output, and what stands at the marks. */
  async function streamed(program: string, argv: string[]): Promise<{ size: number; texts: string[] }> {
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
    const found = MARKS.map(() => '');
    let size = 0;
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) {
      for (const [index, [at, text]] of MARKS.entries()) {
        const from = Math.max(0, at - size);
        const to = Math.min(bytes.length, at + text.length - size);
        if (from < to) found[index] += bytes.toString('latin1', from, to);
      }
      size += bytes.length;
    }
    return { size, texts: found };
  }

  it('is written whole in little memory, and xorriso and 7-Zip read it back', { timeout: 300_000 }, async (context) => {
    const readers = [need(context, 'xorriso'), need(context, '7-Zip')] as const;
    // Not in the scratch folder: that may be memory.
    const disk = fs.mkdtempSync('/tmp/isodrop-large-');
    try {
      const large = join(disk, 'tree/large.bin');
      fs.mkdirSync(join(disk, 'tree'));
      const descriptor = fs.openSync(large, 'w');
      fs.ftruncateSync(descriptor, SIZE);
      for (const [at, text] of MARKS) fs.writeSync(descriptor, text, at);
      fs.closeSync(descriptor);

      const image = join(disk, 'x.iso');
      const { child, ended } = start(['-J', '-r', '-o', image, join(disk, 'tree')]);
      let peakKibibytes = 0;
      const watch = setInterval(() => {
        const status = fs.readFileSync(`/proc/${child.pid}/status`, { encoding: 'latin1', flag: 'r' });
        peakKibibytes = Math.max(peakKibibytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      }, 100);
      child.on('exit', () => clearInterval(watch));
      const { code, log } = await ended;
      expect(code).toBe(0);
      expect(log).toMatch(/“large\.bin” is larger than 4 GiB − 1 bytes and recorded in several sections/);
      if (process.platform === 'linux') expect(peakKibibytes).toBeGreaterThan(0);
      expect(peakKibibytes).toBeLessThan(200_000);

      const [xorriso, sevenZip] = readers;
      const cuts = MARKS.flatMap(([at, text], index) => [
        ...['-extract_cut', '/large.bin', String(at), String(text.length)],
        join(disk, `cut${index}`),
      ]);
      const lsdl = ['-find', '/large.bin', '-exec', 'lsdl'];
      const { stdout } = spawnSync(xorriso, ['-osirrox', 'on', '-indev', image, ...lsdl, '--', ...cuts], {
        encoding: 'utf8',
      });
      expect(stdout).toContain(` ${SIZE} `);
      expect(MARKS.map((_, index) => fs.readFileSync(join(disk, `cut${index}`), 'utf8'))).toEqual(texts);

      expect(await streamed(sevenZip, ['e', '-so', image, 'large.bin'])).toEqual({ size: SIZE, texts });
    } finally {
      fs.rmSync(disk, { recursive: true, force: true });
    }
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
