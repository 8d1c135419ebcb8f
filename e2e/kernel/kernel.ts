/**
 * Images of awkward trees in the Linux kernel, which runs in QEMU: what it shows through Rock Ridge must be what is on
 * disk, and what it shows without must be what Joliet's and the plain identifiers say.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onDisk } from '../images/disk';
import { parseImage } from '../images/iso-fields';
import { identifierTree, type Namespace } from '../images/namespaces';
import { pathBytes, pathText, TREES } from '../images/trees';
import { Workshop } from '../matrix/workshop';

const MODULES = ['cdrom', 'isofs', 'loop', 'nls_utf8'];
const NOON = Date.UTC(2026, 10, 24, 12) / 1000;
/** One has names that are lines of their own on the console; the other has nothing new. */
const LEFT_OUT = ['controls', 'many-files'];
/**
 * What the kernel cannot show (fs/isofs of Linux 6.1): names of more than 253 bytes, which it cuts; RR_MOVED, which is
 * not on the disk; times beyond 32 bits, which it takes modulo 2^32 until 6.15, and long stamps not at all; names that
 * are all full stops, and lone surrogates, in Joliet.
 */
const MOST_NAME_BYTES = 253;
const isCut = (path: string) => path.split('/').some((name) => pathBytes(name).length > MOST_NAME_BYTES);
const isKnownOdd = (path: string) => /^\.?rr_moved/.test(path) || path.split('/').some((name) => name.length > 40);
const isLong = (time: number) => time < FIRST_SHORT || time > LAST_SHORT;
const FIRST_SHORT = Date.UTC(1900, 0, 1) / 1000;
const LAST_SHORT = Date.UTC(2155, 11, 31, 23, 59, 59) / 1000;
const isUnshowable = (path: string) =>
  path
    .split('/')
    .some(
      (name) =>
        /^\.+$|[\ud800-\udfff\ufffd]/.test(name.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')) ||
        /^surrogate /.test(name),
    );

/** What the kernel tells of one entry. */
interface Shown {
  mode: number;
  user: number;
  group: number;
  modifyTime: number;
  size: number;
  target: string | undefined;
  sha256: string | undefined;
}

/**
 * Makes the images, starts the kernel, and prints what differs.
 * @param files where `boot/vmlinuz-*` and `lib/modules/` are
 */
export async function testKernel(files: string): Promise<void> {
  const workshop = new Workshop();
  try {
    const folder = join(workshop.scratch, 'initrd');
    prepare(folder, files);
    const trees = TREES.filter(({ name }) => !LEFT_OUT.includes(name));
    const roots = new Map<string, string>();
    for (const tree of trees) {
      roots.set(tree.name, workshop.add(tree));
      const words = workshop.words({ tree: tree.name, line: '-J -R -no-pad' });
      const { image, said } = await workshop.ours(words, NOON);
      if (!image) throw new Error(said);
      writeFileSync(join(folder, 'images', `${tree.name}.iso`), image);
    }
    const listings = boot(workshop.scratch, folder, files);
    let failures = 0;
    for (const { name } of trees) {
      const image = parseImage(readFileSync(join(folder, 'images', `${name}.iso`)));
      const problems = [
        ...rockRidgeProblems(roots.get(name) as string, listings.get(`${name}.iso rr`)),
        ...nameProblems('Joliet', identifierTree(image.joliet!), listings.get(`${name}.iso norock`)),
        ...nameProblems('plain', identifierTree(image.primary), listings.get(`${name}.iso norock,nojoliet`)),
      ];
      failures += problems.length > 0 ? 1 : 0;
      console.log(`${problems.length > 0 ? 'differs' : 'holds  '}  ${name}`);
      for (const problem of problems.slice(0, 10)) console.log(`           ${problem}`);
    }
    console.log(`${trees.length} images, ${failures} that the kernel shows otherwise`);
    if (failures > 0) process.exitCode = 1;
  } finally {
    workshop.close();
  }
}

/** The folder that the kernel starts in. */
function prepare(folder: string, files: string): void {
  for (const inner of ['bin', 'modules', 'mnt', 'proc', 'dev', 'images'])
    mkdirSync(join(folder, inner), { recursive: true });
  copyFileSync(
    execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim(),
    join(folder, 'bin/busybox'),
  );
  copyFileSync(new URL('init.sh', import.meta.url), join(folder, 'init'));
  execFileSync('chmod', ['+x', join(folder, 'init')]);
  const modules = join(files, 'lib/modules');
  for (const path of readdirSync(modules, { recursive: true, encoding: 'utf8' })) {
    const module = MODULES.find((name) => path.endsWith(`/${name}.ko`));
    if (module) copyFileSync(join(modules, path), join(folder, 'modules', `${module}.ko`));
  }
}

/** Starts the kernel and returns its listings by image and mount options, as lines. */
function boot(scratch: string, folder: string, files: string): Map<string, string[]> {
  const archive = join(scratch, 'initrd.gz');
  execFileSync('sh', ['-c', `find . | busybox cpio -o -H newc 2>/dev/null | gzip -1 > '${archive}'`], { cwd: folder });
  const kernel = readdirSync(join(files, 'boot')).find((name) => name.startsWith('vmlinuz'));
  if (!kernel) throw new Error(`There is no kernel in ${files}/boot.`);
  const words = ['-accel', 'tcg', '-m', '1024', '-nodefaults', '-no-reboot', '-display', 'none', '-serial', 'stdio'];
  const start = ['-kernel', join(files, 'boot', kernel), '-initrd', archive, '-append', 'console=ttyS0 quiet panic=-1'];
  const { stdout } = spawnSync('qemu-system-x86_64', [...words, ...start], { maxBuffer: 1 << 28, timeout: 900_000 });
  const lines = stdout.toString('latin1').split(/\r?\n/);
  if (!lines.includes('@end')) throw new Error(`The kernel did not come to its end:\n${lines.slice(-20).join('\n')}`);
  const listings = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    if (line.startsWith('@image ')) {
      current = [];
      listings.set(line.slice(7), current);
    } else current.push(line);
  }
  return listings;
}

function shownEntries(lines: readonly string[]): Map<string, Shown> {
  const shown = new Map<string, Shown>();
  const path = (text: string) => pathText(Buffer.from(text, 'latin1')).replace(/^\.\/?/, '');
  for (const line of lines) {
    const [, mode, user, group, time, size, , name = ''] =
      /^@(\w+)\|(\d+)\|(\d+)\|(-?\d+)\|(\d+)\|([^|]*)\|(.*)$/.exec(line) ?? [];
    if (mode !== undefined) {
      const link = /^'?(.*?)'? -> '(.*)'$/.exec(name);
      shown.set(path(link && mode.startsWith('a') ? (link[1] as string) : name), {
        mode: Number.parseInt(mode, 16),
        user: Number(user),
        group: Number(group),
        modifyTime: Number(time),
        size: Number(size),
        target: link && mode.startsWith('a') ? pathText(Buffer.from(link[2] as string, 'latin1')) : undefined,
        sha256: undefined,
      });
      continue;
    }
    const [, escaped, sum, file = ''] = /^(\\?)([0-9a-f]{64}) [ *](.*)$/.exec(line) ?? [];
    const entry = sum && shown.get(path(escaped ? file.replaceAll('\\\\', '\\') : file));
    if (entry) entry.sha256 = sum;
  }
  shown.delete('');
  return shown;
}

function* rockRidgeProblems(root: string, lines: readonly string[] | undefined): Generator<string> {
  if (!lines || lines.includes('@failed')) return yield 'it was not mounted';
  const disk = onDisk(root);
  const shown = shownEntries(lines);
  for (const path of shown.keys()) if (!disk.has(path) && !isKnownOdd(path)) yield `“${path}” is not on the disk`;
  for (const [path, entry] of disk) {
    if (isCut(path)) continue;
    const found = shown.get(path);
    if (!found) {
      yield `“${path}” is missing`;
      continue;
    }
    const facts = { mode: found.mode & 0o7777, modifyTime: found.modifyTime };
    if (facts.mode !== entry.mode) yield `“${path}” has mode ${facts.mode.toString(8)}, not ${entry.mode.toString(8)}`;
    const isWrapped = isLong(entry.modifyTime) || facts.modifyTime === (entry.modifyTime | 0);
    if (facts.modifyTime !== entry.modifyTime && !isWrapped)
      yield `“${path}” is of ${facts.modifyTime}, not ${entry.modifyTime}`;
    const { uid, gid } = lstatSync(Buffer.concat([Buffer.from(`${root}/`), pathBytes(path)]));
    if (found.user !== uid || found.group !== gid)
      yield `“${path}” is of ${found.user}:${found.group}, not ${uid}:${gid}`;
    if (entry.kind === 'file' && found.size !== entry.size)
      yield `“${path}” has ${found.size} bytes, not ${entry.size}`;
    if (found.target !== entry.target) yield `“${path}” leads to “${found.target}”, not “${entry.target}”`;
    if (entry.content && found.sha256 !== createHash('sha256').update(entry.content).digest('hex')) {
      yield `“${path}” has other contents`;
    }
  }
}

/** The names that the kernel makes of identifiers (fs/isofs: small letters, no version, no full stop at the end). */
function* nameProblems(namespace: 'Joliet' | 'plain', given: Namespace, lines?: readonly string[]): Generator<string> {
  if (!lines || lines.includes('@failed')) return yield `${namespace}: it was not mounted`;
  const shown = [...shownEntries(lines).keys()].sort();
  const ofPlain = (name: string) => name.toLowerCase().replaceAll(';', '.');
  const ofJoliet = (name: string) => name.replace(/;1$/, '').replace(/(.)\.+$/, '$1');
  const translate = namespace === 'plain' ? ofPlain : ofJoliet;
  const meant = [...given.values()].map(({ path, kind }) => {
    const name = path.split('/').map(translate).join('/');
    return namespace === 'plain' && kind === 'file' ? name.replace(/\.$/, '') : name;
  });
  const [missing, odd] = [meant.filter((path) => !shown.includes(path)), shown.filter((path) => !meant.includes(path))];
  for (const path of missing.filter((one) => !isUnshowable(one))) yield `${namespace}: “${path}” is missing`;
  for (const path of odd.filter((one) => !isUnshowable(one))) yield `${namespace}: “${path}” is no name of the image`;
}
