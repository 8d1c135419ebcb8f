/** Independent readers over images of any tree and options: each is to show the names and contents that the image has. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BLOCK_BYTES, type DirectoryRecord, type IsoImage, parseImage } from '../images/iso-fields';
import { identifierTree, type Namespace, type Node, rockRidgeTree } from '../images/namespaces';
import { linkTargetBytes, nameBytes } from '../images/susp-fields';
import { pathBytes } from '../images/trees';
import { findProgram, READERS } from '../tools/programs.mjs';

/** What a reader shows: paths as Latin-1 of their bytes, with what it tells of each; or why it cannot read. */
type Shown = Map<string, string> | string;

interface Reader {
  name: keyof typeof READERS;
  read: (program: string, file: string) => Shown;
  /** What it is to show. */
  expected: (image: IsoImage) => Map<string, string>;
  /** A path without what it leaves out of plain names, or adds to them. */
  plain: (path: string) => string;
}

const LIMIT = 20_000;

function run(program: string, words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
  return spawnSync(program, words, { env, encoding: 'latin1', timeout: LIMIT, maxBuffer: 2 ** 27 });
}

const hasRockRidge = ({ primary }: IsoImage) =>
  primary.root.records[0]?.systemUse.some(({ signature }) => signature === 'PX') ?? false;
const latin1 = (path: string) => pathBytes(path).toString('latin1');
/** What to show of a tree; the identifiers of plain ISO 9660 are bytes already. */
const told = ({ tree, isBytes }: Tree, tell: (node: Node) => string) =>
  new Map([...tree.values()].map((node) => [isBytes ? node.path : latin1(node.path), tell(node)]));

interface Tree {
  tree: Namespace;
  isBytes: boolean;
}
const plainTree = ({ primary }: IsoImage): Tree => ({ tree: identifierTree(primary), isBytes: true });
const jolietTree = (image: IsoImage): Tree =>
  image.joliet ? { tree: identifierTree(image.joliet), isBytes: false } : plainTree(image);
const rockRidge = (image: IsoImage, otherwise: (image: IsoImage) => Tree): Tree =>
  hasRockRidge(image) ? { tree: rockRidgeTree(image), isBytes: false } : otherwise(image);

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const contents = ({ bytes }: IsoImage, { sections }: Node) =>
  digest(
    Buffer.concat(
      sections.map(({ block, byteLength }) => bytes.subarray(block * BLOCK_BYTES, block * BLOCK_BYTES + byteLength)),
    ),
  );

/** The bytes of a name in mtree, as Latin-1. */
const unescaped = (name: string) =>
  name.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));

/** No full stop that ends a name, and no version. */
const unversioned = (path: string) => path.replace(/(\.|;1)*(?=\/|$)/g, '');

const TABLE: readonly Reader[] = [
  {
    name: 'bsdtar',
    // it composes the characters of Joliet names
    plain: (path) =>
      unversioned(Buffer.from(Buffer.from(path, 'latin1').toString().normalize('NFC')).toString('latin1')),
    read(program, file) {
      const { status, stdout, stderr } = run(program, ['-cf', '-', '--format=mtree', '--options=sha256', `@${file}`]);
      if (status !== 0) return stderr;
      const shown = new Map<string, string>();
      for (const [, name = '', rest = ''] of stdout.matchAll(/^\.\/(\S+) (.*)$/gm)) {
        const type = / ?type=(\w+)/.exec(rest)?.[1] ?? '';
        shown.set(unescaped(name), type === 'file' ? (/sha256digest=(\w+)/.exec(rest)?.[1] ?? 'none') : type);
      }
      return shown;
    },
    expected: (image) =>
      told(rockRidge(image, jolietTree), (node) => {
        if (node.kind !== 'file') return node.kind === 'directory' ? 'dir' : 'link';
        return SPECIAL[((node.mode ?? 0) >>> 12) & 15] ?? contents(image, node);
      }),
  },
  {
    name: 'xorriso',
    plain: unversioned,
    read(program, file) {
      const { status, stdout, stderr } = run(program, ['-indev', `stdio:${file}`, '-find', '/']);
      if (status !== 0) return stderr;
      return names(stdout.replace(/^'(.*)'$/gm, '$1').replaceAll(`'"'"'`, `'`));
    },
    expected: (image) => told(rockRidge(image, jolietTree), () => ''),
  },
  {
    name: 'isoinfo',
    plain: unversioned,
    read(program, file) {
      const { status, stdout, stderr } = run(program, ['-R', '-f', '-i', file]);
      return status === 0 ? names(stdout) : stderr;
    },
    expected: (image) => told(rockRidge(image, plainTree), () => ''),
  },
  {
    name: '7-Zip',
    plain: unversioned,
    read(program, file) {
      const { status, stdout, stderr } = run(program, ['l', '-slt', '-ba', '-sccUTF-8', file]);
      if (status !== 0) return stdout + stderr;
      const test = run(program, ['t', file]);
      if (!test.stdout.includes('Everything is Ok')) return test.stdout + test.stderr;
      const shown = new Map<string, string>();
      for (const block of stdout.split(/\r?\n\r?\n/)) {
        const path = /^Path = ([^\r\n]*)/m.exec(block)?.[1];
        if (path === undefined) continue;
        shown.set(path, /^Folder = \+/m.test(block) ? 'folder' : (/^Size = (\d+)/m.exec(block)?.[1] ?? 'none'));
      }
      return shown;
    },
    expected: (image) =>
      told(image.joliet ? jolietTree(image) : rockRidge(image, plainTree), ({ kind, size }) =>
        kind === 'directory' ? 'folder' : String(size),
      ),
  },
];

/** POSIX file types in mtree. */
const SPECIAL: Readonly<Record<number, string>> = { 1: 'fifo', 2: 'char', 6: 'block', 12: 'socket' };

const names = (text: string) =>
  new Map(
    text
      .split('\n')
      .filter((line) => line.startsWith('/') && line !== '/')
      .map((line) => [line.slice(1), '']),
  );

/** The digest of nothing: what libarchive has for a file whose contents another one before it has. */
const NOTHING = digest(new Uint8Array());
/** The folder that relocated ones were in: some readers show it, some show them in it too (RRIP 4.1.5). */
const RELOCATION = /^\.?rr_moved(\/|$)/i;

/** What a reader cannot do: images that it is not asked for, by the names in them, or paths that it shows elsewhere. */
const LIMITS: readonly { reader: Reader['name']; when: (image: IsoImage) => boolean; path?: RegExp; reason: string }[] =
  [
    {
      reader: 'isoinfo',
      when: hasRockRidge,
      path: /^([^/]+\/){7}/,
      reason: 'it shows relocated folders where they were moved to (RRIP 4.1.5)',
    },
    {
      reader: 'isoinfo',
      when: (image) =>
        hasRecord(image, ({ systemUse }) => systemUse.filter(({ signature }) => signature === 'SL').length > 1),
      reason: 'it never ends at a link with more than one SL entry',
    },
    {
      reader: 'xorriso',
      when: (image) => hasRecord(image, ({ systemUse }) => (linkTargetBytes(systemUse)?.length ?? 0) > 1024),
      reason: 'it loads no image with a link whose target has more than 1,024 bytes',
    },
    {
      reader: 'xorriso',
      when: (image) =>
        !hasRockRidge(image) && hasRecord(image, ({ identifier }) => identifier.some((byte) => byte > 0x7e)),
      reason: 'it shows other characters than those of ASCII in plain names as `_`, with a digest',
    },
    ...(['isoinfo', 'xorriso'] as const).map((reader) => ({
      reader,
      when: (image: IsoImage) =>
        hasRecord(image, ({ systemUse }) => /[\n\r]/.test(Buffer.from(nameBytes(systemUse) ?? []).toString('latin1'))),
      reason: 'its list has a line for each name, and some names have several lines',
    })),
    {
      reader: '7-Zip',
      when: ({ joliet }) => joliet !== undefined,
      // Both as the image has it and as it prints it: the bytes of one of U+D800 to U+DFFF, and those of U+FFFD.
      path: /\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf\xbd/,
      reason: 'it prints half of a surrogate pair as bytes that are not UTF-8',
    },
    {
      reader: '7-Zip',
      when: (image) => hasRockRidge(image) && !image.joliet,
      path: /^([^/]+\/){7}/,
      reason: 'it shows relocated folders where they were moved to (RRIP 4.1.5)',
    },
    {
      reader: '7-Zip',
      when: (image) =>
        !hasRockRidge(image) && !image.joliet && hasRecord(image, ({ identifier }) => identifier.length > 37),
      reason: 'it shows names of level 4 without what looks like an extension or a version to it',
    },
    {
      reader: '7-Zip',
      when: (image) =>
        !image.joliet &&
        hasRecord(image, ({ systemUse }) => systemUse.filter(({ signature }) => signature === 'NM').length > 1),
      reason: 'it shows what the first NM entry has of a name that needs another (RRIP 4.1.4)',
    },
    {
      reader: 'bsdtar',
      when: (image) =>
        hasRecord(image, ({ name, systemUse }) =>
          /rr_moved/.test(`${name} ${Buffer.from(nameBytes(systemUse) ?? []).toString('latin1')}`),
        ),
      path: /(^|\/)rr_moved(\/|$)|^([^/]+\/){7}/,
      reason: 'it takes any folder of the name rr_moved for the one with relocated folders',
    },
  ];

const hasRecord = ({ primary }: IsoImage, is: (record: DirectoryRecord) => boolean) =>
  primary.directories.some(({ records }) => records.some(is));

/** Reads an image with every reader there is. Returns a line for what one shows otherwise than it is. */
export function readWithAll(file: string): string[] {
  const image = parseImage(readFileSync(file));
  return TABLE.flatMap(({ name, read, expected, plain }) => {
    const program = findProgram(READERS[name]);
    const limits = LIMITS.filter(({ reader, when }) => reader === name && when(image));
    if (!program || limits.some(({ path }) => path === undefined)) return [];
    const names = expected(image);
    const byName = (paths: Map<string, string>) => new Map([...paths].map(([path, tells]) => [plain(path), tells]));
    const should = byName(names);
    // the folder A and the file A. are one to readers that show no full stop
    if (should.size < names.size) return [];
    const shown = read(program, file);
    if (typeof shown === 'string') return [`${name} cannot read it: ${shown}`];
    const is = byName(shown);
    return (
      [...new Set([...is.keys(), ...should.keys()])]
        .filter((path) => is.get(path) !== should.get(path) && !(RELOCATION.test(path) && !should.has(path)))
        // a folder `;1` is all version to some
        .filter((path) => !/(^|\/)$/.test(path))
        .filter((path) => !(name === 'bsdtar' && is.get(path) === NOTHING && should.has(path)))
        .filter((path) => !limits.some((limit) => limit.path?.test(path)))
        .map((path) => `${name} shows “${path}” as ${is.get(path)}, not ${should.get(path)}`)
    );
  });
}
