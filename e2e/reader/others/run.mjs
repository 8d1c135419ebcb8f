// `npm run compare:images -- FOLDER`: reads every image in a folder with Isodrop's reader and with all programs that are
// installed, and tells each difference: with its reason, where that is known.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name a folder with images: npm run compare:images -- FOLDER');
  process.exit(1);
}
const path = fileURLToPath(new URL('compare.ts', import.meta.url));
const rows = fileURLToPath(new URL('explained.ts', import.meta.url));
/** @type {{ module: typeof import('./compare') }} */
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
/** @type {{ module: typeof import('./explained') }} */
const { module: explained } = await runnerImport(rows, { configFile: false, logLevel: 'error' });
const IMAGE = /\.(iso|img|bin|raw|cue|nrg|cdr|toast|00?1)$/i;
let unexplained = 0;
for (const name of readdirSync(folder)
  .filter((one) => IMAGE.test(one))
  .sort()) {
  const { ours, findings, differences } = await module.compareImage(join(folder, name));
  const told =
    typeof ours === 'string' ? ours : [...ours].map(([kind, shown]) => `${kind}: ${shown.size} entries`).join(', ');
  console.log(`${name}: ${told}`);
  for (const finding of findings) console.log(`  found ${finding}`);
  for (const difference of differences) {
    const reason = explained.explanation(name, difference)?.reason;
    if (!reason) unexplained++;
    const { program, namespace, path, ours: own = 'nothing', theirs = 'nothing' } = difference;
    console.log(
      `  ${program}, ${namespace}, “${path}”: ${theirs}, and Isodrop ${own} (${reason ?? 'no reason is known'})`,
    );
  }
}
console.log(unexplained === 0 ? 'Each difference has its reason.' : `${unexplained} differences have no reason.`);
process.exit(unexplained === 0 ? 0 : 1);
