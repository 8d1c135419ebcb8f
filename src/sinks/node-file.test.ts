import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputPlace } from './node-file';

let base: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-sink-'));
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

describe('a file', () => {
  it('has its name only when it is complete', () => {
    const output = new OutputPlace(join(base, 'x.iso')).open();
    output.write(Buffer.from('abc'));
    expect(fs.readdirSync(base)).toEqual([expect.stringMatching(/^\.isodrop-[0-9a-f]{12}\.part$/)]);
    output.write(Buffer.from('de'));
    output.finish();
    expect(fs.readdirSync(base)).toEqual(['x.iso']);
    expect(fs.readFileSync(join(base, 'x.iso'), 'utf8')).toBe('abcde');
    expect(output.written).toBe(5);
  });

  it('that failed leaves nothing, and what was there before stays', () => {
    fs.writeFileSync(join(base, 'x.iso'), 'old');
    const output = new OutputPlace(join(base, 'x.iso')).open();
    output.write(Buffer.from('abc'));
    output.discard();
    expect(fs.readdirSync(base)).toEqual(['x.iso']);
    expect(fs.readFileSync(join(base, 'x.iso'), 'utf8')).toBe('old');
  });

  it('that replaces another keeps its mode', () => {
    fs.writeFileSync(join(base, 'x.iso'), 'old');
    fs.chmodSync(join(base, 'x.iso'), 0o640);
    new OutputPlace(join(base, 'x.iso')).open().finish();
    expect(fs.statSync(join(base, 'x.iso')).mode & 0o777).toBe(0o640);
  });

  it('named by a symbolic link replaces what the link leads to', () => {
    fs.mkdirSync(join(base, 'd'));
    fs.symlinkSync('d/real.iso', join(base, 'link.iso'));
    new OutputPlace(join(base, 'link.iso')).open().finish();
    new OutputPlace(join(base, 'link.iso')).open().finish();
    expect(fs.readlinkSync(join(base, 'link.iso'))).toBe('d/real.iso');
    expect(fs.readdirSync(join(base, 'd'))).toEqual(['real.iso']);
  });

  it.skipIf(process.getuid?.() !== 0)('that replaces another keeps its owner', () => {
    fs.writeFileSync(join(base, 'x.iso'), 'old');
    fs.chownSync(join(base, 'x.iso'), 12, 34);
    new OutputPlace(join(base, 'x.iso')).open().finish();
    expect(fs.statSync(join(base, 'x.iso'))).toMatchObject({ uid: 12, gid: 34 });
  });

  it('knows itself and its temporary names', () => {
    const place = new OutputPlace(join(base, 'x.iso'));
    expect(['x.iso', '.isodrop-0123456789ab.part'].map((name) => place.isOwn(name))).toEqual([true, true]);
    expect(['X.iso', '.isodrop-1.part', 'isodrop'].map((name) => place.isOwn(name))).toEqual([false, false, false]);
  });

  it('tells how many bytes are free', () => {
    const output = new OutputPlace(join(base, 'x.iso')).open();
    expect(output.freeBytes()).toBeGreaterThan(0);
    output.discard();
  });
});

describe('a place that cannot be written', () => {
  it.each([
    ['gone/x.iso', 'ENOENT'],
    ['folder', 'EISDIR'],
    ['new folder/', 'EISDIR'],
  ])('%s is refused before anything is made', (path, code) => {
    fs.mkdirSync(join(base, 'folder'));
    expect(() => new OutputPlace(join(base, path))).toThrow(expect.objectContaining({ code }));
    expect(fs.readdirSync(base)).toEqual(['folder']);
  });
});

describe('a device', () => {
  it('is written to and stays a device', () => {
    const place = new OutputPlace('/dev/null');
    const output = place.open();
    output.write(Buffer.from('abc'));
    output.finish();
    expect(fs.statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(place.isOwn('null')).toBe(false);
  });
});
