/** Archives that are made here, as the own readers find them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Kind } from '../image/tree';
import { readBytes } from './archive.fixture';
import { crc32 } from './crc32';
import { joined, utf8 } from './member';
import type { OutgoingKind, OutgoingMember } from './outgoing';
import { tarEnd, tarHeader, tarPadding } from './tar-writer';
import { ZipWriter, zipHolds, zipName } from './zip-writer';

const KINDS: Readonly<Record<OutgoingKind, number>> = {
  file: Kind.file,
  'hard-link': Kind.file,
  directory: Kind.directory,
  link: Kind.symbolicLink,
  'character-device': Kind.characterDevice,
  'block-device': Kind.blockDevice,
  pipe: Kind.pipe,
};

/** A whole archive; contents are as many `x` as a member is long. */
function archive(kind: 'tar' | 'zip', members: readonly OutgoingMember[]): Uint8Array {
  const zip = new ZipWriter();
  const parts: Uint8Array[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  for (const member of members) {
    const isLink = kind === 'zip' && member.kind === 'link';
    const bytes = isLink ? (member.target as Uint8Array) : new Uint8Array(member.byteLength).fill(0x78);
    const sized = { ...member, byteLength: bytes.length };
    parts.push(kind === 'zip' ? zip.header(sized, crc32(bytes), length()) : tarHeader(member), bytes);
    if (kind === 'tar') parts.push(new Uint8Array(tarPadding(bytes.length)));
  }
  parts.push(kind === 'zip' ? zip.end(length()) : tarEnd(length()));
  return joined(parts);
}

const name = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom('a', 'ü', '日', '.', ' ', '-'), minLength: 80, maxLength: 85 }),
  )
  .map((text) => text.replace(/[\0/\\]|\p{Surrogate}/gu, '_'))
  .filter((text) => text !== '' && !/^\.+$/.test(text));
const deviceNumber = fc.oneof(fc.nat(255), fc.integer({ min: 8 ** 7 - 1, max: Number.MAX_SAFE_INTEGER }));
const member = (kinds: readonly OutgoingKind[]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    byteLength: fc.integer({ min: 0, max: 3000 }),
    mode: fc.integer({ min: 0, max: 0o7777 }),
    modified: fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: 2 ** 33, max: 2 ** 36 })),
    owner: fc.option(fc.record({ user: fc.nat(2 ** 31 - 2), group: fc.nat(2 ** 31 - 2) }), { nil: undefined }),
    target: fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => utf8(parts.join('/'))),
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
    device: fc.record({ major: deviceNumber, minor: deviceNumber }),
  });

/** Each in a folder of its own, so that none lies in a file. */
const placed = (some: readonly (Omit<OutgoingMember, 'path'> & { names: string[] })[]): OutgoingMember[] =>
  some.map(({ names, ...one }, at) => ({
    ...one,
    path: utf8([`${at}`, ...names].join('/')),
    byteLength: one.kind === 'file' ? one.byteLength : 0,
  }));

test('tar archives hold what was put into them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(member(['file', 'directory', 'link', 'character-device', 'block-device', 'pipe']), { maxLength: 8 }),
      async (some) => {
        const members = placed(some);
        const { tree, entries, notices } = await readBytes(archive('tar', members), 'x.tar');
        // Some names have characters that are told of.
        expect(notices.filter((notice) => !notice.startsWith('archive-control'))).toEqual([]);
        for (const one of members) {
          const path = new TextDecoder('utf-8', { ignoreBOM: true }).decode(one.path);
          expect(entries[path]).toMatchObject({ kind: KINDS[one.kind], mode: one.mode });
          if (one.kind === 'file') expect(entries[path]?.content ?? '').toHaveLength(one.byteLength);
          if (one.kind === 'link')
            expect(Buffer.from(entries[path]?.target ?? '', 'latin1')).toEqual(Buffer.from(one.target ?? []));
        }
        const times = new Set(tree.entries.map(({ attributes }) => attributes.modifyTime));
        const devices = tree.entries.map(({ attributes }) => attributes.device);
        for (const { kind, modified, owner, device } of members) {
          expect(times.has(modified)).toBe(true);
          if (kind.endsWith('-device')) expect(devices).toContainEqual(device);
          if (!owner) continue;
          expect(tree.entries.map(({ attributes: { user, group } }) => ({ user, group }))).toContainEqual(owner);
        }
      },
    ),
  );
});

test('zip archives hold what was put into them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(member(['file', 'directory', 'link']), { maxLength: 8 }), async (some) => {
      const members = placed(some).map((one) => ({ ...one, modified: Math.abs(one.modified % 2 ** 31) }));
      const { tree, entries, notices } = await readBytes(archive('zip', members), 'x.zip');
      expect(notices.filter((notice) => !notice.startsWith('archive-control'))).toEqual([]);
      for (const one of members) {
        const found = entries[zipName(one.path)];
        expect(found).toMatchObject({ kind: KINDS[one.kind], mode: one.mode });
        if (one.kind === 'file') expect(found?.content ?? '').toHaveLength(one.byteLength);
        if (one.kind === 'link')
          expect(Buffer.from(found?.target ?? '', 'latin1')).toEqual(Buffer.from(one.target ?? []));
      }
      const times = new Set(tree.entries.map(({ attributes }) => attributes.modifyTime));
      for (const { modified } of members) expect(times.has(modified)).toBe(true);
    }),
  );
});

test('paths have room in tar, wherever they are parted', async () => {
  for (const length of [99, 100, 101, 150, 200, 255, 256, 257, 300]) {
    for (let offset = 0; offset < 23; offset++) {
      const isSlash = (at: number) => (at + offset) % 23 === 0 && at > 0 && at < length - 1;
      const text = Array.from({ length }, (_, at) => (isSlash(at) ? '/' : 'x')).join('');
      const file: OutgoingMember = { kind: 'file', path: utf8(text), byteLength: 1, mode: 0o600, modified: 1 };
      const { entries } = await readBytes(archive('tar', [file]), 'x.tar');
      expect(entries[text], text).toMatchObject({ content: 'x', mode: 0o600 });
    }
  }
});

test('hard links lead to the file that came before', async () => {
  const file: OutgoingMember = { kind: 'file', path: utf8('a/first'), byteLength: 3, mode: 0o644, modified: 0 };
  const other: OutgoingMember = { ...file, kind: 'hard-link', byteLength: 0, path: utf8('b'), target: file.path };
  const { entries, tree } = await readBytes(archive('tar', [file, other]), 'x.tar');
  expect(entries.b).toMatchObject({ content: 'xxx' });
  expect(tree.entries.filter(({ attributes }) => attributes.linkCount === 2)).toHaveLength(2);
});

test('names that are no UTF-8 are kept in tar, however long they are', async () => {
  const path = Uint8Array.from([...utf8('x'.repeat(120)), 0xff, 0xfe]);
  const bytes = archive('tar', [{ kind: 'file', path, byteLength: 0, mode: 0o644, modified: 0 }]);
  const { tree } = await readBytes(bytes, 'x.tar');
  expect(tree.notices.map(({ code }) => code)).toEqual(['archive-encoding']);
});

test('a file over 8 GiB has its length in an extended header, and in zip64', () => {
  const file: OutgoingMember = { kind: 'file', path: utf8('a'), byteLength: 2 ** 35, mode: 0o644, modified: 0 };
  expect(Buffer.from(tarHeader(file)).toString('latin1')).toContain(`20 size=${2 ** 35}\n`);
  const zip = new ZipWriter();
  const header = Buffer.from(zip.header(file, 0, 0));
  expect(header.readUInt32LE(18)).toBe(0xffffffff);
  expect(header.readBigUInt64LE(30 + 1 + 4)).toBe(BigInt(2 ** 35));
  const end = Buffer.from(zip.end(2 ** 35 + 100));
  expect(end.readBigUInt64LE(end.indexOf('PK\x06\x06') + 48)).toBe(BigInt(2 ** 35 + 100));
});

test('a zip archive has nothing that some program takes for a way out', () => {
  expect(zipName(utf8('..\\..\\b'))).toBe('.._.._b');
  expect(zipHolds({ kind: 'pipe' })).toBe(false);
});
