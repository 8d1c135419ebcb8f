/** Where the cases of the matrix are made: folders on disk, and both programs' images of them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { processIo } from '../../src/node/io';
import { run } from '../../src/node/run';
import { listsCanonically, makeTree, removeTree, scratchDirectory, type Tree } from '../images/trees';
import type { Case } from './cases';

const ENCODER = pathToFileURL(fileURLToPath(new URL('../../build/encoder.wasm', import.meta.url))).href;
const module = new WebAssembly.Module(readFileSync(new URL(ENCODER)));
const ENVIRONMENT = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
/** What genisoimage takes longer for, it never ends: the matrix' slowest takes a tenth of it. */
const LIMIT = 10_000;
const NOON = Date.UTC(2026, 10, 24, 12);

/** An image, or why there is none. */
export type Made = { image: Buffer; said: string } | { image: undefined; said: string };

/** A folder of its own for trees, lists and images. */
export class Workshop {
  readonly scratch = scratchDirectory();
  readonly #roots = new Map<string, string>();

  /** Makes a tree and the lists that options name, and returns its folder. Throws where its order is not canonical. */
  add(tree: Tree): string {
    const root = makeTree(tree, this.scratch);
    const { canonical, firstOther } = listsCanonically(Buffer.from(root));
    if (!canonical) throw new Error(`“${firstOther}” does not list in canonical order: there is nothing to compare.`);
    const lists = this.#lists(tree.name);
    mkdirSync(lists);
    const other = join(this.scratch, 'other');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(lists, 'names'), '*.txt\nb*\nfolder*\n');
    writeFileSync(join(lists, 'weights'), `${root}/* 5\n${root}/*a* 9\n${root}/*/*b* -5\n`);
    writeFileSync(join(lists, 'paths'), `${root}\n`);
    writeFileSync(join(lists, 'grafts'), `grafted/here=${root}\n`);
    this.#roots.set(tree.name, root);
    return root;
  }

  remove(tree: Tree): void {
    removeTree(this.#root(tree.name));
    rmSync(this.#lists(tree.name), { recursive: true });
    this.#roots.delete(tree.name);
  }

  #lists = (tree: string) => join(this.scratch, `lists of ${tree}`);
  #root = (tree: string) => this.#roots.get(tree) as string;

  /** The command line of a case, without the output. */
  words({ tree, line }: Case): string[] {
    const root = this.#root(tree);
    const words = line.split(' ').filter((word) => word !== '');
    const complete = words.map((word) => word.replace('@root', root).replace('@lists', this.#lists(tree)));
    if (!words.includes('-path-list')) complete.push(words.includes('-graft-points') ? `at/some/place=${root}` : root);
    return complete;
  }

  /** genisoimage's image. @param limit milliseconds, after which it is ended */
  theirs(words: readonly string[], limit = LIMIT): Made {
    const output = join(this.scratch, 'genisoimage.iso');
    const { status, signal, stderr } = spawnSync('genisoimage', ['-quiet', '-o', output, ...words], {
      env: ENVIRONMENT,
      encoding: 'utf8',
      timeout: limit,
    });
    const said = signal ? `it ended by ${signal}\n${stderr}` : stderr;
    return { image: status === 0 ? readFileSync(output) : undefined, said };
  }

  /** Isodrop's image, in this process. @param seconds when it seems to begin */
  async ours(words: readonly string[], seconds: number): Promise<Made> {
    const output = join(this.scratch, 'isodrop.iso');
    const { code, said } = await this.#run(['-o', output, ...words], seconds);
    return { image: code === 0 ? readFileSync(output) : undefined, said };
  }

  /** How many blocks Isodrop says that the image will have. */
  async printedSize(words: readonly string[]): Promise<number> {
    return Number((await this.#run(['-print-size', ...words], NOON / 1000)).printed);
  }

  async #run(argv: string[], seconds: number): Promise<{ code: number; printed: string; said: string }> {
    let printed = '';
    let said = '';
    const code = await run(argv, {
      ...processIo(ENCODER, ENCODER),
      environment: {},
      outputIsTerminal: true,
      now: () => seconds * 1000,
      loadEncoder: () => module,
      print: (text) => {
        printed += text;
      },
      log: (text) => {
        said += text;
      },
    });
    return { code, printed, said };
  }

  close(): void {
    removeTree(this.scratch);
  }
}

/** The second in which genisoimage began: it is in the primary descriptor (ECMA-119 8.4.26). */
export function beginning(image: Buffer): number {
  const digits = image.toString('latin1', 16 * 2048 + 813, 16 * 2048 + 827);
  const [, ...date] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = date.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}
