/** Existing images on the page: from the drop until all of it is listed, and until the image made of it is known. */
import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS } from '../../src/image/options';
import { ImageTree } from '../../src/image/tree';
import { serve } from '../tools/serve.mjs';
import { type Visit, visit } from './browser';
import type { Case, Setting } from './cases';
import { limited, showMilliseconds } from './measure';
import { processorTime } from './page-tasks';
import type { Row } from './report';
import { temporaryFolder, treeOf } from './trees';

/** Milliseconds. */
const LONGEST_OPENING = 100;
const LONGEST_LISTING = 1000;
const BLOCK_BYTES = 2048;
const GIGABYTE = 1e9;

const FILES = 100_000;
const LARGE_FILES = 10;
const LARGE_BYTES = 10 * GIGABYTE;

function imageOfMany(): string {
  const image = join(temporaryFolder(), 'many.iso');
  const tree = treeOf({ files: FILES, folders: 2000, bytes: 100 });
  const { status, stderr } = spawnSync('genisoimage', ['-quiet', '-J', '-r', '-o', image, tree], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The image could not be made.\n${stderr}`);
  return image;
}

/** An image of files of zeros, which takes no room on the disk. */
function sparseImage(): string {
  const tree = new ImageTree();
  for (let file = 0; file < LARGE_FILES; file++) {
    const content = { byteLength: LARGE_BYTES, store: 0, offset: 0 };
    tree.addFile(0, `large${file}.bin`, { modifyTime: 1_700_000_000 }, content);
  }
  const module = new WebAssembly.Module(readFileSync('build/encoder.wasm'));
  const encoder = new Encoder(module, buildManifest(tree, { ...DEFAULT_OPTIONS, isoLevel: 3 }).bytes);
  const { blocks, metadataBlocks } = encoder.layout;
  const image = join(temporaryFolder(), 'sparse.iso');
  const file = openSync(image, 'w');
  writeSync(file, encoder.render(0, metadataBlocks));
  ftruncateSync(file, blocks * BLOCK_BYTES);
  closeSync(file);
  return image;
}

/** Milliseconds since the drop. */
interface Opened {
  /** The first row is there. */
  shown: number;
  /** All entries are counted. */
  listed: number;
  known: number;
}

/** Runs on the page: notes when what is looked for is there. */
function watchOpening(files: string): void {
  const times: Partial<Opened> = {};
  window.addEventListener('drop', () => performance.mark('bench: begun'), { capture: true });
  const look = () => {
    const at = Date.now();
    if (document.querySelector('.tree .row:not(.placeholder)')) times.shown ??= at;
    if (!times.listed && document.querySelector('.counts')?.textContent?.startsWith(files)) {
      performance.mark('bench: shown');
      times.listed = at;
    }
    if (document.querySelector<HTMLButtonElement>('button#download')?.disabled === false) times.known ??= at;
    if (Object.keys(times).length < 3) requestAnimationFrame(look);
  };
  Object.assign(window, { opening: times });
  look();
}

const PATIENCE = 300_000;

function open(url: string, image: string, files: number): Promise<Opened> {
  return visit(url, (opened) => dropAndWait(opened, image, files));
}

async function dropAndWait({ page, drop }: Visit, image: string, files: number): Promise<Opened> {
  await page.evaluate(watchOpening, `${files.toLocaleString('en')} files`);
  const begun = Date.now();
  await drop(image);
  await page.waitForFunction(() => Object.keys(window.opening).length === 3, undefined, { timeout: PATIENCE });
  return since(begun, page);
}

/** Milliseconds of the page and its workers from the drop until all is listed: some of them at the same time. */
function processorTimeOf(url: string, image: string, files: number): Promise<number> {
  return visit(url, (opened) => processorTime(opened, async () => void (await dropAndWait(opened, image, files))));
}

async function since(begun: number, page: Page): Promise<Opened> {
  const { shown, listed, known } = await page.evaluate(() => window.opening as Opened);
  return { shown: shown - begun, listed: listed - begun, known: known - begun };
}

declare global {
  interface Window {
    opening: Partial<Opened>;
  }
}

async function* openRows({ runs }: Setting): AsyncGenerator<Row> {
  const site = await serve();
  for (const { what, image, files, limit } of [
    { what: 'an image of 100,000 entries by genisoimage', image: imageOfMany(), files: FILES, limit: LONGEST_LISTING },
    { what: 'an image of 100 GB in ten files', image: sparseImage(), files: LARGE_FILES, limit: LONGEST_OPENING },
  ]) {
    const all: Opened[] = [];
    for (let run = 0; run < runs; run++) all.push(await open(site.url, image, files));
    const times = (of: keyof Opened) => all.map((one) => one[of]);
    yield limited(`${what}: drop → first rows`, times('shown'), showMilliseconds);
    yield limited(`${what}: drop → listed, other programs included`, times('listed'), showMilliseconds, limit);
    const processor: number[] = [];
    for (let run = 0; run < runs; run++) processor.push(await processorTimeOf(site.url, image, files));
    yield limited(`${what}: drop → listed, processor time of page and workers`, processor, showMilliseconds);
    yield limited(`${what}: drop → image known`, times('known'), showMilliseconds);
  }
  await site.close();
}

export const pageOpenCases: readonly Case[] = [{ name: 'page-open', rows: openRows }];
