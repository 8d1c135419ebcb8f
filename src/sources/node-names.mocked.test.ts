import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { walkPaths } from './node-directory';
import { listNames } from './node-names';
import { joinPath, type NodePath } from './node-path';
import { listing } from './walked-tree.fixture';

let base: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-names-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(base, { recursive: true, force: true });
});

const NO_TEXT = Buffer.of(0xff);
const put = (...names: NodePath[]) => fs.writeFileSync(names.reduce(joinPath, base), 'x');
const makeFolder = (name: NodePath) => fs.mkdirSync(joinPath(base, name));

interface ListOptions {
  withFileTypes?: boolean;
  encoding?: 'buffer';
}

/** Has something happen before each list that is to tell kinds. */
function beforeKinds(act: (path: NodePath, names: NodePath[]) => void) {
  const read = fs.readdirSync as (path: NodePath, options?: ListOptions) => NodePath[];
  vi.spyOn(fs, 'readdirSync').mockImplementation(((path: NodePath, options: ListOptions = {}) => {
    if (options.withFileTypes) act(path, read(path, { ...options, withFileTypes: false }));
    return read(path, options);
  }) as unknown as typeof fs.readdirSync);
}

/** As Node does where the file system tells no kinds: it looks at every name, and can't put text and bytes together. */
const tellNoKinds = () =>
  beforeKinds((path, names) => {
    for (const name of names) {
      if (typeof path !== typeof name) throw new TypeError('The "path" argument must be of type string');
      fs.lstatSync(joinPath(path, name));
    }
  });

describe('names of a folder', () => {
  it('are all there where a list with kinds fails, and none is taken for a file', () => {
    put('b');
    put('a');
    makeFolder('d');
    beforeKinds((path) => {
      throw Object.assign(new Error(`ENOENT: no such file or directory, lstat '${path}/gone'`), { code: 'ENOENT' });
    });
    expect(listNames(base, true)).toEqual({ names: ['a', 'b', 'd'], others: undefined });
  });

  it.each(['told', 'told by no file system'])('that are not UTF-8 are there where kinds are %s', (kinds) => {
    put('a');
    put(NO_TEXT);
    if (kinds !== 'told') tellNoKinds();
    const { names, others } = listNames(base, true);
    expect(names).toEqual(['a', NO_TEXT]);
    expect(others?.size).toBe(kinds === 'told' ? 0 : undefined);
  });

  it.each(['told', 'told by no file system'])('that is not UTF-8 are there where kinds are %s', (kinds) => {
    makeFolder(NO_TEXT);
    put(NO_TEXT, 'inner');
    put(NO_TEXT, NO_TEXT);
    if (kinds !== 'told') tellNoKinds();
    expect(listNames(joinPath(base, NO_TEXT), true).names).toEqual(['inner', NO_TEXT]);
  });

  it('have their kinds where one looks as if it were not UTF-8', () => {
    put('\ufffd');
    makeFolder('d');
    tellNoKinds();
    expect(listNames(base, true)).toEqual({ names: ['d', '\ufffd'], others: new Set(['d']) });
  });

  it('come to the image with all that is in them', () => {
    put('a');
    makeFolder('d');
    put('d', NO_TEXT);
    makeFolder(NO_TEXT);
    put(NO_TEXT, 'inner');
    tellNoKinds();
    const found = walkPaths([base], { keepsSmallFiles: true });
    expect(listing(found)).toEqual(['a 1', 'd/', 'd/\ufffd 1', '\ufffd/', '\ufffd/inner 1']);
    expect(found.notices).toEqual([]);
  });

  it('that is not there are an error', () => {
    expect(() => listNames(join(base, 'missing'), true)).toThrow(/ENOENT/);
  });
});
