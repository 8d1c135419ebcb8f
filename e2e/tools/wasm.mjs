// Compiles the encoder (wasm/encoder.ts, AssemblyScript) to build/encoder.wasm: `npm run build:wasm`.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const self = fileURLToPath(import.meta.url);

/** Where the compiled encoder lies. */
export const ENCODER_WASM = join(root, 'build', 'encoder.wasm');

/** Every AssemblyScript source file, as absolute paths. */
export async function encoderSources(folder = join(root, 'wasm')) {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /(?<!\.test|\.d)\.ts$/.test(name)).map((name) => join(folder, name));
}

/**
 * Whether a compiled encoder is that of the sources, by the hash of both that was written beside it. Times do not tell:
 * a file that was copied from elsewhere is newer than sources that it was not made of.
 */
export async function isUpToDate(wasm = ENCODER_WASM, folder = join(root, 'wasm')) {
  const said = await readFile(`${wasm}.hash`, 'utf8').catch(() => undefined);
  return said !== undefined && said === (await hashOf(wasm, folder).catch(() => undefined));
}

/** @param {string} wasm @param {string} folder of the sources */
async function hashOf(wasm, folder) {
  const hash = createHash('sha256');
  for (const file of [self, wasm, ...(await encoderSources(folder)).sort()]) {
    const bytes = await readFile(file);
    hash.update(`${basename(file)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * Compiles the encoder, unless what is there was made of the sources as they are. Throws the compiler's own messages.
 * @returns {Promise<boolean>} whether it compiled
 */
export async function buildEncoder() {
  if (await isUpToDate()) return false;

  const { main } = await import('assemblyscript/asc');
  const { default: binaryen } = await import('assemblyscript/binaryen');
  await mkdir(join(root, 'build'), { recursive: true });
  // Renamed when complete, so that nobody running beside us reads half a module.
  const partial = `build/encoder.${process.pid}.wasm`;
  const options = [
    '-O3',
    '--shrinkLevel',
    '1',
    '--runtime',
    'stub',
    '--importMemory',
    '--zeroFilledMemory',
    '--baseDir',
    root,
    '--outFile',
    partial,
  ];
  const { error, stderr } = await main(['wasm/encoder.ts', ...options]);
  if (error) throw new Error(`The encoder does not compile.\n${stderr.toString() || error.message}`);
  // The compiler has inlined what speed needs; what is left is made small, which costs no speed.
  const module = binaryen.readBinary(await readFile(join(root, partial)));
  const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | SignExt);
  binaryen.setZeroFilledMemory(true);
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  binaryen.setAlwaysInlineMaxSize(2);
  binaryen.setFlexibleInlineMaxSize(20);
  binaryen.setOneCallerInlineMaxSize(-1);
  module.optimize();
  module.runPasses(['reorder-functions', 'reorder-locals']);
  await writeFile(join(root, partial), module.emitBinary());
  module.dispose();
  await rename(join(root, partial), ENCODER_WASM);
  await writeFile(join(root, `${partial}.hash`), await hashOf(ENCODER_WASM, join(root, 'wasm')));
  await rename(join(root, `${partial}.hash`), `${ENCODER_WASM}.hash`);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const compiled = await buildEncoder().catch((/** @type {Error} */ error) => {
    console.error(error.message);
    process.exit(1);
  });
  const { size } = await stat(ENCODER_WASM);
  console.log(`build/encoder.wasm: ${size.toLocaleString('en')} bytes${compiled ? '' : ', up to date'}`);
}
