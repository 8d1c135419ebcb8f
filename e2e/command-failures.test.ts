/** How the built command fails: with a sentence and a code, and nothing left behind. */
import { type StdioOptions, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { COMMAND, firstTree, folder, isodrop, leave, path, runInFolders, sparse, start, written } from './command-run';
import { makeTree } from './images/trees';

runInFolders();

// Each test starts Node, and a busy machine takes its time for that.
vi.setConfig({ testTimeout: 60_000 });

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

  it('a file of somebody else in a folder such as /tmp', (context) => {
    if (process.getuid?.() !== 0) leave(context, 'only root has files of others');
    makeTree({ ...firstTree, name: 'tree' }, folder);
    fs.mkdirSync(path('shared'));
    fs.chmodSync(path('shared'), 0o1777);
    fs.writeFileSync(path('shared/x.iso'), 'old');
    fs.chmodSync(path('shared/x.iso'), 0o666);
    const { code, log } = isodrop(['-o', 'shared/x.iso', 'tree'], { asNobody: true });
    expect([code, log]).toEqual([1, 'isodrop: “shared/x.iso” cannot be written: the operation is not permitted.\n']);
    expect(fs.readdirSync(path('shared'))).toEqual(['x.iso']);
  });

  it('a full disk, with figures', (context) => {
    if (!fs.existsSync('/dev/full')) leave(context, 'there is no /dev/full');
    makeTree({ ...firstTree, name: 'tree' }, folder);
    const { code, log } = isodrop(['-J', '-r', '-o', '/dev/full', 'tree']);
    expect(code).toBe(1);
    expect(log).toMatch(sentence('The disk is full: 0 of 374,784 bytes of the image went to “/dev/full”'));
  });

  it('a full disk for what it prints, while messages are given up before the image is', (context) => {
    if (!fs.existsSync('/dev/full')) leave(context, 'there is no /dev/full');
    makeTree({ ...firstTree, name: 'tree' }, folder);
    const full = fs.openSync('/dev/full', 'w');
    const run = (argv: string[], stdio: StdioOptions) =>
      spawnSync(process.execPath, [COMMAND, ...argv], { cwd: folder, stdio, encoding: 'utf8' });
    for (const argv of [['-help'], ['-quiet', '-print-size', 'tree']]) {
      const { status, stderr } = run(argv, ['ignore', full, 'pipe']);
      expect([status, stderr]).toEqual([1, 'isodrop: Standard output cannot be written: the disk is full.\n']);
    }
    expect(run(['-J', '-v', '-o', 'x.iso', 'tree'], ['ignore', 'pipe', full]).status).toBe(0);
    fs.closeSync(full);
    expect(fs.existsSync(path('x.iso'))).toBe(true);
  });

  const LARGE = 1_000_000_000;
  /** Of a file that is not read before the image is written. */
  const NEXT = 'x'.repeat(10_000);
  it.each([
    ['large', 'shrinks', (file: string) => fs.truncateSync(file, 5), 'shrank from 1,000,000,000 to 5 bytes'],
    [
      'large',
      'grows',
      (file: string) => fs.appendFileSync(file, 'x'),
      'grew from 1,000,000,000 to 1,000,000,001 bytes',
    ],
    ['large', 'is changed in place', (file: string) => fs.utimesSync(file, 1, 1), 'was changed'],
  ])('a file that is %s and %s while the image is written', async (name, _title, change, text) => {
    sparse('tree/large', LARGE);
    fs.writeFileSync(path('x.iso'), 'the image of yesterday');
    const { ended } = start(['-J', '-r', '-o', 'x.iso', 'tree']);
    await written(1_000_000);
    change(path('tree', name));
    const { code, log } = await ended;
    expect(code).toBe(1);
    expect(log).toMatch(sentence(`“tree/${name}” ${text}`));
    expect(fs.readdirSync(folder).sort()).toEqual(['tree', 'x.iso']);
    expect(fs.readFileSync(path('x.iso'), 'utf8')).toBe('the image of yesterday');
  });

  it('a disk that becomes full, with figures', (context) => {
    sparse('tree/large', 3_000_000);
    fs.mkdirSync(path('small'));
    // A file system of its own, which ends with the command; no rights are needed where users may have namespaces.
    const script = `mount -t tmpfs -o size=1m tmpfs small && echo yesterday > small/x.iso && "$@"; echo $? $(ls -A small) $(cat small/x.iso)`;
    const words = ['-rm', 'sh', '-c', script, 'sh', process.execPath, COMMAND, '-o', 'small/x.iso', 'tree'];
    const { status, stdout, stderr } = spawnSync('unshare', words, { cwd: folder, encoding: 'utf8' });
    if (status !== 0 || /unshare|mount/.test(stderr)) leave(context, 'no file system can be mounted here');
    expect(stderr).toMatch(
      sentence(
        'The disk is full: 1,0\\d\\d,\\d+ of 3,356,672 bytes of the image went to “small/x\\.iso” \\(\\d+ bytes are free\\)',
      ),
    );
    expect(stdout).toBe('1 x.iso yesterday\n');
  });

  it('a file that may not be read any more while the image is written', async (context) => {
    if (process.platform === 'win32') leave(context, 'Windows has no modes of files');
    sparse('tree/large', LARGE);
    fs.writeFileSync(path('tree/next'), NEXT);
    const { ended } = start(['-J', '-r', '-o', 'x.iso', 'tree'], { asNobody: true });
    await written(1_000_000);
    fs.chmodSync(path('tree/next'), 0o000);
    const { code, log } = await ended;
    expect(code).toBe(1);
    expect(log).toMatch(sentence('“tree/next” cannot be read any more: permission was denied'));
    expect(fs.readdirSync(folder)).toEqual(['tree']);
  });

  it('a file that vanishes while the image is written', async () => {
    sparse('tree/large', LARGE);
    fs.writeFileSync(path('tree/next'), NEXT);
    const { ended } = start(['-J', '-r', '-o', 'x.iso', 'tree']);
    await written(1_000_000);
    fs.rmSync(path('tree/next'));
    const { code, log } = await ended;
    expect(code).toBe(1);
    expect(log).toMatch(sentence('“tree/next” cannot be read any more: it is not there'));
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

  it('while it writes its report, too', () => {
    sparse('tree/a long name: 1', 1);
    // The signal comes right after the report's temporary file was made.
    const hook = `import fs from 'node:fs'; const open = fs.openSync; fs.openSync = (path, ...more) => {
      const descriptor = open(path, ...more);
      if (String(path).endsWith('.part')) process.kill(process.pid, 'SIGINT');
      return descriptor;
    };`;
    const words = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, COMMAND];
    const options = ['-J', '-r', '-quiet', '-report', 'report.json', '-o', 'x.iso', 'tree'];
    const { signal, stderr } = spawnSync(process.execPath, [...words, ...options], { cwd: folder, encoding: 'utf8' });
    expect([signal, stderr]).toEqual(['SIGINT', 'isodrop: Stopped: “x.iso” was not written.\n']);
    expect(fs.readdirSync(folder).sort()).toEqual(['report.json', 'tree']);
  });
});
