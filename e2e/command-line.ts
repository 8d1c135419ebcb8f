/** What tests of the command's options share: files to take, both programs, and what an image says. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IsoImage, parseImage, type Volume } from './images/iso-fields';
import { identifierTree, type Namespace, rockRidgeTree } from './images/namespaces';

const COMMAND = fileURLToPath(new URL('../build/isodrop.js', import.meta.url));
const ENVIRONMENT = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
const TIME = Date.UTC(2020, 1, 3, 4, 5, 6) / 1000;

/** What lines are about: `tree`, `more` and `deep`, and lists for options that read them. */
export function makeFiles(scratch: string): void {
  const put = (path: string, content: string, mode = 0o644) => {
    fs.mkdirSync(join(scratch, path, '..'), { recursive: true });
    fs.writeFileSync(join(scratch, path), content);
    fs.chmodSync(join(scratch, path), mode);
  };
  put('tree/a.txt', 'a', 0o640);
  put('tree/UPPER.TXT', 'upper');
  put('tree/b.bak', 'backup');
  put('tree/c~', 'backup');
  put('tree/#d', 'backup');
  put('tree/.hidden', 'dot');
  put('tree/multi.dots.tar.gz', 'dots');
  put('tree/a long name with spaces.extension', 'long');
  put('tree/run', 'program', 0o4755);
  put('tree/sources/one.c', 'one');
  put('tree/sources/one.o', 'object');
  put('tree/sources/deep/two.c', 'two');
  put('tree/sources/deep/two.o', 'object');
  put('tree/other/x.txt', 'x');
  put('tree/other/y.txt', 'y');
  put('deep/1/2/3/4/5/6/7/8/9/deep.txt', 'deep');
  fs.symlinkSync('a.txt', join(scratch, 'tree/link'));
  fs.linkSync(join(scratch, 'tree/sources/one.c'), join(scratch, 'tree/other/hard'));
  put('more/sources/three.c', 'three', 0o600);
  put('more/z.txt', 'z');
  put('more/odd=name', 'odd');
  put('more/odd\\name', 'odd');
  put('lists/names', '*.o\nother\n*~\n');
  put('lists/paths', 'tree/other\n/at/sub/=more/z.txt\n');
  put('lists/plain', 'tree/other\nmore/z.txt\n');
  put(
    'lists/weights',
    'tree/sources 20\ntree/sources/deep\t30\ntree/*/one.* 40\ntree/UPPER.TXT -5\ntree/other/x.* 50\ntree/other/?.txt 9\n',
  );
  put('lists/rc', '# defaults\n\n  prep = someone \nVOLI=FROM_A_FILE\nAPPI=an application\n');
  put('rc/.genisoimagerc', 'PUBL=here\n');
  put('rc/file', 'x');
  for (const name of fs.readdirSync(scratch, { recursive: true, encoding: 'utf8' })) {
    const path = join(scratch, name);
    if (!fs.lstatSync(path).isSymbolicLink()) fs.utimesSync(path, TIME, TIME);
  }
}

export interface Ran {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  input?: string;
  env?: Record<string, string>;
}

export function execute(program: string, words: readonly string[], { cwd, input, env }: RunOptions): Ran {
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd,
    ...(input === undefined ? {} : { input }),
    env: { ...ENVIRONMENT, ...env },
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr: stderr.toString() };
}

export const isodrop = (words: readonly string[], options: RunOptions) =>
  execute(process.execPath, [COMMAND, ...words], options);

/** Words as a shell divides them, as far as these cases need it. */
export const split = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** What an image says, as far as options decide it. */
export function summary(bytes: Uint8Array) {
  const image = parseImage(bytes);
  return {
    descriptors: image.descriptors.map(({ type }) => type),
    identifiers: identifiers(image, image.primary),
    joliet: image.joliet && { ...identifiers(image, image.joliet), names: rows(identifierTree(image.joliet)) },
    names: rows(identifierTree(image.primary)),
    rockRidge: image.systemUseSharing ? rockRidgeRows(rockRidgeTree(image)) : undefined,
    contents: contentOrder(image),
    endPadding: endPadding(image),
  };
}

/** Descriptor fields that options set. The application's default names the program. */
function identifiers({ bytes }: IsoImage, { descriptorOffset: at, namespace }: Volume) {
  const text = (from: number, length: number) => {
    const field = Buffer.from(bytes.subarray(at + from, at + from + length));
    return (
      namespace === 'Joliet'
        ? field
            .subarray(0, length & ~1)
            .swap16()
            .toString('utf16le')
        : field.toString('latin1')
    ).trim();
  };
  return {
    system: text(8, 32),
    volume: text(40, 32),
    escapes: Buffer.from(bytes.subarray(at + 88, at + 91)).toString('hex'),
    volumeSet: text(190, 128),
    publisher: text(318, 128),
    preparer: text(446, 128),
    application: text(574, 128).replace(/^(GENISOIMAGE|ISODROP) .*/, 'the program'),
    copyright: text(702, 37),
    abstract: text(739, 37),
    bibliography: text(776, 37),
    setSize: bytes[at + 120],
    sequenceNumber: bytes[at + 124],
  };
}

export const rows = (tree: Namespace) =>
  [...tree.values()].map(({ path, kind, size, record }) => `${path} ${kind} ${size} ${record.flags}`).sort();

export const rockRidgeRows = (tree: Namespace) =>
  [...tree.values()]
    .map(
      ({ path, kind, mode = 0, user, group, target = '' }) =>
        `${path} ${kind} ${mode.toString(8)} ${user}:${group} ${target}`,
    )
    .sort();

/** What files hold, in the order in which it lies on the disc. */
function contentOrder({ bytes, primary, joliet }: IsoImage): string[] {
  const nodes = [primary, ...(joliet ? [joliet] : [])].flatMap((volume) => [...identifierTree(volume).values()]);
  const starts = new Map(
    nodes.filter(({ kind, size }) => kind === 'file' && size > 0).map(({ record, size }) => [record.extentBlock, size]),
  );
  return [...starts]
    .sort(([a], [b]) => a - b)
    .map(([block, size]) => Buffer.from(bytes.subarray(block * 2048, block * 2048 + size)).toString());
}

/** Blocks of zeros at the end. */
function endPadding({ bytes }: IsoImage): number {
  let blocks = 0;
  while (
    bytes
      .subarray(bytes.length - (blocks + 1) * 2048)
      .subarray(0, 2048)
      .every((byte) => byte === 0)
  )
    blocks++;
  return blocks;
}
