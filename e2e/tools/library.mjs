// `npm run build:library`: what `import … from 'isodrop'` finds, in build/library/: scripts, and their types.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { run } from './install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'build', 'library');

await rm(folder, { recursive: true, force: true });
await build({ root, mode: 'library', logLevel: 'warn' });
await buildTypes();

/**
 * The declarations that the library's own lead to. A package's types are read by Node's rules, which want a file's
 * whole name where the sources have none.
 */
async function buildTypes() {
  const declared = await mkdtemp(join(tmpdir(), 'isodrop-types-'));
  try {
    const options = ['--noCheck', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', root];
    if (!(await run('npx', ['tsc', ...options, '--outDir', declared], 120))) throw new Error('There are no types.');
    const waiting = [join(declared, 'src', 'library', 'node.d.ts')];
    for (const file of waiting) {
      const text = (await readFile(file, 'utf8')).replace(
        / from '(\.[^']*)'/g,
        (_, /** @type {string} */ specifier) => {
          const target = join(dirname(file), `${specifier}.d.ts`);
          if (!waiting.includes(target)) waiting.push(target);
          return ` from './${basename(specifier)}.js'`;
        },
      );
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, basename(file)), text, { flag: 'wx' });
    }
  } finally {
    await rm(declared, { recursive: true });
  }
}
