import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBLAKE3 } from 'hash-wasm';
import { expect, test } from 'vitest';
import { checksumFileName, checksumLine, checksumProgram } from './checksum-file';

test.each([
  ['sha256', 'disc.iso'],
  ['sha512', 'two words.iso'],
  ['md5', 'Ünïcode.iso'],
  ['sha256', 'back\\slash.iso'],
  ['sha512', 'line\nbreak.iso'],
  ['md5', '\\both\n.iso'],
  ['sha256', ' leading.iso'],
  ['sha256', '-c.iso'],
] as const)('the program reads a %s file of %j', (kind, name) => {
  const folder = mkdtempSync(join(tmpdir(), 'isodrop-sums-'));
  try {
    writeFileSync(join(folder, name), 'contents');
    writeFileSync(join(folder, 'sums'), checksumLine(createHash(kind).update('contents').digest('hex'), name));
    const check = () =>
      execFileSync(checksumProgram(kind), ['--status', '--strict', '-c', 'sums'], { cwd: folder, stdio: 'pipe' });
    check();
    writeFileSync(join(folder, name), 'Contents');
    expect(check).toThrow();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the file is called as the image is', () => {
  expect(checksumFileName('blake3', 'disc.iso')).toBe('disc.iso.b3');
  expect(checksumFileName('sha256', 'disc.iso')).toBe('disc.iso.sha256');
});

test('BLAKE3 is that of its test vectors', async () => {
  // The input of no bytes, of test_vectors.json in the reference implementation.
  expect((await createBLAKE3()).init().digest('hex')).toBe(
    'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262',
  );
});
