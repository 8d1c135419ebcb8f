import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kind } from '../image/tree';
import { readBytes } from './archive.fixture';
import { decodeCp437 } from './cp437';
import { crc32 } from './crc32';
import type { NameDecoding } from './member-tree';
import { type ZipMember, zipOf } from './zip.fixture';

const read = (members: readonly ZipMember[]) => readBytes(zipOf(members), 'x.zip');

describe('names', () => {
  it.each<[string, Partial<ZipMember>, string]>([
    ['UTF-8 where the entry says so', { path: 'ü' }, 'ü'],
    ['UTF-8 of Unix without saying so', { path: 'ü', wrong: { flags: 0 } }, 'ü'],
    ['code page 437 else', { path: 'ü', wrong: { flags: 0 }, host: 0 }, '├╝'],
    ['slashes for the backslashes of Windows', { path: 'a\\b', host: 0 }, 'a/b'],
    ['backslashes as they are of Unix', { path: 'a\\b' }, 'a\\b'],
    [
      'the extra field for another name',
      { path: 'x', wrong: { flags: 0 }, host: 0, extra: unicodeField('x', 'ü') },
      'ü',
    ],
    ['not one of another entry', { path: 'x', wrong: { flags: 0 }, host: 0, extra: unicodeField('y', 'ü') }, 'x'],
  ])('%s', async (_, member, path) => {
    const { entries } = await read([{ path: '', ...member, content: 'x' }]);
    expect(Object.keys(entries).at(-1)).toBe(path);
  });

  const shiftJis = (bytes: Uint8Array) => new TextDecoder('shift-jis', { fatal: true }).decode(bytes);
  const none = () => undefined;
  it.each<[string, number, string, NameDecoding | undefined, string, string[]]>([
    ['code page 437 of Windows, which is told', 0, '\x84', undefined, 'ä', ['CP437']],
    ['Latin-1 of Unix, which is told', 3, 'caf\xe9', undefined, 'café', ['Latin-1']],
    ['what the encoding says that was told', 0, '\x93\xfa\x96{', shiftJis, '日本', []],
    ['backslashes only once they are characters', 0, '\x95\\', shiftJis, '表', []],
    ['backslashes that are characters', 0, 'a\\\x95\\', shiftJis, 'a/表', []],
    ['what the encoding that was told does not have', 0, '\x84', none, 'ä', ['CP437']],
    ['ASCII without a word', 0, 'a', undefined, 'a', []],
  ])('%s', async (_, host, bytes, decode, path, taken) => {
    const archive = zipOf([{ path: bytes, isLatin1: true, wrong: { flags: 0 }, host, content: 'x' }]);
    const { entries, tree } = await readBytes(archive, 'x.zip', undefined, decode);
    expect(Object.keys(entries).at(-1)).toBe(path);
    expect(tree.notices.map(({ code, before }) => [code, before])).toEqual(
      taken.map((one) => ['archive-encoding', one]),
    );
  });

  it('of code page 437', () => {
    expect(decodeCp437(Uint8Array.of(0x41, 0x80, 0x8e, 0xe1, 0xff))).toBe('AÇÄß\u00a0');
    expect(new Set(decodeCp437(Uint8Array.from({ length: 256 }, (_, byte) => byte))).size).toBe(256);
  });
});

function unicodeField(name: string, path: string): Buffer {
  const text = Buffer.from(path);
  const field = Buffer.alloc(9 + text.length);
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(5 + text.length, 2);
  field[4] = 1;
  field.writeUInt32LE(crc32(Buffer.from(name)), 5);
  text.copy(field, 9);
  return field;
}

/** Modification and access times, as Info-ZIP writes them. */
function timesField(seconds: number): Buffer {
  const field = Buffer.from([0x55, 0x54, 9, 0, 3, ...new Uint8Array(8)]);
  field.writeInt32LE(seconds, 5);
  field.writeInt32LE(seconds, 9);
  return field;
}

function ownersField(user: bigint, group: bigint): Buffer {
  const field = Buffer.from([0x75, 0x78, 19, 0, 1, 8, ...new Uint8Array(8), 8, ...new Uint8Array(8)]);
  field.writeBigUInt64LE(user, 6);
  field.writeBigUInt64LE(group, 15);
  return field;
}

describe('entries', () => {
  it('are files, folders and links with modes', async () => {
    const { entries } = await read([
      { path: 'd/', mode: 0o041755 },
      { path: 'd/f', content: 'deflated '.repeat(50), mode: 0o104711 },
      { path: 's', content: 'stored', isStored: true },
      { path: 'l', content: 'd/f', mode: 0o120777 },
      { path: 'p', mode: 0o010600 },
      { path: 'w', content: 'of Windows', host: 0, mode: 0 },
    ]);
    expect(entries).toEqual({
      d: { kind: Kind.directory, mode: 0o1755 },
      l: { kind: Kind.symbolicLink, mode: 0o777, target: 'd/f' },
      p: { kind: Kind.pipe, mode: 0o600 },
      s: { kind: Kind.file, mode: 0o644, content: 'stored' },
      w: { kind: Kind.file, mode: undefined, content: 'of Windows' },
      'd/f': { kind: Kind.file, mode: 0o4711, content: 'deflated '.repeat(50) },
    });
  });

  it.each<[string, number, number, number]>([
    ['signed', 1907, -2_000_000_000, -2_000_000_000],
    ['signed where their own date has no such year', 1980, 0x7fffffff, 0x7fffffff],
    ['without a sign behind 2038', 2040, -2_000_000_000, 2 ** 32 - 2_000_000_000],
  ])('have times of 32 bits %s', async (_, year, written, time) => {
    const { tree } = await read([{ path: 'a', extra: timesField(written), year: Math.max(1980, year) }]);
    expect(tree.entries[0]?.attributes).toMatchObject({ modifyTime: time, accessTime: time });
  });

  it('have owners, of which images hold 32 bits', async () => {
    const { tree, notices } = await read([{ path: 'a', extra: ownersField(2n ** 32n, 7n) }]);
    expect(tree.entries[0]?.attributes).toMatchObject({ user: 65534, group: 7 });
    expect(notices).toEqual(['archive-owner a']);
  });

  it('are found behind a program that unpacks them', async () => {
    const archive = zipOf([{ path: 'a', content: 'x' }], Buffer.alloc(1000, 'program'));
    expect((await readBytes(archive, 'x.zip')).entries.a?.content).toBe('x');
  });
});

describe('what is refused', () => {
  const content = 'content of a file';
  it.each<[string, Partial<ZipMember>, RegExp]>([
    ['encrypted', { wrong: { flags: 1 } }, /“a” in “x.zip” cannot be taken: it is encrypted/],
    ['another method', { wrong: { method: 12 } }, /“a” in .* \(bzip2\)/],
    ['a wrong sum', { wrong: { crc: 1 } }, /the checksum of “a” is wrong/],
    ['a wrong sum of stored bytes', { wrong: { crc: 1 }, isStored: true }, /the checksum of “a” is wrong/],
    ['more than it says', { wrong: { bytes: 3 } }, /“a” is longer than the 3 bytes/],
    ['less than it says', { wrong: { bytes: 300 } }, /“a” has 17 bytes instead of 300/],
    ['two sizes', { wrong: { bytes: 3 }, isStored: true }, /“a” has two sizes/],
    ['no deflated stream', { wrong: { localMethod: 8, method: 8 }, isStored: true }, /“a” cannot be decompressed/],
    ['packed bytes that end too early', { wrong: { packed: 5 } }, /“a” cannot be decompressed/],
    ['packed bytes beyond the end', { wrong: { packed: 5000 } }, /is cut off: it ends within “a”/],
    ['another name where it lies', { localPath: 'b' }, /“a” is another entry where it lies/],
    ['another place', { wrong: { offset: 7 } }, /“a” is not where the list/],
    ['more than there is room for', { wrong: { bytes: 0xfffffff0 } }, /more in it than there is room for/],
  ])('%s', async (_, member, said) => {
    await expect(readBytes(zipOf([{ path: 'a', content, ...member }]), 'x.zip', 2 ** 20)).rejects.toThrow(said);
  });

  it('entries that share their bytes', async () => {
    const twice = zipOf([
      { path: 'a', content },
      { path: 'a', content, wrong: { offset: 0 } },
    ]);
    await expect(readBytes(twice, 'x.zip')).rejects.toThrow('“a” shares its bytes with another entry');
    const over = zipOf([
      { path: 'a', content, isStored: true, wrong: { packed: 40, bytes: 40 } },
      { path: 'b', content },
    ]);
    await expect(readBytes(over, 'x.zip')).rejects.toThrow('“a” shares its bytes with another entry');
  });

  it('every archive that is cut off', async () => {
    const whole = zipOf([
      { path: 'a', content },
      { path: 'b', content },
    ]);
    for (let length = 1; length < whole.length; length++) {
      await expect(readBytes(whole.subarray(0, length), 'x.zip')).rejects.toThrow(/“x.zip” is (cut off|damaged)/);
    }
  });
});

it('never gives other bytes than were packed, whatever becomes of the archive', async () => {
  const members = fc.uniqueArray(
    fc.record({
      path: fc.string({ unit: fc.constantFrom('a', 'b', 'ü'), minLength: 1, maxLength: 6 }),
      content: fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 400 }),
      isStored: fc.boolean(),
    }),
    { selector: ({ path }) => path, minLength: 1, maxLength: 5 },
  );
  const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(members, change, async (packed, changes) => {
      const archive = zipOf(packed);
      const contents = new Set(packed.map(({ content }) => content));
      for (const [at, value] of changes) archive[at % archive.length] = value;
      const found = await readBytes(archive, 'x.zip', 2 ** 20).catch((error: Error) => {
        expect(error.name, error.stack).toBe('ArchiveError');
      });
      for (const entry of Object.values(found?.entries ?? {})) {
        if (entry.kind === Kind.file) expect(contents.has(entry.content ?? '')).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});
