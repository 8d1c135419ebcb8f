// Images in the Linux kernel: `npm run test:kernel`, or `npm run test:kernel -- FOLDER` with boot/ and lib/modules/ in it.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { findProgram } from '../tools/programs.mjs';
import { buildEncoder } from '../tools/wasm.mjs';

for (const program of ['qemu-system-x86_64', 'busybox']) {
  if (findProgram([program])) continue;
  console.error(`${program} is not installed (Debian: qemu-system-x86, busybox-static).`);
  process.exit(1);
}
await buildEncoder();
const path = fileURLToPath(new URL('kernel.ts', import.meta.url));
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
await module.testKernel(process.argv[2] ?? '/');
