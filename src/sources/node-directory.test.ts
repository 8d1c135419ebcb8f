import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EntryId, Kind } from '../image/tree';
import { type WalkedTree, walkPaths } from './node-directory';
import type { WalkOptions } from './node-walk-options';
import { find, listing } from './walked-tree.fixture';

let base: string;
let root: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-walk-'));
  root = join(base, 'root');
  fs.mkdirSync(root);
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const put = (path: string, text = '') => {
  fs.mkdirSync(join(root, path, '..'), { recursive: true });
  fs.writeFileSync(join(root, path), text);
};
const walk = (options?: WalkOptions) => walkPaths([root], options);

describe('a folder', () => {
  it('gives its contents to the root, folders in canonical order, empty ones too', () => {
    for (const path of ['b.txt', 'a/deep/er/x', 'B', 'é', '\u{1f4bf}', '\uff21', 'z/z']) put(path, path);
    fs.mkdirSync(join(root, 'empty'));
    expect(listing(walk())).toEqual([
      'B 1',
      'a/',
      'a/deep/',
      'a/deep/er/',
      'a/deep/er/x 11',
      'b.txt 5',
      'empty/',
      'z/',
      'z/z 3',
      'é 2',
      '\uff21 3',
      '\u{1f4bf} 4',
    ]);
  });

  it('is read in canonical order, depth first, and told of before', () => {
    for (const path of ['b/d/x', 'b/c/x', 'a/x', '\uff21/x', '\u{1f4bf}/x']) put(path);
    const told: string[] = [];
    walk({ onFolder: (path) => told.push(path.slice(root.length)) });
    expect(told).toEqual(['', '/a', '/b', '/b/c', '/b/d', '/\uff21', '/\u{1f4bf}']);
  });

  it('gives its own attributes to the root', () => {
    fs.chmodSync(root, 0o2751);
    fs.utimesSync(root, 1000, 2000);
    expect(walk().tree.attributes(0)).toMatchObject({ mode: 0o2751, accessTime: 1000, modifyTime: 2000 });
  });

  it('keeps names that are not UTF-8 byte by byte', () => {
    const name = Buffer.from('a\xff\xfe', 'latin1');
    fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), name]), 'abc');
    put('plain', 'x');
    const { tree, contents } = walk();
    const [odd] = [...tree.sortedChildren(0)] as [EntryId];
    expect(Buffer.from(tree.nameBytes(odd))).toEqual(name);
    const { store, offset, byteLength } = tree.content(odd);
    const file = contents.open(store, offset, byteLength);
    const bytes = Buffer.alloc(3);
    file.read(bytes);
    file.close();
    expect(bytes.toString()).toBe('abc');
  });

  it('inside a folder whose name is not UTF-8 is read as well', () => {
    const folder = Buffer.from(`${root}/\xff`, 'latin1');
    fs.mkdirSync(folder);
    fs.writeFileSync(Buffer.concat([folder, Buffer.from('/in')]), 'abc');
    const found = walk();
    const [directory] = found.tree.sortedChildren(0) as unknown as [EntryId];
    expect(found.tree.byteLength(found.tree.find(directory, 'in'))).toBe(3);
    expect(found.notices).toEqual([]);
  });
});

describe('small files that are kept as they are listed', () => {
  it('make no difference to what is found', () => {
    for (const path of ['a', 'b/c', 'b/d/e', 'é', '\u{1f4bf}', 'empty/f']) put(path, path);
    put('nothing');
    put('large', 'x'.repeat(10_000));
    fs.linkSync(join(root, 'a'), join(root, 'b/a'));
    fs.symlinkSync('a', join(root, 'to a'));
    fs.symlinkSync('gone', join(root, 'broken'));
    fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.of(0xff)]), 'odd');
    execFileSync('mkfifo', [join(root, 'pipe')]);
    for (const followLinks of [false, true]) {
      // Not those that a look at the file itself would change.
      const options = { followLinks, noAccessTimes: true };
      const [without, kept] = [walk(options), walk({ ...options, keepsSmallFiles: true })];
      expect(listing(kept)).toEqual(listing(without));
      expect(kept.notices).toEqual(without.notices);
      for (let entry = 0; entry < without.tree.length; entry++) {
        expect(kept.tree.attributes(entry)).toEqual(without.tree.attributes(entry));
      }
      const isKept = (found: WalkedTree, path: string) => {
        const { store, offset, byteLength } = found.tree.content(find(found, path));
        return found.contents.kept(store, offset, byteLength)?.length === byteLength;
      };
      const paths = ['a', 'b/c', 'b/d/e', 'nothing', 'large'];
      expect(paths.map((path) => isKept(kept, path))).toEqual([false, true, true, true, false]);
      expect(paths.map((path) => isKept(without, path))).toEqual(paths.map(() => false));
    }
  });
});

describe('times', () => {
  // As `touch -d` writes them: Node's own utimes cannot set the last nanosecond of a second.
  it.each([
    ['2020-01-02T03:04:05.999999999Z', Date.UTC(2020, 0, 2, 3, 4, 5) / 1000],
    ['1969-12-31T23:59:59.500000000Z', -1],
    ['1960-01-01T00:00:00.750000000Z', Date.UTC(1960, 0, 1) / 1000],
    ['1960-01-01T00:00:00.000000000Z', Date.UTC(1960, 0, 1) / 1000],
    ['2106-02-07T06:28:20.999999999Z', Date.UTC(2106, 1, 7, 6, 28, 20) / 1000],
  ])('of %s are rounded down to seconds', (time, seconds) => {
    put('file');
    execFileSync('touch', ['-d', time, join(root, 'file')]);
    const found = walk();
    expect(found.tree.attributes(find(found, 'file'))).toMatchObject({ modifyTime: seconds, accessTime: seconds });
  });
});

describe('attributes', () => {
  it('are the real ones', () => {
    put('file', 'x');
    fs.chmodSync(join(root, 'file'), 0o4751);
    fs.linkSync(join(root, 'file'), join(root, 'second'));
    const stats = fs.lstatSync(join(root, 'file'));
    const found = walk();
    expect(found.tree.attributes(find(found, 'file'))).toEqual({
      modifyTime: Math.floor(stats.mtimeMs / 1000),
      accessTime: Math.floor(stats.atimeMs / 1000),
      attributeTime: Math.floor(stats.ctimeMs / 1000),
      mode: 0o4751,
      user: stats.uid,
      group: stats.gid,
      linkCount: 2,
    });
  });
});

describe('hard links', () => {
  it('share one content', () => {
    put('a', 'content');
    fs.mkdirSync(join(root, 'd'));
    fs.linkSync(join(root, 'a'), join(root, 'd/b'));
    const found = walk();
    expect(found.tree.content(find(found, 'd/b')).index).toBe(found.tree.content(find(found, 'a')).index);
    expect(found.tree.contentCount).toBe(1);
  });

  it('of nothing have a content each', () => {
    put('a');
    fs.linkSync(join(root, 'a'), join(root, 'b'));
    expect(walk().tree.contentCount).toBe(2);
  });
});

describe('symbolic links', () => {
  it('are kept with their target, byte by byte, wherever it leads', () => {
    put('file', 'x');
    fs.symlinkSync('file', join(root, 'to-file'));
    fs.symlinkSync(Buffer.from('gone\xff', 'latin1'), join(root, 'broken'));
    fs.symlinkSync('..', join(root, 'up'));
    const found = walk();
    expect(listing(found)).toEqual(['broken@', 'file 1', 'to-file@', 'up@']);
    expect(Buffer.from(found.tree.targetBytes(find(found, 'broken')))).toEqual(Buffer.from('gone\xff', 'latin1'));
    expect(found.notices).toEqual([]);
  });

  it('are followed with -f, and a file met twice has one content', () => {
    put('d/file', 'abc');
    fs.symlinkSync('d/file', join(root, 'a-link'));
    const found = walk({ followLinks: true });
    expect(listing(found)).toEqual(['a-link 3', 'd/', 'd/file 3']);
    expect(found.tree.contentCount).toBe(1);
  });

  it('to a folder are followed as often as they are met, each giving its own folder', () => {
    put('d/file', 'abc');
    fs.symlinkSync('d', join(root, 'one'));
    fs.symlinkSync('d', join(root, 'two'));
    const found = walk({ followLinks: true });
    expect(listing(found)).toEqual(['d/', 'd/file 3', 'one/', 'one/file 3', 'two/', 'two/file 3']);
    expect(found.notices).toEqual([]);
  });

  it('to a folder around them stay links, with a notice', () => {
    fs.mkdirSync(join(root, 'd/e'), { recursive: true });
    fs.symlinkSync('../..', join(root, 'd/e/root'));
    fs.symlinkSync('../../d', join(root, 'd/e/d'));
    fs.symlinkSync('.', join(root, 'd/e/self'));
    const found = walk({ followLinks: true });
    expect(listing(found)).toEqual(['d/', 'd/e/', 'd/e/d@', 'd/e/root@', 'd/e/self@']);
    expect(found.notices).toEqual([
      { code: 'link-loop', path: 'd/e/d', before: '../../d' },
      { code: 'link-loop', path: 'd/e/root', before: '../..' },
      { code: 'link-loop', path: 'd/e/self', before: '.' },
    ]);
  });

  it('that lead through other links back to a folder around them stay links', () => {
    fs.mkdirSync(join(root, 'a'));
    fs.mkdirSync(join(root, 'b'));
    fs.symlinkSync('../b', join(root, 'a/to-b'));
    fs.symlinkSync('../a', join(root, 'b/to-a'));
    const found = walk({ followLinks: true });
    expect(listing(found)).toEqual(['a/', 'a/to-b/', 'a/to-b/to-a@', 'b/', 'b/to-a/', 'b/to-a/to-b@']);
  });

  it('that lead nowhere are left out with -f, with a notice', () => {
    fs.symlinkSync('gone', join(root, 'broken'));
    fs.symlinkSync('circle', join(root, 'circle'));
    const found = walk({ followLinks: true });
    expect(listing(found)).toEqual([]);
    expect(found.notices).toEqual([
      { code: 'link-broken', path: 'broken', before: 'gone' },
      { code: 'link-broken', path: 'circle', before: 'circle' },
    ]);
  });
});

describe('special files', () => {
  it('are taken with their kind and attributes, and left out with a notice by -portable', async () => {
    execFileSync('mkfifo', ['-m', '640', join(root, 'pipe')]);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(join(root, 'socket'), listening));
    const [taken, portable] = [{}, { portable: true }].map(walk) as [WalkedTree, WalkedTree];
    server.close();
    const kinds = (found: WalkedTree) =>
      [...found.tree.sortedChildren(0)].map((entry) => [found.tree.path(entry), found.tree.kind(entry)]);
    expect(kinds(taken)).toEqual([
      ['pipe', Kind.pipe],
      ['socket', Kind.socket],
    ]);
    expect(taken.tree.attributes(find(taken, 'pipe'))).toMatchObject({ mode: 0o640 });
    expect(taken.notices).toEqual([]);
    expect(kinds(portable)).toEqual([]);
    expect(portable.notices).toEqual([
      { code: 'special', path: 'pipe', before: 'a pipe' },
      { code: 'special', path: 'socket', before: 'a socket' },
    ]);
  });

  it('that are devices have their numbers', () => {
    const paths = ['/dev/null', '/dev/tty'].filter((path) => fs.existsSync(path));
    const { tree } = walkPaths(paths);
    for (const path of paths) {
      // What stat of the system prints, in hexadecimal.
      const [major, minor] = execFileSync('stat', ['-c', '%t %T', path], { encoding: 'utf8' }).trim().split(' ');
      const entry = tree.find(0, path.slice(5));
      expect(tree.kind(entry)).toBe(Kind.characterDevice);
      expect(tree.attributes(entry).device).toEqual({
        major: Number.parseInt(major as string, 16),
        minor: Number.parseInt(minor as string, 16),
      });
    }
  });
});

describe('links that are given as paths', () => {
  it('are followed where that is asked for, and those in folders are not', () => {
    put('d/f', 'file');
    fs.symlinkSync('f', join(root, 'd/inside'));
    fs.symlinkSync('d/f', join(root, 'given'));
    const found = walkPaths([join(root, 'given'), join(root, 'd')], { followGiven: true });
    expect(listing(found)).toEqual(['f 4', 'given 4', 'inside@']);
  });
});

describe('-portable', () => {
  it('sees what a browser sees', () => {
    put('d/file', 'x');
    fs.chmodSync(join(root, 'd/file'), 0o4755);
    fs.utimesSync(join(root, 'd/file'), 5, 1000.75);
    fs.linkSync(join(root, 'd/file'), join(root, 'd/second'));
    fs.symlinkSync('d', join(root, 'link'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const found = walk({ portable: true, followLinks: true });
    expect(listing(found)).toEqual(['d/', 'd/file 1', 'd/second 1']);
    expect(found.tree.attributes(find(found, 'd/file'))).toEqual({ modifyTime: 1000, mode: 0o444 });
    expect(found.tree.attributes(find(found, 'd'))).toEqual({ modifyTime: Number.NaN });
    expect(found.tree.attributes(0)).toEqual({ modifyTime: Number.NaN });
    expect(found.tree.contentCount).toBe(2);
    expect(found.notices).toEqual([
      { code: 'link-portable', path: 'link' },
      { code: 'special', path: 'pipe', before: 'a pipe' },
    ]);
  });
});

describe('several paths', () => {
  const put2 = (path: string, text: string) => {
    fs.mkdirSync(join(base, path, '..'), { recursive: true });
    fs.writeFileSync(join(base, path), text);
    return join(base, path);
  };

  it('meet at the root: folders of one name are merged and keep the first one’s attributes', () => {
    put2('a/d/one', '1');
    put2('b/d/two', '22');
    const loose = put2('c/loose', '333');
    fs.chmodSync(join(base, 'a'), 0o711);
    fs.chmodSync(join(base, 'a/d'), 0o701);
    const found = walkPaths([join(base, 'a'), `${join(base, 'b')}/`, loose]);
    expect(listing(found)).toEqual(['d/', 'd/one 1', 'd/two 2', 'loose 3']);
    expect(found.tree.attributes(0).mode).toBe(0o711);
    expect(found.tree.attributes(find(found, 'd')).mode).toBe(0o701);
  });

  it('fail where two files have one name, and where a file meets a folder', () => {
    put2('a/x', '');
    put2('b/x', '');
    put2('c/x/y', '');
    const paths = (...names: string[]) => names.map((name) => join(base, name));
    expect(() => walkPaths(paths('a', 'b'))).toThrow(/b\/x” cannot be added: another .* has “x” already/);
    expect(() => walkPaths(paths('a', 'c'))).toThrow(/c\/x” cannot be added/);
    expect(() => walkPaths(paths('c', 'a'))).toThrow(/a\/x” cannot be added/);
  });

  it('share the content of one file given twice', () => {
    put2('a/d/x', 'abc');
    const { tree } = walkPaths([join(base, 'a'), join(base, 'a/d')]);
    expect([tree.fileCount, tree.contentCount]).toEqual([2, 1]);
  });
});

describe('a path that was given', () => {
  it('must be there', () => {
    expect(() => walkPaths([join(base, 'gone')])).toThrow(/gone” cannot be taken: it is not there\.$/);
  });

  it('may be a link to a folder, which then counts as the folder', () => {
    put('file', 'x');
    fs.symlinkSync('root', join(base, 'link'));
    expect(listing(walkPaths([join(base, 'link')]))).toEqual(['file 1']);
  });

  it('may be a link to a file, which stays a link unless links are followed', () => {
    put('file', 'x');
    fs.symlinkSync('root/file', join(base, 'link'));
    expect(listing(walkPaths([join(base, 'link')]))).toEqual(['link@']);
    expect(listing(walkPaths([join(base, 'link')], { followLinks: true }))).toEqual(['link 1']);
  });
});

describe('the image that is being written', () => {
  it('is left out of itself, in the folder where it will be and nowhere else', () => {
    for (const path of ['x.iso', 'd/x.iso', 'file']) put(path);
    const found = walk({ own: [{ what: 'the image', directory: root, isOwn: (name) => name === 'x.iso' }] });
    expect(listing(found)).toEqual(['d/', 'd/x.iso 0', 'file 0']);
    expect(found.notices.map(({ path }) => path)).toEqual(['x.iso']);
  });

  it('is left out where it is given by its path, and, open, wherever it lies', () => {
    for (const path of ['x.iso', 'd/x.iso', 'file', 'd/log']) put(path);
    const log = fs.statSync(join(root, 'd/log'), { bigint: true });
    const own = [
      { what: 'the image', directory: root, isOwn: (name: string) => name === 'x.iso' },
      { what: 'the log', device: log.dev, inode: log.ino },
    ];
    const given = ['x.iso', 'd/x.iso', 'file', 'd/log'].map((path) => join(root, path));
    const found = walkPaths(given, { own });
    expect(listing(found)).toEqual(['file 0', 'x.iso 0']);
    const reasons = found.notices.map(({ path, before }) => [path, before]);
    expect(reasons).toEqual([
      ['x.iso', 'it is the image that is being written'],
      ['log', 'it is the log that is being written'],
    ]);
    expect(listing(walk({ own }))).toEqual(['d/', 'd/x.iso 0', 'file 0']);
  });
});
