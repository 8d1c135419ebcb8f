/** 7-Zip: the system's, or the one compiled to WebAssembly where there is none. */
import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import SevenZip from '7z-wasm';
import { findProgram, READERS } from '../tools/programs.mjs';

const LIMIT = 60_000;

/** Runs 7-Zip over the image that the last word names, and returns what it printed. Throws when it fails. */
export async function sevenZip(words: readonly string[]): Promise<string> {
  const program = findProgram(READERS['7-Zip']);
  if (program) {
    const options = { encoding: 'utf8', timeout: LIMIT, maxBuffer: 2 ** 27 } as const;
    const { status, stdout, stderr } = spawnSync(program, words, options);
    if (status !== 0) throw new Error(`7-Zip ended with ${status}.\n${stdout}\n${stderr}`);
    return stdout;
  }
  const printed: string[] = [];
  const seven = await SevenZip({ print: (line: string) => printed.push(line) });
  const image = words.at(-1) as string;
  seven.FS.mkdir('/image');
  seven.FS.mount(seven.NODEFS, { root: dirname(image) }, '/image');
  seven.callMain([...words.slice(0, -1), `/image/${basename(image)}`]);
  return printed.join('\n');
}
