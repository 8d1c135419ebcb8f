/** Archives that somebody made to keep a computer busy, or to fill it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kind } from '../image/entry';
import { bytesSource } from '../reader/byte-source';
import { type TarMember, tarOf } from './archive.fixture';
import { utf8 } from './member';
import { folder, listed, type Node } from './member-node';
import { MemberTree } from './member-tree';
import { parsePax } from './pax';
import { Reading } from './reading';
import { readTar } from './tar';
import { isWhole } from './tar-sparse';

/** Ends what goes round for ever. */
class CountedReading extends Reading {
  #reads = 0;

  override read(offset: number, byteLength: number): Promise<Uint8Array> {
    if (++this.#reads > 1000) throw new Error('reading does not end');
    return super.read(offset, byteLength);
  }
}

async function read(members: readonly TarMember[]) {
  const tree = new MemberTree('x.tar');
  const noRoom = () => Promise.reject(new Error('a spool is asked for'));
  await readTar(new CountedReading(bytesSource(tarOf(members)), 'x.tar', {}), tree, noRoom, 0);
  return tree.finish();
}

describe('numbers in extended headers', () => {
  const SPARSE = { 'GNU.sparse.size': '10', 'GNU.sparse.numblocks': '2', 'GNU.sparse.map': '1,2,6,2' };
  it.each<[Record<string, string>, string]>([
    [{ size: '-1024' }, 'has a size below zero'],
    [{ size: '-1' }, 'has a size below zero'],
    [{ size: '9007199254740991' }, 'is cut off'],
    [{ size: '9999999999999999' }, 'has a size that is no number'],
    [{ uid: '1e3' }, 'has a uid that is no number'],
    [{ ...SPARSE, 'GNU.sparse.size': '-10' }, 'the map of the sparse file'],
    [{ ...SPARSE, 'GNU.sparse.map': '1,-2,6,6' }, 'the map of the sparse file'],
  ])('%j', async (pax, said) => {
    await expect(read([{ path: 'a', content: 'abcd', pax }, { path: 'b' }])).rejects.toThrow(said);
  });

  it('give no piece of a sparse file less than nothing', () => {
    const pieces = [-512, 514].map((byteLength) => ({ offset: 0, byteLength }));
    expect(isWhole({ byteLength: 514, pieces, dataOffset: 0 }, 2)).toBe(false);
  });

  it('are taken, or refused with a sentence', async () => {
    const keyword = fc.constantFrom('size', 'uid', 'gid', 'mtime', 'atime', 'ctime', ...Object.keys(SPARSE));
    const numbers = ['0', '-0', '-1', '-512', '-1024.5', '512', '-2147483649', '4294967296', '9007199254740991'];
    const number = fc.constantFrom(...numbers, '-9007199254740991', '9999999999999999', '1e9', '-', '1,-512,0,514');
    const member = fc.record({
      path: fc.constantFrom('a', 'b', 'a/b'),
      type: fc.constantFrom('0', '1', '2', '5', '7', 'S', 'Z'),
      target: fc.constantFrom('a', 'b'),
      content: fc.constantFrom('', 'x', 'x'.repeat(513)),
      size: fc.constantFrom(0, 1, 512, 8 ** 11 - 1),
      pax: fc.dictionary(keyword, number, { maxKeys: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(member, { maxLength: 6 }), async (members) => {
        await read(members).catch((error: Error) => {
          const isTold = error.name === 'ArchiveError' || error.message === 'a spool is asked for';
          expect(isTold, error.stack).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('that stand there by the hundred thousand cost no more than each', () => {
    const records = '24 GNU.sparse.offset=10\n'.repeat(100_000);
    expect(parsePax(Buffer.from(records))?.get('GNU.sparse.offset')).toHaveLength(100_000);
  });
});

describe('paths', () => {
  const add = (paths: Iterable<string>, most?: { implied: number; members: number }) => {
    const tree = new MemberTree('x.tar', undefined, most);
    for (const path of paths) tree.member({ path: utf8(path), kind: Kind.file, attributes: { modifyTime: 0 } });
    return tree.finish();
  };

  it.each([
    ['of 4,096 bytes', `${'x'.repeat(15)}/`.repeat(256).slice(0, -1).concat('x'), 0],
    ['of more', `${'x'.repeat(15)}/`.repeat(256).slice(0, -1).concat('xx'), 1],
    ['of 256 levels', `${'x/'.repeat(255)}x`, 0],
    ['of more levels', `${'x/'.repeat(256)}x`, 1],
  ])('%s', (_, path, notices) => {
    const tree = add([path]);
    expect(tree.notices.map(({ code }) => code)).toEqual(Array(notices).fill('archive-name'));
    expect(tree.entries.length > 0).toBe(notices === 0);
  });

  it('that imply too many folders end reading', () => {
    const deep = function* () {
      for (let at = 0; ; at++) yield `${at}/${'x/'.repeat(200)}f`;
    };
    const said = '“x.tar” has more than 1,000 folders that only paths name in it';
    expect(() => add(deep(), { implied: 1000, members: 1e6 })).toThrow(said);
  });

  it.each(['x', '../x', '/x'])('without an end end reading: %s', (path) => {
    const same = function* () {
      for (;;) yield path;
    };
    const said = '“x.tar” has more than 1,000 files and folders in it';
    expect(() => add(same(), { implied: 1000, members: 1000 })).toThrow(said);
  });

  it('that lie side by side may be many', () => {
    const attributes = { modifyTime: 0 };
    const inside = new Map<string, Node>();
    for (let at = 0; at < 130_000; at++) {
      inside.set(String(at), { name: utf8(String(at)), thing: folder(attributes), inside: new Map() });
    }
    expect(listed({ name: utf8(''), thing: folder(attributes), inside })).toHaveLength(130_000);
  });
});
