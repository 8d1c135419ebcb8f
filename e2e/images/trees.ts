/**
 * Awkward trees for the image tests: described as data, made on disk the same way every time.
 *
 * A tree is made so that reading its folders gives the canonical order (the bytes of the names) wherever the file
 * system lists by order of creation, as tmpfs does: only then do genisoimage, which follows the listing, and Isodrop,
 * which sorts, number colliding names alike. `listsCanonically` says whether it worked.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  opendirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Default times of entries: fixed, and the access time later than any reading, so that reading leaves it alone. */
export const DEFAULT_MODIFY_TIME = Date.UTC(2020, 1, 3, 4, 5, 6) / 1000;
const DEFAULT_ACCESS_TIME = Date.UTC(2037, 0, 1) / 1000;

interface Common {
  /** Unix seconds; may have a fraction. */
  modifyTime?: number;
  accessTime?: number;
  mode?: number;
  /** Owner and group, given only where the test runs as root. */
  owner?: [user: number, group: number];
}

export type Entry =
  | ({ kind: 'directory'; path: string } & Common)
  | ({ kind: 'file'; path: string; content: string | Uint8Array } & Common)
  | ({ kind: 'link'; path: string; target: string } & Common)
  /** Only root may make devices. */
  | ({ kind: 'device'; path: string; type: 'c' | 'b'; device: [major: number, minor: number] } & Common)
  | ({ kind: 'pipe' | 'socket'; path: string } & Common)
  /** Another name of the file at `to`. */
  | { kind: 'hardLink'; path: string; to: string };

export interface Tree {
  name: string;
  entries: Entry[];
  /** Why genisoimage cannot take it; undefined if it can. */
  notForGenisoimage?: string;
}

/**
 * A path's bytes as a string: UTF-8, where bytes that are not become U+DC80 + the byte's lower half, as in Python's
 * "surrogateescape"; `pathBytes` is the way back.
 */
export function pathText(bytes: Uint8Array): string {
  const plain = Buffer.from(bytes).toString('utf8');
  if (!plain.includes('\ufffd')) return plain;
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    let length = 0;
    for (let tried = 1; tried <= 4 && at + tried <= bytes.length && length === 0; tried++) {
      const piece = Buffer.from(bytes.subarray(at, at + tried));
      if (Buffer.from(piece.toString('utf8')).equals(piece)) length = tried;
    }
    text += length ? Buffer.from(bytes.subarray(at, at + length)).toString('utf8') : escaped(bytes[at] ?? 0);
    at += length || 1;
  }
  return text;
}

const escaped = (byte: number) => String.fromCharCode(0xdc00 + byte);

export function pathBytes(text: string): Buffer {
  if (!/[\udc80-\udcff]/.test(text)) return Buffer.from(text);
  const pieces = text.match(/[\ud800-\udbff][\udc00-\udfff]|[\udc80-\udcff]|./gs) ?? [];
  return Buffer.concat(
    pieces.map((piece) =>
      /^[\udc80-\udcff]$/.test(piece) ? Buffer.from([piece.charCodeAt(0) - 0xdc00]) : Buffer.from(piece),
    ),
  );
}

/** Canonical order: the bytes of the UTF-8 names. */
export const compareNames = (a: string, b: string) => Buffer.compare(pathBytes(a), pathBytes(b));

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** A folder for temporary files that keeps the order of creation where the system has one. */
export function scratchDirectory(): string {
  const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  return mkdtempSync(join(root, 'isodrop-images-'));
}

/** The names of a folder as the system lists them, unsorted (`readdir` of Node sorts). */
export function listed(directory: string | Buffer): string[] {
  const names: string[] = [];
  const open = opendirSync(directory as string, { encoding: 'buffer' as BufferEncoding });
  for (let entry = open.readSync(); entry; entry = open.readSync()) {
    names.push(pathText(entry.name as unknown as Buffer));
  }
  open.closeSync();
  return names;
}

/** Whether folders of `scratch` list the newest entry first, the oldest first, or in an order of their own. */
export function listingOrder(scratch: string): 'newest first' | 'oldest first' | 'other' {
  const probe = mkdtempSync(join(scratch, 'probe-'));
  const names = Array.from({ length: 40 }, (_, index) => String((index * 17) % 40));
  for (const name of names) writeFileSync(join(probe, name), '');
  const found = listed(probe).join();
  rmSync(probe, { recursive: true });
  if (found === names.join()) return 'oldest first';
  return found === [...names].reverse().join() ? 'newest first' : 'other';
}

/** Whether every folder below `directory` lists in canonical order; the first that does not is named. */
export function listsCanonically(directory: Buffer): { canonical: boolean; firstOther?: string } {
  const names = listed(directory);
  if (names.some((name, index) => index > 0 && compareNames(names[index - 1] ?? '', name) >= 0)) {
    return { canonical: false, firstOther: pathText(directory) };
  }
  for (const name of names) {
    const path = Buffer.concat([directory, Buffer.from('/'), pathBytes(name)]);
    if (!lstatSync(path).isDirectory()) continue;
    const below = listsCanonically(path);
    if (!below.canonical) return below;
  }
  return { canonical: true };
}

/** Makes the tree in a new folder of `scratch` and gives that folder's path. Folders not named are made as needed. */
export function makeTree(tree: Tree, scratch: string): string {
  const root = join(scratch, tree.name);
  const entries = new Map<string, Entry>();
  for (const entry of tree.entries) {
    for (let parent = parentOf(entry.path); parent && !entries.has(parent); parent = parentOf(parent)) {
      entries.set(parent, { kind: 'directory', path: parent });
    }
    entries.set(entry.path, entry);
  }
  const children = new Map<string, Entry[]>();
  for (const entry of entries.values()) {
    const parent = parentOf(entry.path);
    const list = children.get(parent);
    if (list) list.push(entry);
    else children.set(parent, [entry]);
  }
  const direction = listingOrder(scratch) === 'newest first' ? -1 : 1;
  const at = (path: string) => Buffer.concat([Buffer.from(`${root}/`), pathBytes(path)]);
  /** Where each file's bytes are already, by the path of the entry that gives its content. */
  const placed = new Map<string, Buffer>();

  const make = (entry: Entry) => {
    const place = at(entry.path);
    if (entry.kind === 'directory') {
      mkdirSync(place);
      makeChildren(entry.path);
    } else if (entry.kind === 'link') {
      symlinkSync(pathBytes(entry.target), place);
    } else if (entry.kind === 'device') {
      execFileSync('mknod', [place.toString(), entry.type, ...entry.device.map(String)]);
    } else if (entry.kind === 'pipe') {
      execFileSync('mkfifo', [place.toString()]);
    } else if (entry.kind === 'socket') {
      makeSocket(scratch, place);
    } else {
      // Whichever name of a hard link comes first in the order of creation makes the file.
      const source = entry.kind === 'hardLink' ? entries.get(entry.to) : entry;
      if (source?.kind !== 'file') throw new Error(`${entry.path}: there is no such file to link to`);
      const first = placed.get(source.path);
      if (first) linkSync(first, place);
      else writeFileSync(place, source.content);
      placed.set(source.path, first ?? place);
    }
  };
  const makeChildren = (parent: string) => {
    const list = [...(children.get(parent) ?? [])];
    list.sort((a, b) => direction * compareNames(nameOf(a.path), nameOf(b.path)));
    for (const entry of list) make(entry);
  };
  mkdirSync(root);
  makeChildren('');

  const settle = (parent: string) => {
    for (const entry of children.get(parent) ?? []) {
      if (entry.kind === 'directory') settle(entry.path);
      if (entry.kind === 'hardLink') continue;
      const place = at(entry.path);
      const modify = entry.modifyTime ?? DEFAULT_MODIFY_TIME;
      const access = entry.accessTime ?? Math.max(DEFAULT_ACCESS_TIME, modify + 1);
      if (entry.owner && process.getuid?.() === 0 && entry.kind !== 'link') chownSync(place, ...entry.owner);
      if (entry.kind === 'link') lutimesSync(place, new Date(access * 1000), new Date(modify * 1000));
      else {
        chmodSync(place, entry.mode ?? (entry.kind === 'directory' ? 0o755 : 0o644));
        utimesSync(place, new Date(access * 1000), new Date(modify * 1000));
      }
    }
  };
  settle('');
  chmodSync(root, 0o755);
  utimesSync(root, new Date(DEFAULT_ACCESS_TIME * 1000), new Date(DEFAULT_MODIFY_TIME * 1000));
  return root;
}

/** A socket that nothing listens at: it is moved before its server, when it ends, would take it away. */
function makeSocket(scratch: string, place: Buffer): void {
  const bound = join(scratch, 'socket');
  const server = createServer().listen(bound);
  renameSync(bound, place);
  server.close();
}

/** Removes what `makeTree` made, also where modes forbid it. */
export function removeTree(root: string): void {
  rmSync(root, { recursive: true, force: true });
}

// --- the trees ------------------------------------------------------------------------------------------

const file = (path: string, content: string | Uint8Array = `content of ${path}\n`, more: Common = {}): Entry => ({
  kind: 'file',
  path,
  content,
  ...more,
});
const directory = (path: string, more: Common = {}): Entry => ({ kind: 'directory', path, ...more });
const link = (path: string, target: string): Entry => ({ kind: 'link', path, target });
const hardLink = (path: string, to: string): Entry => ({ kind: 'hardLink', path, to });

/** Bytes that repeat nowhere soon, so that a block in the wrong place shows. */
export function pattern(byteLength: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  let state = seed >>> 0 || 1;
  for (let index = 0; index < byteLength; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

const numbered = (count: number, entry: (index: number) => Entry) => Array.from({ length: count }, (_, i) => entry(i));

const cut = (text: string, bytes: number) => {
  let result = text;
  while (Buffer.byteLength(result) > bytes) result = Array.from(result).slice(0, -1).join('');
  return result;
};

const first: Tree = {
  name: 'first',
  entries: [file('test_file.txt', ''), file('test_dir/testfile.txt', '')],
};

const sizes: Tree = {
  name: 'sizes',
  entries: [
    ...[0, 1, 2047, 2048, 2049, 4095, 4096, 4097, 65_536, 1_000_003].map((size) =>
      file(`${size} bytes`, pattern(size, size + 1)),
    ),
    directory('empty folder'),
    directory('nest/empty/folder'),
    ...[0, 1, 2048, 2049].map((size) => file(`nest/size ${size}`, pattern(size, size + 7))),
  ],
};

const unicode: Tree = {
  name: 'unicode',
  entries: [
    ...[
      'caf\u00e9.txt',
      'cafe\u0301.txt',
      'Z\u0334\u0321\u035a\u0300a\u0353l\u033eg\u0321o.txt',
      '\u4e2d\u6587\u6587\u4ef6\u540d.txt',
      '\u65e5\u672c\u8a9e\u306e\u30d5\u30a1\u30a4\u30eb',
      '\ud55c\uad6d\uc5b4 \ud30c\uc77c.txt',
      '\u1112\u1161\u11ab.txt',
      '\u05e2\u05d1\u05e8\u05d9\u05ea.txt',
      '\u0627\u0644\u0639\u0631\u0628\u064a\u0629 1.txt',
      '\u202eright to left\u202c.txt',
      '\u0930\u093f\u0915\u094d\u0924.txt',
      'na\u00efve \u00dcberstra\u00dfe.TXT',
      '\u0130stanbul \u0131.txt',
      'zero\u200bwidth\u200djoiner',
      '\ufeffbom',
      'no\u00a0break\u2028separators\u3000wide',
      '\uff21\uff22\uff23 full width',
      '\ue000 private \uffff edge \ufffd',
      '\u00df',
      'O\u0308 and \u00d6',
    ].map((name) => file(name)),
    file('\u00e9t\u00e9/\u00e0 la plage.txt'),
    file('e\u0301te\u0301/decomposed.txt'),
    file('\u65e5\u672c\u8a9e/\u4e2d\u6587/\ud55c\uad6d\uc5b4/\u05e2\u05d1\u05e8\u05d9\u05ea.txt'),
  ],
};

const astral: Tree = {
  name: 'astral',
  notForGenisoimage: 'it aborts at a character outside the Basic Multilingual Plane when it writes Joliet',
  entries: [
    file('\u{1f600}.txt'),
    file('\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466} family'),
    file('flag \u{1f1e9}\u{1f1ea}.txt'),
    file('\u{20000}\u{2a6d6} rare.txt'),
    file('\u{1d4d7}\u{1d4ee}\u{1d4f5}\u{1d4f5}\u{1d4f8}'),
    file(`${'x'.repeat(63)}\u{1f600}`),
    file(`${'y'.repeat(62)}\u{1f600}`),
    file(`${'\u{1f600}'.repeat(33)} more`),
    file('\u{10ffff}'),
    file('\uffee before or after astral'),
    file('\u{1f4c1}/\u{1f4c4}'),
    file('same \u{1f600}'),
    file('same \u{1f601}'),
  ],
};

const longNames: Tree = {
  name: 'long-names',
  entries: [
    file('a'.repeat(255)),
    file(`${'b'.repeat(251)}.txt`),
    file(`${'\u4e2d'.repeat(85)}`),
    file(`${'\u00e9'.repeat(125)}.html`),
    file(`${'d'.repeat(255)}/${'e'.repeat(255)}/${'f'.repeat(255)}`),
    directory(`${'\u65e5'.repeat(84)}dir`),
    // Every length around the places where a name moves to a continuation area, in one folder and in many.
    ...numbered(110, (index) => file(`sweep/${cut(`${index + 100}${'s'.repeat(250)}`, 100 + index)}`)),
    ...numbered(60, (index) => file(`every/${cut(`${index}${'n'.repeat(255)}`, 196 + index)}`)),
    ...numbered(30, (index) =>
      file(`short-iso/${cut(`${'.'.repeat(index % 3)}${index}${'\u00f8'.repeat(120)}`, 130 + index)}`),
    ),
  ],
};

const jolietLimit: Tree = {
  name: 'joliet-limit',
  notForGenisoimage: 'it refuses names that are alike in their first 64 characters',
  entries: [
    ...[62, 63, 64, 65, 66, 103, 104, 110, 111].map((length) => file('j'.repeat(length))),
    ...[60, 61, 62, 63, 64].map((length) => file(`with extension/${'k'.repeat(length)}.txt`)),
    ...numbered(40, (index) => file(`alike/${'l'.repeat(64)} ${index}.txt`)),
    ...numbered(40, (index) => file(`alike extension/${'m'.repeat(64)}.${index}`)),
    file(`alike/${'l'.repeat(61)}000`),
    ...[...'*/:;?\\'].filter((c) => c !== '/').map((c) => file(`forbidden/a${c}b`)),
    file('forbidden/a_b'),
    file('forbidden/a_b000'),
    file('case/readme'),
    file('case/README'),
    file('case/ReadMe'),
    directory(`folders/${'n'.repeat(64)}1`),
    directory(`folders/${'n'.repeat(64)}2`),
    file(`folders/${'n'.repeat(64)}3`),
  ],
};

const manyFiles: Tree = {
  name: 'many-files',
  entries: numbered(5000, (index) =>
    file(`five thousand/file number ${String(index).padStart(5, '0')}.txt`, index % 100 === 0 ? `${index}\n` : ''),
  ),
};

const levels = (name: string, count: number) => numbered(count, (index) => directory(`${name}${index + 1}`));

const deep: Tree = {
  name: 'deep',
  entries: [
    file(`${levels('level', 12).map(nameOfEntry).join('/')}/bottom.txt`),
    file('level1/level2/level3/level4/level5/level6/level7/level8/beside.txt'),
    file('level1/level2/level3/level4/level5/level6/level7/level8/level9/other/one.txt'),
    // The same names, relocated a second and a third time.
    file(`b/${levels('level', 11).map(nameOfEntry).join('/')}/bottom.txt`),
    file('c/level2/level3/level4/level5/level6/level7/level8/level9/bottom.txt'),
    // Exactly at the border: eight levels with the root, seven below it.
    file('d/2/3/4/5/6/7/file.txt'),
    directory('e/2/3/4/5/6/7/8'),
    ...numbered(30, (index) => file(`f/2/3/4/5/6/7/8 many/file ${index}`)),
    ...numbered(12, (index) => file(`g/2/3/4/5/6/7/sibling ${index}/x/y/z`, '')),
    directory('h/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20'),
    file('rr_moved_not/file'),
  ],
};

function nameOfEntry(entry: Entry): string {
  return nameOf(entry.path);
}

const rrMovedTaken: Tree = {
  name: 'rr-moved-taken',
  notForGenisoimage: 'it makes a second entry of the same identifier',
  entries: [file('rr_moved/mine.txt'), file('a/2/3/4/5/6/7/8/9/deep.txt'), file('RR_MOVED.TXT')],
};

const collisions: Tree = {
  name: 'collisions',
  entries: [
    ...numbered(300, (index) => file(`files/collision number ${index}`, '')),
    ...numbered(300, (index) => file(`extensions/collision ${index}.txt`, '')),
    ...numbered(150, (index) => file(`folders/collision folder ${index}/inside`, '')),
    ...numbered(60, (index) => file(`mixed/mixed up ${index}${index % 3 ? '' : '/file'}`, `${index}`)),
    ...[
      'FOOBA000',
      'FOOBA001',
      'FOOBA00A',
      'FOOBA010',
      'FOOBAR',
      'foobar',
      'Foobar',
      'fOobar',
      'foobar.',
      'fooba000',
    ].map((name) => file(`taken/${name}`, name)),
    ...numbered(40, (index) => file(`taken/foobar baz ${index}`, `${index}`)),
    ...['FOOBA000.TXT', 'FOOBA001.TXT', 'foobarbaz1.txt', 'foobarbaz2.txt', 'foobarbaz3.txt', 'FOOBA003.TXT'].map(
      (name) => file(`taken with extension/${name}`, name),
    ),
    ...['FOOBA000', 'FOOBA001', 'foobarbaz1', 'foobarbaz2', 'foobarbaz3'].map((name) =>
      file(`taken by folders/${name}/${name}`, name),
    ),
    ...['a', 'A', 'b', 'B'].map((name) => file(`short/${name}`, name)),
    ...['a.b', 'A.B', 'a.B', 'a', 'A', 'a.'].map((name) => file(`short with extension/${name}`, name)),
    ...['\u00e9\u00e9', '\u00e8\u00e8', '\u4e2d', '\u6587', '__', '___'].map((name) =>
      file(`underscores/${name}`, name),
    ),
    ...['one.tar.gz', 'one.tar.bz2', 'one_tar.gz', 'one.tar'].map((name) => file(`dots/${name}`, name)),
  ],
};

/** The last second of 2155: a later access time takes a long stamp, an earlier one than the modify time is not kept. */
const LAST_ACCESS_TIME = Date.UTC(2155, 11, 31, 23, 59, 59) / 1000;

const times: Tree = {
  name: 'times',
  entries: [
    ...[
      -86_400 * 365 * 30,
      -86_400,
      -1,
      -0.5,
      0,
      0.5,
      1,
      951_782_400, // 29 February 2000
      2 ** 31 - 2,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32 - 1,
      2 ** 32,
      Date.UTC(2099, 11, 31, 23, 59, 59) / 1000,
      Date.UTC(2100, 1, 28) / 1000,
      LAST_ACCESS_TIME - 1,
      Date.UTC(1900, 0, 1) / 1000,
    ].map((time, index) =>
      file(`${String(index).padStart(2, '0')} at ${time}`, `${time}`, {
        modifyTime: time,
        accessTime: LAST_ACCESS_TIME,
      }),
    ),
    directory('folder of 1969', { modifyTime: -5 }),
    directory('folder of 2040', { modifyTime: Date.UTC(2040, 5, 6, 7, 8, 9) / 1000 }),
    file('fraction', 'x', { modifyTime: 1_600_000_000.9996 }),
    file('access time', 'x', { accessTime: Date.UTC(2036, 1, 1) / 1000 }),
  ],
};

const timesOutside: Tree = {
  name: 'times-outside',
  notForGenisoimage: 'it writes a wrong year without a word where seven bytes cannot hold it',
  entries: [
    file('1899', '', { modifyTime: Date.UTC(1899, 11, 31, 23, 59, 59) / 1000 }),
    file('1600', '', { modifyTime: Date.UTC(1600, 0, 1) / 1000 }),
    file('2156', '', { modifyTime: Date.UTC(2156, 0, 1) / 1000 }),
    file('9999', '', { modifyTime: Date.UTC(9999, 0, 1) / 1000 }),
    directory('folder of 3000', { modifyTime: Date.UTC(3000, 0, 1) / 1000 }),
  ],
};

const links: Tree = {
  name: 'links',
  entries: [
    file('target.txt'),
    file('folder/inside.txt'),
    link('relative', 'target.txt'),
    link('into folder', 'folder/inside.txt'),
    link('folder/up', '../target.txt'),
    link('folder/current', './inside.txt'),
    link('to a folder', 'folder'),
    link('absolute', '/usr/share/doc/readme'),
    link('root', '/'),
    link('parent', '..'),
    link('here', '.'),
    link('slash at the end', 'folder/'),
    link('mixed', '.././../folder/./../target.txt'),
    link('dots are names', '.../..a/.b'),
    link('broken', 'no/such/file'),
    link('unicode \u00e9', 'caf\u00e9/\u4e2d\u6587'),
    link('component of 248', 'c'.repeat(248)),
    link('component of 249', 'd'.repeat(249)),
    link('component of 255', 'e'.repeat(255)),
    link('two long', `${'f'.repeat(200)}/${'g'.repeat(200)}`),
    link('over a thousand', `/${Array.from({ length: 6 }, (_, index) => String(index).repeat(250)).join('/')}`),
    link(`${'l'.repeat(250)} long name`.slice(0, 255), `${'t'.repeat(255)}/${'u'.repeat(255)}`),
    ...numbered(60, (index) => link(`sweep/${index}`, 's'.repeat(60 + index))),
    hardLink('hard 1', 'target.txt'),
    hardLink('folder/hard 2', 'target.txt'),
    hardLink('zz hard 3', 'folder/inside.txt'),
    file('empty original', ''),
    hardLink('empty hard', 'empty original'),
  ],
};

const manyComponents: Tree = {
  name: 'many-components',
  notForGenisoimage: 'it never ends at a link whose components need more than one SL entry',
  entries: [
    link('many short', Array.from({ length: 120 }, (_, index) => `n${index}`).join('/')),
    link('many parents', `${'../'.repeat(300)}end`),
    link('at most', `/${'p/'.repeat(2000)}q`),
    ...numbered(40, (index) => link(`sweep/${index}`, `${'ab/'.repeat(40 + index)}end`)),
    ...numbered(20, (index) => link(`borders/${index}`, `../${'c'.repeat(100 + 5 * index)}/${'d'.repeat(120)}/./..`)),
  ],
};

const oddNames: Tree = {
  name: 'odd-names',
  entries: [
    ...[
      '.hidden',
      '..double',
      '...',
      '....',
      'trailing.',
      'trailing..',
      '.both.',
      'a.b.c.d.e',
      'archive.tar.gz',
      'backup~',
      '~',
      'file~1.txt',
      '#file#',
      'one.~1~',
      'only.extension.verylong',
      'nodot',
      '.x',
      'x.',
      ' leading space',
      'trailing space ',
      ' ',
      '  ',
      'two  spaces',
      'semi;colon',
      'version;1',
      'version.txt;1',
      ';1',
      ';',
      'co:lon',
      'back\\slash',
      'star*quest?',
      'quote"less<more>pipe|',
      "apostrophe'",
      '`tick`',
      '$dollar %percent& @at !bang',
      '-dash',
      '--help',
      '[bracket]',
      '{brace}',
      '(paren)',
      'comma,plus+equal=',
      'CON',
      'nul.txt',
      'desktop.ini',
      'Thumbs.db',
      'link.lnk',
      '<b onclick="alert(1)">html</b>'.replace('/', '_'),
      '0',
      '00000000.000',
      '_',
      'UPPER.CASE',
      'MiXeD.CaSe',
      'a',
    ].map((name) => file(name)),
    directory('folder.with.dots/.inner.'),
    directory('folder;1'),
    directory('folder.'),
    directory('folder '),
    directory('.folder'),
    directory('folder.toolong'),
  ],
};

const controls: Tree = {
  name: 'controls',
  entries: [
    ...[
      'tab\there',
      'new\nline',
      'return\rhere',
      '\u0001start',
      'bell\u0007',
      'escape\u001b[31mred',
      'delete\u007f',
      'c1\u0085next',
    ].map((name) => file(name)),
    directory('folder\nline'),
  ],
};

const badBytes: Tree = {
  name: 'bad-bytes',
  notForGenisoimage: 'it ends a Joliet name at the first byte that is not UTF-8',
  entries: [
    file(`latin-1 caf${escaped(0xe9)}.txt`),
    file(`${escaped(0xff)}${escaped(0xfe)}`),
    file(`${escaped(0xff)}${escaped(0xfd)}`),
    file(`surrogate ${escaped(0xed)}${escaped(0xa0)}${escaped(0x80)}`),
    file(`cut short \u4e2d${escaped(0xe4)}${escaped(0xb8)}`),
    file(`overlong ${escaped(0xc0)}${escaped(0xaf)}`),
  ],
};

const modes: Tree = {
  name: 'modes',
  entries: [
    ...[
      0o000, 0o001, 0o010, 0o100, 0o200, 0o400, 0o444, 0o600, 0o644, 0o666, 0o755, 0o777, 0o4755, 0o2755, 0o1777,
      0o7777,
    ].map((mode) => file(`file ${mode.toString(8).padStart(4, '0')}`, 'x', { mode })),
    ...[0o700, 0o711, 0o755, 0o777, 0o1777, 0o2775, 0o555].map((mode) =>
      directory(`folder ${mode.toString(8).padStart(4, '0')}`, { mode }),
    ),
    file('owned', 'x', { owner: [1000, 100] }),
    file('owned by many', 'x', { owner: [4_000_000_000, 65_534] }),
    directory('owned folder', { owner: [1000, 100] }),
  ],
};

const manyFolders: Tree = {
  name: 'many-folders',
  entries: [
    ...numbered(420, (index) => directory(`a folder whose name is long enough for the table, number ${index}`)),
    ...numbered(60, (index) => directory(`nested/${String.fromCharCode(97 + (index % 26))}${index}/x/y`)),
  ],
};

/** Names of `count` files that each take `length` characters and are all plain in ISO 9660. */
const plainNames = (folder: string, count: number, length: number) =>
  numbered(count, (index) => file(`${folder}/${`N${String(index).padStart(length - 1, '0')}`}`, ''));

const blockBorders: Tree = {
  name: 'block-borders',
  entries: [
    // A Joliet record of a name of n characters takes 34 + 2n bytes: 45 of five characters fill 2,048 − 68.
    ...[44, 45, 46, 90, 91].flatMap((count) => plainNames(`joliet ${count}`, count, 5)),
    // A plain record of an identifier of i bytes takes 33 + i: 45 of eleven ("N0000001.;1").
    ...[44, 45, 46, 91, 92].flatMap((count) => plainNames(`plain ${count}`, count, 8)),
    // Rock Ridge: sweep the last name's length, so that some folder ends at every possible distance from the border.
    ...Array.from({ length: 24 }, (_, sweep) => [
      ...plainNames(`rock ridge ${sweep}`, 14, 6),
      file(`rock ridge ${sweep}/${'z'.repeat(2 + sweep * 3)}`, ''),
      file(`rock ridge ${sweep}/zz${'y'.repeat(60)}`, ''),
    ]).flat(),
  ],
};

const empty: Tree = { name: 'empty', entries: [] };

/** Every awkward tree, smallest first. */
export const TREES: readonly Tree[] = [
  empty,
  first,
  sizes,
  unicode,
  astral,
  longNames,
  jolietLimit,
  deep,
  rrMovedTaken,
  collisions,
  times,
  timesOutside,
  links,
  manyComponents,
  oddNames,
  controls,
  badBytes,
  modes,
  manyFolders,
  blockBorders,
  manyFiles,
];
