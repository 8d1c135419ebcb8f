/** The package as npm makes it, installed into an empty folder: its command, its library and its types. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readmeExample } from './tools/readme';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const onWindows = process.platform === 'win32';
const run = (program: string, args: string[], cwd: string) =>
  execFileSync(program, args, { cwd, encoding: 'utf8', shell: onWindows });

let folder: string;
let packed: { filename: string; files: { path: string }[] };
beforeAll(() => {
  for (const file of ['isodrop.js', 'library/node.js', 'library/node.d.ts']) {
    if (!fs.existsSync(join(ROOT, 'build', file)))
      throw new Error(`There is no build/${file}: run npm run build first.`);
  }
  folder = fs.mkdtempSync(join(tmpdir(), 'isodrop-package-'));
  // What was built is taken as it is: prepack would build it anew.
  [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT));
  fs.writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`], folder);
  fs.mkdirSync(join(folder, 'my-folder'));
  fs.writeFileSync(join(folder, 'my-folder/a.txt'), 'content');
}, 60_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it('holds what it needs and nothing else, and runs nothing when it is installed', () => {
  const others = packed.files.map(({ path }) => path).filter((path) => !path.startsWith('build/library/'));
  const sevenZip = ['build/7zz-license.txt', 'build/7zz.wasm'];
  const own = ['LICENSE', 'README.md', 'build/encoder.wasm', 'build/isodrop.js', 'package.json'];
  expect(others.sort()).toEqual([...sevenZip, ...own].sort());
  expect(fs.readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['isodrop']);
  const { scripts, dependencies } = JSON.parse(
    fs.readFileSync(join(folder, 'node_modules/isodrop/package.json'), 'utf8'),
  );
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  expect(dependencies).toBeUndefined();
});

it('has the command', () => {
  const command = join(folder, 'node_modules/.bin', onWindows ? 'isodrop.cmd' : 'isodrop');
  run(command, ['-J', '-r', '-o', 'command.iso', 'my-folder'], folder);
  expect(fs.readFileSync(join(folder, 'command.iso')).toString('latin1', 0x8001, 0x8006)).toBe('CD001');
});

it('has the library, and README’s example runs', () => {
  fs.writeFileSync(join(folder, 'example.js'), readmeExample('example for Node'));
  run(process.execPath, ['example.js'], folder);
  const image = fs.readFileSync(join(folder, 'disc.iso'));
  for (const text of ['EXAMPLE', 'content', 'a.txt', 'by.txt']) expect(image.includes(text)).toBe(true);
});

it('has types for every way in which TypeScript finds them', () => {
  const script = `
    import { buildImage, type BuildOptions, type DiscImage, type ImageEntry, type NoticeCode } from 'isodrop';
    const entries: ImageEntry[] = [{ path: 'a', content: new Blob([]) }, { path: 'b', target: 'a' }, { disk: '.' }];
    const options: BuildOptions = { isoLevel: 4, isoNames: { omitVersion: true }, volumeTimes: { creation: new Date() } };
    const image: DiscImage = await buildImage(entries, options);
    const codes: NoticeCode[] = [...image.notices()].map(({ code }) => code);
    const blob: Blob = await image.blob({ signal: AbortSignal.timeout(1), onProgress: (bytes: number) => console.log(bytes, codes) });
    for await (const piece of image.stream()) console.log(blob, piece.length);
    // @ts-expect-error An entry has one content.
    await buildImage([{ path: 'a' }]);
    // @ts-expect-error There is no such level.
    await buildImage([], { isoLevel: 5 });
  `;
  fs.writeFileSync(join(folder, 'types.ts'), script);
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const inBrowser = ['--lib', 'es2023,dom,dom.iterable,dom.asynciterable', '--types', ''];
  const inNode = ['--lib', 'es2023', '--typeRoots', join(ROOT, 'node_modules/@types'), '--types', 'node'];
  for (const [resolution, surroundings] of [
    [['--module', 'nodenext', '--moduleResolution', 'nodenext'], inNode],
    [['--module', 'esnext', '--moduleResolution', 'bundler'], inBrowser],
  ] as const) {
    const options = ['--strict', '--noEmit', '--target', 'es2023', ...resolution, ...surroundings];
    expect(run(process.execPath, [tsc, ...options, 'types.ts'], folder)).toBe('');
  }
});
