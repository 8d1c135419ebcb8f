import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Mark } from '../image/tree';
import { type NameDecoder, nameDecoder } from './node-charset';
import { walkPaths } from './node-directory';
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

describe('places in the image', () => {
  beforeEach(() => {
    put('f', 'file');
    put('d/x', 'x');
    put('d/e/y', 'y');
  });

  it('are folders, made where they are missing, and names', () => {
    const found = walkPaths(
      [
        { path: join(root, 'd'), folders: ['a', 'b'], name: 'c' },
        { path: join(root, 'f'), folders: ['a'], name: 'g' },
        { path: join(root, 'f'), folders: ['a', 'b', 'c'] },
        { path: join(root, 'd'), folders: [] },
      ],
      { newFolder: { modifyTime: 77 } },
    );
    expect(listing(found)).toEqual([
      'a/',
      'a/b/',
      'a/b/c/',
      'a/b/c/e/',
      'a/b/c/e/y 1',
      'a/b/c/f 4',
      'a/b/c/x 1',
      'a/g 4',
      'e/',
      'e/y 1',
      'x 1',
    ]);
    const attributes = (path: string) => found.tree.attributes(find(found, path));
    expect([attributes('a'), attributes('a/b')]).toEqual(Array(2).fill(expect.objectContaining({ modifyTime: 77 })));
    const isNew = (path: string) => found.tree.hasMark(find(found, path), Mark.imageOnly);
    expect(['a', 'a/b', 'a/b/c', 'e'].map(isNew)).toEqual([true, true, false, false]);
    // The last folder of a folder's place is that folder; the root is the one whose contents come to it.
    for (const path of ['a/b/c', ''])
      expect(path === '' ? found.tree.attributes(0) : attributes(path)).toMatchObject({
        modifyTime: Math.floor(fs.statSync(join(root, 'd')).mtimeMs / 1000),
      });
    expect(found.tree.contentCount).toBe(3);
  });

  it('give the root the attributes of a new folder where no folder comes to it', () => {
    const { tree } = walkPaths([join(root, 'f')], { newFolder: { modifyTime: 77 } });
    expect(tree.attributes(0)).toMatchObject({ modifyTime: 77 });
  });

  it('that two files want, or a file and a folder, are an error', () => {
    const file = join(root, 'f');
    const place = (folders: string[], name: string) => ({ path: file, folders, name });
    expect(() => walkPaths([place([], 'x'), place([], 'x')])).toThrow(/has “x” already/);
    expect(() => walkPaths([place([], 'x'), place(['x'], 'y')])).toThrow(/“x” cannot be a folder of the image/);
  });
});

describe('a selection', () => {
  it('leaves out, marks and weighs by name and path', () => {
    put('a', 'a');
    put('d/b', 'b');
    put('d/skip', 's');
    put('skip/c', 'c');
    put('d/heavy', 'h');
    const seen: string[] = [];
    const left: string[] = [];
    const found = walk({
      selection: {
        isExcluded: (name, path) => name === 'skip' && seen.push(path) > 0,
        marks: (name) => (name === 'd' ? Mark.notInJoliet : name === 'b' ? Mark.notInIso | Mark.hidden : 0),
        weight: (path, inherited) => (path.endsWith('/d') ? 5 : path.endsWith('heavy') ? 9 : inherited),
      },
      onExcluded: (path) => left.push(path),
    });
    expect(listing(found)).toEqual(['a 1', 'd/', 'd/b 1', 'd/heavy 1']);
    expect(left).toEqual([join(root, 'skip'), join(root, 'd/skip')]);
    expect(seen).toEqual(left);
    const marks = (path: string) => Object.values(Mark).filter((mark) => found.tree.hasMark(find(found, path), mark));
    expect(['a', 'd', 'd/b'].map(marks)).toEqual([[], [Mark.notInJoliet], [Mark.notInIso, Mark.hidden]]);
    const { weight } = found.tree.columns();
    expect(['a', 'd/b', 'd/heavy'].map((path) => weight?.get(find(found, path)))).toEqual([0, 5, 9]);
  });
});

describe('names in another encoding', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1');
  it('are read, and what is not in it is kept byte by byte with a notice', () => {
    const inRoot = (name: Buffer) => Buffer.concat([Buffer.from(`${root}/`), name]);
    fs.mkdirSync(inRoot(latin1('\xe9t\xe9')));
    fs.writeFileSync(inRoot(latin1('\xe9t\xe9/\xfc')), 'abc');
    fs.symlinkSync(latin1('\xe9t\xe9'), inRoot(latin1('link')));
    const found = walk({ decodeName: nameDecoder('iso8859-1') as NameDecoder });
    expect(listing(found)).toEqual(['link@', 'été/', 'été/ü 3']);
    expect(Buffer.from(found.tree.targetBytes(find(found, 'link'))).toString()).toBe('été');
    const kept = walk({ decodeName: nameDecoder('gbk') as NameDecoder });
    expect(kept.notices).toEqual([{ code: 'name-encoding', path: expect.stringMatching(/\ufffd/) }, expect.anything()]);
  });
});

describe('file contents', () => {
  it('of hard links are written for each where that is asked for', () => {
    put('a', 'same');
    fs.linkSync(join(root, 'a'), join(root, 'b'));
    expect([walk(), walk({ separateLinks: true })].map(({ tree }) => tree.contentCount)).toEqual([1, 2]);
  });
});

describe('access times', () => {
  it('can stay unread', () => {
    put('a');
    fs.utimesSync(join(root, 'a'), 1000, 2000);
    const times = [walk(), walk({ noAccessTimes: true })].map((found) => found.tree.attributes(find(found, 'a')));
    expect(times.map(({ accessTime }) => accessTime)).toEqual([1000, 2000]);
  });
});
