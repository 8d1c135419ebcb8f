import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kind } from '../image/tree';
import { readBytes, type TarMember, tarOf } from './archive.fixture';
import { parsePax } from './pax';
import { parseNumber } from './tar-header';

const { directory, file, symbolicLink, pipe } = Kind;
const read = (members: readonly TarMember[]) => readBytes(tarOf(members), 'x.tar');

describe('numbers', () => {
  const field = (text: string | number[]) => {
    const bytes = Buffer.alloc(12);
    if (typeof text === 'string') bytes.write(text, 'latin1');
    else bytes.set(text);
    return parseNumber(bytes, 0, 12);
  };
  it.each([
    ['00000000017\0', 15],
    [' 17 \0', 15],
    ['17', 15],
    ['', 0],
    ['777777777777', 8 ** 12 - 1],
    [[0x80, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0], 2 ** 37],
    [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe], -2],
    ['18', undefined],
    ['1 7', undefined],
    ['-1', undefined],
  ])('%j is %s', (text, value) => expect(field(text)).toBe(value));
});

describe('extended headers', () => {
  it.each(['3 a', '9 path=ab\n', '11 path=abc\nx', '0 a=b\n', '5 =b\n', '99 path=a\n', 'path=a\n'])(
    '%j is none',
    (text) => expect(parsePax(Buffer.from(text))).toBeUndefined(),
  );

  it('may be filled up with zero bytes', () => {
    expect(parsePax(Buffer.from('9 path=a\n\0\0'))?.get('path')).toHaveLength(1);
  });

  it('tell what headers have no room for', async () => {
    const { tree } = await read([
      {
        path: 'short',
        content: 'x',
        pax: { path: 'sub/long', mtime: '-1.5', uid: '4294967294', atime: '3.999999999' },
      },
    ]);
    const [, entry] = tree.entries;
    expect(Buffer.from(entry?.name ?? []).toString()).toBe('long');
    expect(entry?.attributes).toMatchObject({ modifyTime: -2, user: 4294967294, accessTime: 3 });
  });

  it.each([
    ['-2', 4294967294, []],
    ['4294967295', 4294967295, []],
    ['4294967296', 65534, ['archive-owner a']],
    ['5000000001', 65534, ['archive-owner a']],
    ['-2147483649', 65534, ['archive-owner a']],
  ])('give number %s to %d', async (number, owner, told) => {
    for (const key of ['uid', 'gid']) {
      const { tree, notices } = await read([{ path: 'a', pax: { [key]: number } }]);
      const { user, group } = tree.entries[0]?.attributes ?? {};
      expect(key === 'uid' ? [user, group] : [group, user]).toEqual([owner, 0]);
      expect(notices).toEqual(told);
    }
  });
});

describe('where members go', () => {
  it.each<[string, TarMember[], string[], string[]]>([
    ['a slash at the beginning goes', [{ path: '/etc/x' }], ['etc', 'etc/x'], ['archive-absolute /etc/x']],
    ['dots stay where they mean nothing', [{ path: './a/./b//c' }], ['a', 'a/b', 'a/b/c'], []],
    ['nothing goes outside', [{ path: 'a/../../x' }, { path: 'b' }], ['b'], ['archive-outside a/../../x']],
    [
      'the last one counts',
      [
        { path: 'a', content: '1' },
        { path: 'a', content: '2' },
      ],
      ['a'],
      ['archive-twice a'],
    ],
    [
      'a link is no folder',
      [
        { path: 'a', type: '2', target: '/etc' },
        { path: 'a/passwd', content: 'x' },
      ],
      ['a'],
      ['archive-through a/passwd'],
    ],
    ['a file is no folder', [{ path: 'a' }, { path: 'a/b' }], ['a'], ['archive-through a/b']],
    ['a folder with something in it stays', [{ path: 'a/b' }, { path: 'a' }], ['a', 'a/b'], ['archive-through a']],
    ['a folder may come twice', [{ path: 'a/b' }, { path: 'a/', type: '5' }], ['a', 'a/b'], []],
    ['a zero byte is in no name', [{ path: 'x', pax: { path: 'a\0b' } }], [], ['archive-name a\0b']],
    ['a backslash is a character', [{ path: 'a\\b' }], ['a\\b'], []],
    [
      'a link leads to what was before',
      [{ path: 'a', type: '1', target: 'b' }, { path: 'b' }],
      ['b'],
      ['archive-link a'],
    ],
    [
      'a link leads to no folder',
      [{ path: 'd/x' }, { path: 'l', type: '1', target: 'd' }],
      ['d', 'd/x'],
      ['archive-link l'],
    ],
    ['a link out of the archive stays a link', [{ path: 'l', type: '2', target: '../../x' }], ['l'], []],
    ['what nobody knows is left out', [{ path: 'a', type: 'Z' }, { path: 'b' }], ['b'], ['archive-kind a']],
    ['Latin-1 is told', [{ path: '\xfc' }], ['ü'], ['archive-encoding ü']],
    ['Latin-1 is told of a link', [{ path: 'l', type: '2', target: '\xfc' }], ['l'], ['archive-target l']],
    ['a first name that begins as bzip2 does', [{ path: 'BZhang' }], ['BZhang'], []],
    [
      'what images do not have is told once',
      ['a', 'b'].map((path) => ({ path, pax: { 'SCHILY.xattr.user.x': 'y', 'SCHILY.acl.access': 'z' } })),
      ['a', 'b'],
      ['archive-attributes x.tar'],
    ],
  ])('%s', async (_, members, expected, notices) => {
    const found = await read(members);
    expect(Object.keys(found.entries)).toEqual(expected);
    expect(found.notices).toEqual(notices);
  });

  it('keeps what a hard link had when its first name was replaced', async () => {
    const { entries, tree } = await read([
      { path: 'a', content: 'first' },
      { path: 'b', type: '1', target: 'a' },
      { path: 'a', content: 'second' },
    ]);
    expect([entries.a?.content, entries.b?.content]).toEqual(['second', 'first']);
    expect(tree.entries.map(({ attributes }) => attributes.linkCount)).toEqual([undefined, undefined]);
  });

  it('counts names of one file', async () => {
    const { entries, tree } = await read([
      { path: 'b', content: 'x' },
      { path: 'a', type: '1', target: './b' },
    ]);
    expect([entries.a?.content, entries.b?.content]).toEqual(['x', 'x']);
    expect(tree.entries.map(({ attributes, sameAs }) => [attributes.linkCount, sameAs])).toEqual([
      [2, undefined],
      [2, 0],
    ]);
  });

  it('takes the top for the root', async () => {
    const { tree } = await read([{ path: './', type: '5', mode: 0o751 }]);
    expect(tree.root?.mode).toBe(0o751);
  });
});

describe('hard links with and without data', () => {
  const zeros = `${'\0'.repeat(512)}hello`;
  const onlyZeros = '\0'.repeat(2000);
  const inner = tarOf([{ path: 'secret', content: 'x' }]).toString('latin1');
  it.each<[string, string, TarMember, TarMember[], string[]]>([
    ['a header follows at once', 'aaaaa', { path: 'l', size: 5 }, [{ path: 'b' }], ['a', 'b', 'l']],
    [
      'headers follow at once and where data would end',
      'a'.repeat(1024),
      { path: 'l', size: 1024 },
      [{ path: 'b', content: 'b' }, { path: 'c' }],
      ['a', 'b', 'c', 'l'],
    ],
    ['the end follows at once', 'aaaaa', { path: 'l', size: 5 }, [], ['a', 'l']],
    ['data that begins with zeros', zeros, { path: 'l', content: zeros }, [{ path: 'b' }], ['a', 'b', 'l']],
    [
      'data of another size that begins with zeros',
      'x',
      { path: 'l', content: zeros },
      [{ path: 'b' }],
      ['a', 'b', 'l'],
    ],
    ['data of zeros', onlyZeros, { path: 'l', content: onlyZeros }, [{ path: 'b' }], ['a', 'b', 'l']],
    ['data that is an archive', inner, { path: 'l', content: inner }, [{ path: 'b' }], ['a', 'b', 'l']],
    [
      'an archive of a pax archive',
      'x',
      { path: 'l', content: inner, pax: { comment: 'x' } },
      [{ path: 'b' }],
      ['a', 'b', 'l'],
    ],
  ])('%s', async (_, content, link, rest, names) => {
    const { entries, notices } = await read([{ path: 'a', content }, { type: '1', target: 'a', ...link }, ...rest]);
    expect(Object.keys(entries)).toEqual(names);
    expect(entries.l?.content).toBe(link.content ?? content);
    expect(notices).toEqual([]);
  });

  it('with data it is the file', async () => {
    const { entries } = await read([
      { path: 'a', content: 'old' },
      { path: 'l', type: '1', target: 'a', content: 'new' },
    ]);
    expect([entries.a?.content, entries.l?.content]).toEqual(['new', 'new']);
  });
});

describe('sparse files', () => {
  const pieces = { 'GNU.sparse.size': '10', 'GNU.sparse.numblocks': '2' };
  it.each<[string, TarMember]>([
    ['0.1', { path: 'x', content: 'abcd', pax: { ...pieces, 'GNU.sparse.map': '1,2,6,2', 'GNU.sparse.name': 's' } }],
    [
      '1.0',
      {
        path: 'x',
        content: `${'2\n1\n2\n6\n2\n'.padEnd(512, '\0')}abcd`,
        pax: { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '10', 'GNU.sparse.name': 's' },
      },
    ],
  ])('%s are filled with zeros', async (_, member) => {
    expect((await read([member, { path: 't' }])).entries.s?.content).toBe('\0ab\0\0\0cd\0\0');
  });

  it.each(['1,2,2,2', '1,2,6,20', '1,2,6', '1,3,6,2', 'a,b'])('are refused where the map is wrong: %s', async (map) => {
    const member = { path: 'x', content: 'abcd', pax: { ...pieces, 'GNU.sparse.map': map } };
    await expect(read([member])).rejects.toThrow('the map of the sparse file “x” is wrong');
  });

  it('of more than there is room for are refused', async () => {
    const archive = tarOf([
      {
        path: 'x',
        content: 'ab',
        pax: { 'GNU.sparse.size': '9000000000000000', 'GNU.sparse.numblocks': '1', 'GNU.sparse.map': '1,2' },
      },
    ]);
    await expect(readBytes(archive, 'x.tar')).rejects.toThrow('has more in it than there is room for');
  });
});

describe('damaged and cut off archives', () => {
  const whole = tarOf([
    { path: 'a', content: 'x'.repeat(700) },
    { path: 'b', content: 'y', pax: { comment: 'z' } },
  ]);

  it('say within what they end, at every length', async () => {
    for (let length = 1; length < whole.length - 2 * 512; length++) {
      const cut = readBytes(whole.subarray(0, length), 'x.tar');
      // Between two members nothing is missing that anybody could know of.
      if (length >= 512 + 700 && length <= 512 + 1024) expect((await cut).notices).toEqual(['archive-ended x.tar']);
      else if (length >= whole.length - 3 * 512 + 1) expect((await cut).entries.b?.content).toBe('y');
      else await expect(cut).rejects.toThrow(/“x.tar” is (cut off|damaged)/);
    }
  });

  it('say behind what a header is wrong', async () => {
    const damaged = Buffer.from(whole);
    damaged[512 + 1024 + 3] = 1;
    await expect(readBytes(damaged, 'x.tar')).rejects.toThrow('what stands behind “a” is no header of a tar archive');
  });

  it.each([
    [Buffer.from('hello'), /is cut off/],
    [Buffer.alloc(1000, 'hello'), /begins as no archive does/],
    [Buffer.alloc(0), /is empty/],
    [gzipSync(whole).subarray(0, 50), /7-Zip is asked for/],
  ])('what is none is none: %#', async (bytes, said) => {
    await expect(readBytes(bytes, 'x.tar')).rejects.toThrow(said);
  });

  it('tell what stands behind the end', async () => {
    for (const between of [0, 2 ** 20 + 1024]) {
      const more = tarOf([{ path: 'more' }]);
      const { notices } = await readBytes(Buffer.concat([whole, Buffer.alloc(between), more]), 'x.tar');
      expect(notices).toEqual(['archive-rest x.tar']);
    }
  });
});

const name = fc
  .string({ unit: fc.constantFrom('a', 'b', 'ü', ' ', '.', '\\', '世'), minLength: 1, maxLength: 12 })
  .filter((text) => text !== '.' && text !== '..');
const member = fc.record({
  path: fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/')),
  type: fc.constantFrom('0', '5', '2', '6'),
  content: fc.string({ unit: 'binary-ascii', maxLength: 1500 }),
  mode: fc.integer({ min: 0, max: 0o7777 }),
});

describe('any tree', () => {
  const KINDS = { '0': file, '5': directory, '2': symbolicLink, '6': pipe };
  const written = ({ path, type, content, mode }: { path: string; type: string; content: string; mode: number }) => ({
    path: Buffer.from(path).toString('latin1'),
    type,
    mode,
    pax: { path },
    ...(type === '0' ? { content } : {}),
    ...(type === '2' ? { target: 'somewhere' } : {}),
  });
  // Each path stands for itself, and none for a folder of another.
  const tree = fc.uniqueArray(member, { selector: ({ path }) => path.split('/')[0], maxLength: 12 });

  it('comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (members) => {
        const bytes = tarOf(
          members
            .map(written)
            .map(({ pax, ...rest }) => ({ ...rest, path: rest.path.slice(0, 99), pax: { path: latin(pax.path) } })),
        );
        for (const archive of [bytes, gzipSync(bytes)]) {
          const { entries, notices } = await readBytes(archive, 'x.tar');
          expect(notices).toEqual([]);
          for (const { path, type, content, mode } of members) {
            const expected = { kind: KINDS[type as keyof typeof KINDS], mode };
            expect(entries[path]).toMatchObject(type === '0' && content !== '' ? { ...expected, content } : expected);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is read, or refused with a sentence, whatever becomes of its bytes', async () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(tree, change, fc.nat(), async (members, changes, cut) => {
        const bytes = tarOf(
          members.map(written).map(({ pax: _, ...rest }) => ({ ...rest, path: rest.path.slice(0, 99) })),
        );
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const archive = bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : undefined);
        await readBytes(archive, 'x.tar', 2 ** 20).catch((error: Error) => {
          expect(error.name === 'ArchiveError' || error.message === '7-Zip is asked for', error.stack).toBe(true);
          expect(error.message).not.toMatch(/defect/);
        });
      }),
      { numRuns: 400 },
    );
  });
});

const latin = (text: string) => Buffer.from(text).toString('latin1');
