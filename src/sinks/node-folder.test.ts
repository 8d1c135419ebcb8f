import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NodeFolder } from './node-folder';

const around = mkdtempSync(join(tmpdir(), 'isodrop-folder-'));
afterAll(() => rmSync(around, { recursive: true, force: true }));
const BYTES = Buffer.from('contents');
const place = (folder: NodeFolder, name: string) => folder.place(folder.root, Buffer.from(name));

test('files have their modes, whatever the mask of new files says, and their times', () => {
  const folder = new NodeFolder(join(around, 'modes'), false);
  // Twice: what a folder does with a mode is known from the second file on.
  const modes = [0o644, 0o777, 0o444, 0o644, 0o777, 0o444, 0o666, 0o000, 0o666, 0o000];
  for (const [index, mode] of modes.entries()) {
    folder.writeWhole(place(folder, `${index}`), BYTES, { mode, modified: index - 5, accessed: index });
  }
  for (const [index, mode] of modes.entries()) {
    const stats = lstatSync(join(around, 'modes', `${index}`));
    expect([index, stats.mode & 0o7777, stats.mtimeMs / 1000]).toEqual([index, mode, index - 5]);
  }
  folder.writeWhole(place(folder, 'as others'), BYTES, {});
  expect(lstatSync(join(around, 'modes', 'as others')).mode & 0o7777).toBe(0o666 & ~process.umask());
});

test.each([false, true])('what is there is refused, and links are not followed (may be replaced: %s)', (mayReplace) => {
  const name = `there ${mayReplace}`;
  const folder = new NodeFolder(join(around, name), mayReplace);
  const outside = join(around, `outside ${mayReplace}`);
  writeFileSync(outside, 'outside');
  symlinkSync(outside, join(around, name, 'link'));
  symlinkSync('nowhere', join(around, name, 'lost'));
  writeFileSync(join(around, name, 'file'), 'old');
  folder.enter(place(folder, 'folder'));
  const makers = [
    (one: string) => folder.writeWhole(place(folder, one), BYTES, { mode: 0o644 }),
    (one: string) => folder.symbolicLink(place(folder, one), Buffer.from('target'), {}),
    (one: string) => folder.link(place(folder, one), Buffer.from(outside)),
  ];
  for (const make of makers) {
    expect(() => make('folder')).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    for (const one of ['link', 'lost', 'file']) {
      if (mayReplace) make(one);
      else expect(() => make(one)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    }
  }
  expect(readFileSync(outside, 'utf8')).toBe('outside');
  if (!mayReplace) expect(readFileSync(join(around, name, 'file'), 'utf8')).toBe('old');
});
