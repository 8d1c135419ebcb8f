/** An image of anybody's as Isodrop's reader shows it, and as other programs do: each path, and a digest of each file. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImage } from '../../../src/node/reading/opened';
import type { DiscImage } from '../../../src/reader/disc-image';
import type { NamespaceKind } from '../../../src/reader/entry';
import { fullFinding } from '../../../src/reader/findings';
import { findProgram, READERS } from '../../tools/programs.mjs';

/** By path: `folder`, `-> target`, the SHA-256 of a file, or why it cannot be read. */
export type Shown = Map<string, string>;

/** What a program shows of an image; a text where it cannot open it. */
interface Other {
  name: keyof typeof READERS;
  /** The hierarchy that it looks at, of those that there are. */
  namespace: (has: readonly NamespaceKind[]) => NamespaceKind;
  /** Ways to ask it for each hierarchy, where it does not choose by itself. */
  show: (program: string, file: string, namespace: NamespaceKind) => Shown | string;
}

export interface Comparison {
  file: string;
  /** Entries, by hierarchy; why it cannot be opened otherwise. */
  ours: Map<NamespaceKind, Shown> | string;
  findings: string[];
  differences: Difference[];
}

export interface Difference {
  program: string;
  namespace: NamespaceKind;
  path: string;
  ours: string | undefined;
  theirs: string | undefined;
}

const LIMIT = 15_000;
const MOST_OUTPUT = 2 ** 28;

const run = (program: string, words: readonly string[]) => {
  const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync(program, words, { env, timeout: LIMIT, maxBuffer: MOST_OUTPUT });
  return { status, stdout, text: stdout.toString('utf8'), told: stderr.toString('utf8') };
};

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const FOLDER = 'folder';
const first =
  (...wanted: NamespaceKind[]) =>
  (has: readonly NamespaceKind[]) =>
    wanted.find((one) => has.includes(one)) ?? 'iso';

const OTHERS: readonly Other[] = [
  {
    name: 'xorriso',
    namespace: first('rock-ridge', 'joliet'),
    show: (program, file) =>
      inFolder((folder) => {
        const { told } = run(program, [
          '-osirrox',
          'on:auto_chmod_on',
          '-indev',
          `stdio:${file}`,
          '-extract',
          '/',
          folder,
        ]);
        return /FATAL|FAILURE|Not a known|no ISO 9660/i.test(told) && readdirSync(folder).length === 0
          ? told
          : undefined;
      }),
  },
  {
    name: '7-Zip',
    namespace: first('joliet', 'rock-ridge'),
    show: (program, file) =>
      inFolder((folder) => {
        const { text, told, status } = run(program, ['x', '-y', '-snld', `-o${folder}`, file]);
        return status !== 0 && readdirSync(folder).length === 0 ? text + told : undefined;
      }),
  },
  {
    name: 'bsdtar',
    namespace: first('rock-ridge', 'joliet'),
    show(program, file) {
      const { status, text, told } = run(program, ['-cf', '-', '--format=mtree', '--options=sha256', `@${file}`]);
      const shown: Shown = new Map();
      for (const [, name = '', rest = ''] of text.matchAll(/^\.\/(\S+) (.*)$/gm)) {
        const type = / ?type=(\w+)/.exec(rest)?.[1];
        const link = /link=(\S+)/.exec(rest)?.[1] ?? '';
        const is =
          type === 'dir' ? FOLDER : type === 'link' ? `-> ${unescaped(link)}` : /sha256digest=(\w+)/.exec(rest)?.[1];
        shown.set(unescaped(name), is ?? type ?? '');
      }
      return status !== 0 && shown.size === 0 ? told : shown;
    },
  },
  ...(['rock-ridge', 'joliet', 'iso'] as const).map(
    (only): Other => ({
      name: 'isoinfo',
      namespace: () => only,
      show(program, file, namespace) {
        const words = namespace === 'rock-ridge' ? ['-R'] : namespace === 'joliet' ? ['-J'] : [];
        const { status, text, told } = run(program, [...words, '-f', '-i', file]);
        if (status !== 0) return told;
        const shown: Shown = new Map();
        const paths = text.split('\n').filter((line) => line.startsWith('/') && line !== '/');
        for (const path of paths) {
          const isFolder = paths.some((other) => other.startsWith(`${path}/`));
          shown.set(path.slice(1), isFolder ? FOLDER : digest(run(program, [...words, '-x', path, '-i', file]).stdout));
        }
        return shown;
      },
    }),
  ),
];

/** What octal escapes of mtree stand for. */
const unescaped = (name: string) =>
  Buffer.from(
    name.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8))),
    'latin1',
  ).toString('utf8');

/** What a program writes into a folder; `write` returns why it cannot. */
function inFolder(write: (folder: string) => string | undefined): Shown | string {
  const folder = mkdtempSync(join(tmpdir(), 'isodrop-other-'));
  try {
    return write(folder) ?? onDisk(folder);
  } finally {
    spawnSync('chmod', ['-R', 'u+rwx', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function onDisk(folder: string, path = '', shown: Shown = new Map()): Shown {
  for (const name of readdirSync(join(folder, path))) {
    const below = path === '' ? name : `${path}/${name}`;
    const at = join(folder, below);
    const stat = lstatSync(at);
    if (stat.isDirectory()) {
      shown.set(below, FOLDER);
      spawnSync('chmod', ['u+rwx', at]);
      onDisk(folder, below, shown);
    } else if (stat.isSymbolicLink()) shown.set(below, `-> ${readlinkSync(at)}`);
    else if (stat.isFile()) {
      spawnSync('chmod', ['u+r', at]);
      shown.set(below, digest(readFileSync(at)));
    } else shown.set(below, 'special');
  }
  return shown;
}

/** All of a hierarchy. */
async function ourShown(image: DiscImage, kind: NamespaceKind): Promise<Shown> {
  const shown: Shown = new Map();
  const reader = image.reader(kind);
  for await (const { path, entry } of image.walker(reader).below(reader.root)) {
    if (entry.kind === 'directory') shown.set(path, FOLDER);
    else if (entry.kind === 'link') shown.set(path, `-> ${entry.target}`);
    else if (entry.kind !== 'file') shown.set(path, entry.kind);
    else shown.set(path, await digestOf(image, entry, path));
  }
  return shown;
}

async function digestOf(image: DiscImage, entry: Parameters<DiscImage['contents']>[0], path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of image.contents(entry, path)) hash.update(piece);
    return hash.digest('hex');
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
}

/** A path as readers show it that leave out versions, and full stops that end a name. */
const unversioned = (path: string) =>
  path
    .replace(/(\.|;\d+)*(?=\/|$)/g, '')
    .normalize('NFC')
    .toLowerCase();

/** Reads an image with everything that is installed. */
export async function compareImage(
  file: string,
  programs: readonly string[] = Object.keys(READERS),
): Promise<Comparison> {
  let opened: Awaited<ReturnType<typeof openImage>>;
  try {
    opened = await openImage(file, undefined);
  } catch (error) {
    return { file, ours: (error as Error).message, findings: [], differences: [] };
  }
  const { image, close } = opened;
  const ours = new Map<NamespaceKind, Shown>();
  for (const kind of image.namespaces) ours.set(kind, await ourShown(image, kind));
  const findings = image.findings.list.map((finding) => `${finding.code}: ${fullFinding(finding).sentence}`);
  const differences: Difference[] = [];
  for (const { name, namespace: wanted, show } of OTHERS) {
    const program = findProgram(READERS[name]);
    const namespace = wanted(image.namespaces);
    const own = ours.get(namespace);
    if (!program || !own || !programs.includes(name)) continue;
    const theirs = show(program, file, namespace);
    if (typeof theirs === 'string') {
      differences.push({
        program: name,
        namespace,
        path: '',
        ours: `${own.size} entries`,
        theirs: theirs.trim().slice(-300),
      });
      continue;
    }
    const byPath = (shown: Shown) => new Map([...shown].map(([path, is]) => [unversioned(path), { path, is }]));
    const [a, b] = [byPath(own), byPath(theirs)];
    for (const key of new Set([...a.keys(), ...b.keys()])) {
      const [one, other] = [a.get(key), b.get(key)];
      // isoinfo tells of nothing whether it is a folder.
      const isSame = one?.is === other?.is || (name === 'isoinfo' && one && other && !/^[0-9a-f]{64}$/.test(one.is));
      if (!isSame)
        differences.push({
          program: name,
          namespace,
          path: one?.path ?? other?.path ?? key,
          ours: one?.is,
          theirs: other?.is,
        });
    }
  }
  close();
  return { file, ours, findings, differences };
}
