/** Archives that are made here, as other programs unpack them. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crc32 } from '../../src/archives/crc32';
import { joined, utf8 } from '../../src/archives/member';
import type { OutgoingMember } from '../../src/archives/outgoing';
import { tarEnd, tarHeader, tarPadding } from '../../src/archives/tar-writer';
import { ZipWriter, zipHolds } from '../../src/archives/zip-writer';
import { needs } from '../images/programs';

const DEEP = `${'folder of a long name/'.repeat(12)}file`;
const FILE = { kind: 'file', byteLength: 700, mode: 0o640, modified: 1_500_000_000 } as const;
const at = (path: string, more: Partial<OutgoingMember> = {}): OutgoingMember => ({
  ...FILE,
  path: utf8(path),
  ...more,
});
const MEMBERS: OutgoingMember[] = [
  at('sub', { kind: 'directory', byteLength: 0, mode: 0o750, modified: 1_400_000_001 }),
  at('sub/file', { mode: 0o4755 }),
  at('sub/hard', { kind: 'hard-link', byteLength: 0, mode: 0o4755, target: utf8('sub/file') }),
  at('sub/empty', { byteLength: 0 }),
  at('sub/late', { modified: 2 ** 33 }),
  at('sub/early', { modified: -86_400 }),
  at('Grüße, 日本.txt', { modified: 1_600_000_001 }),
  at(DEEP),
  at('link', { kind: 'link', byteLength: 0, mode: 0o777, target: utf8('sub/file') }),
  at('far', { kind: 'link', byteLength: 0, mode: 0o777, target: utf8(DEEP) }),
  at('pipe', { kind: 'pipe', byteLength: 0, mode: 0o600 }),
];

let base: string;
beforeAll(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-written-'));
  fs.writeFileSync(join(base, 'x.tar'), tar(MEMBERS));
  fs.writeFileSync(join(base, 'x.zip'), zip(MEMBERS.filter(zipHolds)));
});
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

const content = ({ byteLength }: OutgoingMember) => new Uint8Array(byteLength).fill(0x78);

function tar(members: readonly OutgoingMember[]): Uint8Array {
  const parts = members.flatMap((one) => [tarHeader(one), content(one), new Uint8Array(tarPadding(one.byteLength))]);
  return joined([...parts, tarEnd(joined(parts).length)]);
}

function zip(members: readonly OutgoingMember[]): Uint8Array {
  const writer = new ZipWriter();
  const parts: Uint8Array[] = [];
  for (const one of members) {
    const bytes = one.kind === 'link' ? (one.target as Uint8Array) : content(one);
    parts.push(writer.header({ ...one, byteLength: bytes.length }, crc32(bytes), joined(parts).length), bytes);
  }
  return joined([...parts, writer.end(joined(parts).length)]);
}

/** Unpacks, and looks at what came of it. */
function unpacked(folder: string, program: string, ...args: string[]): void {
  const to = join(base, folder);
  fs.mkdirSync(to);
  execFileSync(program, args, { cwd: to, env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' }, stdio: 'pipe' });
}

/** What differs, as lines: nothing where all is as it was put in. @param isZip times from 1970 to 2038 alone are kept to the second */
function differences(folder: string, members: readonly OutgoingMember[], isZip = false): string[] {
  return members.flatMap((one) => {
    const path = Buffer.from(one.path).toString();
    const file = join(base, folder, path);
    const found = fs.lstatSync(file, { throwIfNoEntry: false });
    if (!found) return [`${path} is not there`];
    const lines: string[] = [];
    const expect = (what: string, is: unknown, wanted: unknown) =>
      is !== wanted && lines.push(`${path}: ${what} ${is}, not ${wanted}`);
    if (one.kind === 'link') {
      expect('target', fs.readlinkSync(file), Buffer.from(one.target ?? []).toString());
      return lines;
    }
    expect('mode', found.mode & 0o7777, one.mode);
    if (!isZip || (one.modified >= 0 && one.modified < 2 ** 31)) expect('time', found.mtimeMs / 1000, one.modified);
    if (one.kind === 'file') expect('content', fs.readFileSync(file, 'latin1'), 'x'.repeat(one.byteLength));
    if (one.kind === 'hard-link') expect('links', found.nlink, 2);
    if (one.kind === 'pipe') expect('pipe', found.isFIFO(), true);
    return lines;
  });
}

const ZIPPED = MEMBERS.filter(zipHolds);

test('GNU tar unpacks it all', (context) => {
  needs(context, 'tar');
  unpacked('tar', 'tar', '-xpf', '../x.tar', '--no-same-owner');
  expect(differences('tar', MEMBERS)).toEqual([]);
});

test('bsdtar unpacks it all, tar and zip', (context) => {
  needs(context, 'bsdtar');
  unpacked('bsdtar', 'bsdtar', '-xpf', '../x.tar', '--no-same-owner');
  expect(differences('bsdtar', MEMBERS)).toEqual([]);
  unpacked('bsdzip', 'bsdtar', '-xpf', '../x.zip', '--no-same-owner');
  expect(differences('bsdzip', ZIPPED, true)).toEqual([]);
});

test('unzip unpacks it all', (context) => {
  needs(context, 'unzip');
  // -K keeps setuid bits, as it is asked for.
  unpacked('unzip', 'unzip', '-qqK', '../x.zip');
  expect(differences('unzip', ZIPPED, true)).toEqual([]);
});

test('Python finds it whole', (context) => {
  needs(context, 'python3');
  const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))';
  const told = execFileSync('python3', ['-c', script, join(base, 'x.zip')], { encoding: 'utf8' });
  expect(told).toBe(`None ${ZIPPED.length}\n`);
});
