/** What is in an image, extracted into a folder, against a bare page that copies the same files into one. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../tools/serve.mjs';
import { browserMemory, visit, watchMemory } from './browser';
import type { Case, Setting } from './cases';
import { whenKnown } from './download';
import { compare, limited, showMegabytes } from './measure';
import type { Row } from './report';
import { type Shape, temporaryFolder, treeOf } from './trees';

const FLOOR = fileURLToPath(new URL('floor', import.meta.url));
const PATIENCE = 1_200_000;
/** What all processes of the browser may have beyond what they have with the opened image. */
const MEMORY_LIMIT = 150e6;

function imageOf(tree: string, name: string): string {
  const image = join(temporaryFolder(), `${name}.iso`);
  const { status, stderr } = spawnSync('genisoimage', ['-quiet', '-J', '-r', '-o', image, tree], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The image could not be made.\n${stderr}`);
  return image;
}

/** Seconds from the choice of a folder, which one of the private file system stands for, until all of it is there. */
async function extract(url: string, image: string, memory?: number[]): Promise<number> {
  return visit(url, async ({ page, drop }) => {
    await drop(image);
    await whenKnown(page);
    await page.evaluate(() => {
      const showDirectoryPicker = async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('copied', { create: true });
      Object.assign(window, { showDirectoryPicker });
    });
    await page.getByRole('button', { name: 'Extract everything …' }).click();
    const before = memory && browserMemory();
    const stop = memory && watchMemory();
    const begun = performance.now();
    await page.getByRole('button', { name: 'Choose the folder …' }).click();
    await page.getByRole('region', { name: 'Extracted', exact: true }).waitFor({ timeout: PATIENCE });
    const seconds = (performance.now() - begun) / 1000;
    if (stop && before !== undefined) memory.push(stop() - before);
    return seconds;
  });
}

/** Seconds from the drop of a folder until all of it is copied. */
function copyOnFloor(url: string, path: string): Promise<number> {
  return visit(new URL('copy.html', url).href, async ({ page, drop }) => {
    await drop(path);
    await page.waitForFunction(() => document.title.startsWith('Copied in'), undefined, { timeout: PATIENCE });
    return Number.parseFloat((await page.title()).slice('Copied in '.length));
  });
}

async function* extractRows(what: string, shape: Shape, target: number | undefined, { runs }: Setting) {
  const [floor, site] = await Promise.all([serve({ root: FLOOR, headers: false }), serve()]);
  const tree = treeOf(shape);
  const image = imageOf(tree, `extracted-${shape.files}`);
  const peer = { name: 'browser floor of copying', run: () => copyOnFloor(floor.url, tree) };
  yield* await compare({
    what,
    ours: () => extract(site.url, image),
    peers: [target === undefined ? peer : { ...peer, target }],
    runs,
  });
  // Apart from the runs that are timed: reading the memory of every process takes time from them.
  const memory: number[] = [];
  await extract(site.url, image, memory);
  yield limited('the same: memory of all processes beyond the opened image', memory, showMegabytes, MEMORY_LIMIT);
  await Promise.all([floor.close(), site.close()]);
}

async function* allRows(setting: Setting): AsyncGenerator<Row> {
  const large: Shape = { files: 4, folders: 0, bytes: 500e6, kind: 'random' };
  yield* extractRows('2 GB in four files of an image → a folder', large, 1.15, setting);
  const small: Shape = { files: 10_000, folders: 100, bytes: 3000 };
  yield* extractRows('10,000 files of 3 KB of an image → a folder', small, undefined, setting);
}

export const pageExtractCases: readonly Case[] = [{ name: 'page-extract', rows: allRows }];
