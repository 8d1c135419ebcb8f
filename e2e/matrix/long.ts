/** `npm run compare -- COUNT SEED`: more cases than the tests have time for, each of a tree and options at random. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEANT } from '../images/meant-differences';
import { REFUSALS } from '../images/refusals';
import { findProgram } from '../tools/programs.mjs';
import { randomCases } from './cases';
import { compareCase } from './compare';
import { openWithPycdlib } from './pycdlib';
import { readWithAll } from './readers';
import { unsound } from './soundness';
import { Workshop } from './workshop';

const MOST_FAILURES = 10;

/** Compares so many cases and tells how they came out; the exit code is 1 where something is unexplained. */
export async function compareAtRandom(count: number, seed: number): Promise<void> {
  console.log(`${count} cases from seed ${seed}`);
  const workshop = new Workshop();
  const met = new Map<string, number>();
  let done = 0;
  let failures = 0;
  try {
    for (const { tree, lines } of randomCases(seed)) {
      workshop.add(tree);
      const images: string[] = [];
      for (const line of lines) {
        const { unexplained, met: rows, image } = await compareCase(workshop, tree, { tree: tree.name, line });
        for (const id of rows) met.set(id, (met.get(id) ?? 0) + 1);
        done++;
        if (image) {
          images.push(join(workshop.scratch, `${images.length}.iso`));
          writeFileSync(images.at(-1) as string, image);
          unexplained.push(...unsound(image, line.split(' ')), ...readWithAll(images.at(-1) as string));
        }
        if (unexplained.length === 0) continue;
        failures++;
        console.log(`\n${tree.name}, ${line || 'no option'}\n  ${unexplained.slice(0, MOST_FAILURES).join('\n  ')}`);
      }
      const refused = findProgram(['pycdlib-explorer']) ? openWithPycdlib(images) : [];
      for (const line of refused) console.log(`\n${tree.name}: ${line}`);
      failures += refused.length;
      workshop.remove(tree);
      if (done >= count || failures >= MOST_FAILURES) break;
    }
  } finally {
    workshop.close();
  }
  for (const { id } of [...MEANT, ...REFUSALS]) console.log(`${String(met.get(id) ?? 0).padStart(6)}  ${id}`);
  console.log(`${done} cases, ${failures} with something unexplained; the seed was ${seed}`);
  if (failures > 0) process.exitCode = 1;
}
