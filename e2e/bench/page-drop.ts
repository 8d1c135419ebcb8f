/** Drop to complete download against a bare page that does the least that any page must, and what it costs. */
import { fileURLToPath } from 'node:url';
import { SMALL_BYTES } from '../../src/worker/packer';
import { serve } from '../tools/serve.mjs';
import { browserMemory, browserProcessorTime, visit, watchMemory } from './browser';
import type { Case, Setting } from './cases';
import { dropAndBegin, dropAndDownload, dropOnFloor, type Parts, whenKnown } from './download';
import { compare, limited, median, showBytes, showMegabytes, showSeconds, spread } from './measure';
import { genisoimage } from './node';
import { responsiveness } from './page-tasks';
import type { Row } from './report';
import { type Shape, treeOf } from './trees';

const FLOOR = fileURLToPath(new URL('floor', import.meta.url));
/** What all processes of the browser may have beyond what they have with the empty page. */
const MEMORY_LIMIT = 150e6;
const MEMORY_RUNS = 2;
/** Milliseconds until Chromium has collected by itself what workers that have nothing more to do leave behind. */
const SETTLED = 30_000;

interface Limits {
  /** Bytes of all processes beyond the empty page. */
  memory?: number;
  /** More than the browser takes in memory: it refuses the floor's Blob, and the floor refers to the files instead. */
  isTooMuch?: boolean;
}

/** Compares with the floor and shows the parts, genisoimage's time and the memory beside it. */
async function* dropRows(what: string, shape: Shape, target: number, { runs }: Setting, limits: Limits = {}) {
  const { memory: memoryLimit, isTooMuch = false } = limits;
  const [floor, site] = await Promise.all([serve({ root: FLOOR, headers: false }), serve()]);
  const path = treeOf(shape);
  const parts: Parts[] = [];
  const memory: number[] = [];
  const floorMemory: number[] = [];
  const processor = { ours: [] as number[], floor: [] as number[] };
  const processorTime = (into: number[]) => () => {
    const before = browserProcessorTime();
    return () => void into.push(browserProcessorTime() - before);
  };
  const ours = () =>
    visit(site.url, async (opened) => {
      const stop = processorTime(processor.ours)();
      const run = await dropAndDownload(opened, path);
      stop();
      parts.push(run);
      return run.known + run.click;
    });
  const onFloor = (watch: () => () => void) => dropOnFloor(`${floor.url}${isTooMuch ? '?small=0' : ''}`, path, watch);
  // Apart from the runs that are timed: reading the memory of every process takes time from them.
  const watch = (into: number[]) => () => {
    const empty = browserMemory();
    const stop = watchMemory();
    return () => void into.push(stop() - empty);
  };
  const watched = async () => {
    await visit(site.url, async (opened) => {
      const stop = watch(memory)();
      await dropAndDownload(opened, path);
      stop();
    });
    await onFloor(watch(floorMemory));
  };
  yield* await compare({
    what,
    ours,
    peers: [
      { name: 'browser floor', run: () => onFloor(processorTime(processor.floor)), target },
      { name: 'genisoimage', run: () => genisoimage(path) },
    ],
    runs,
  });
  const [first, second] = [processor.ours.slice(1), processor.floor.slice(1)];
  yield {
    what: 'the same: processor time of all processes',
    ours: spread(first, showSeconds),
    against: `browser floor ${spread(second, showSeconds)}`,
    ratio: spread(
      first.map((seconds, run) => seconds / (second[run] as number)),
      (ratio) => ratio.toFixed(3),
    ),
  };
  const of = (part: keyof Parts) =>
    spread(
      parts.slice(1).map((run) => run[part]),
      showSeconds,
    );
  yield { what: 'drop → image known; click → complete', ours: `${of('known')}; ${of('click')}` };
  for (let run = 0; run < MEMORY_RUNS; run++) await watched();
  yield {
    ...limited('memory of all processes beyond the empty page', memory, showMegabytes, memoryLimit),
    against: `browser floor ${spread(floorMemory, showMegabytes)}`,
  };
  await Promise.all([floor.close(), site.close()]);
}

/** One drop of sparse files: seconds, and the most memory beyond the empty page. */
async function dropSparse(count: number, bytes: number, way = dropAndDownload): Promise<Parts & { memory: number }> {
  const path = treeOf({ files: count, folders: count / 100, bytes, kind: 'sparse' });
  const site = await serve();
  const dropped = await visit(site.url, async (opened) => {
    const empty = browserMemory();
    const stop = watchMemory();
    const parts = await way(opened, path);
    return { ...parts, memory: stop() - empty };
  });
  await site.close();
  return dropped;
}

/** Files just above the packing threshold, which are a part of the Blob each, against files that are packed. */
async function* thresholdRows({ runs }: Setting): AsyncGenerator<Row> {
  const files = 4000;
  const packed = [];
  const parts = [];
  for (let at = 0; at < runs; at++) {
    packed.push(await dropSparse(files, SMALL_BYTES));
    parts.push(await dropSparse(files, SMALL_BYTES + 1));
  }
  for (const [name, of] of [['known', 'drop → image known'] as const, ['click', 'click → complete'] as const]) {
    const [ours, others] = [parts, packed].map((list) => list.map((one) => one[name])) as [number[], number[]];
    const each = ((median(ours) - median(others)) / files) * 1000;
    yield {
      what: `4,000 files one byte above the packing threshold, ${of}`,
      ours: spread(ours, showSeconds),
      against: `packed, one byte less: ${spread(others, showSeconds)}`,
      ratio: `${each.toFixed(2)} ms more for each part`,
    };
  }
  const each = (list: { memory: number }[]) => median(list.map(({ memory }) => memory)) / files;
  yield {
    what: 'the same: memory for each part',
    ours: showBytes(each(parts)),
    against: `packed: ${showBytes(each(packed))}`,
  };
}

/** As many parts as somebody may have at most, downloaded only as far as to its beginning: the rest measures the disk. */
async function* partsRows(): AsyncGenerator<Row> {
  const all = await dropSparse(100_000, SMALL_BYTES + 1, dropAndBegin);
  yield {
    what: '100,000 files one byte above the packing threshold (13 GB): known; click → its download begins',
    ours: `${showSeconds(all.known)}; ${showSeconds(all.click)}`,
    against: `memory ${showMegabytes(all.memory)}`,
  };
}

/** What the page, its workers and the browser hold for a real walk. */
async function* walkRows({ runs }: Setting): AsyncGenerator<Row> {
  const count = 200_000;
  const path = treeOf({ files: count, folders: 4000, bytes: 0 });
  const site = await serve();
  const memory: number[] = [];
  for (let at = 0; at < Math.min(runs, 3); at++) {
    await visit(site.url, async ({ page, drop, devtools }) => {
      const empty = browserMemory();
      await drop(path);
      await whenKnown(page);
      await page.waitForTimeout(SETTLED);
      await devtools.send('HeapProfiler.collectGarbage');
      memory.push((browserMemory() - empty) / count);
    });
  }
  await site.close();
  yield limited(
    '200,000 empty files in 4,000 folders, settled: memory of all processes for each entry',
    memory,
    showBytes,
    2048,
  );
}

const SMALL: Shape = { files: 10_000, folders: 100, bytes: 3000 };
const MANY: Shape = { files: 100_000, folders: 2000, bytes: 100 };

export const pageDropCases: readonly Case[] = [
  { name: 'page-small', rows: (setting) => dropRows('10,000 files of 3 KB', SMALL, 1.1, setting) },
  { name: 'page-small-tasks', rows: (setting) => responsiveness('10,000 files of 3 KB', treeOf(SMALL), setting.runs) },
  { name: 'page-many', rows: (setting) => dropRows('100,000 files in 2,000 folders', MANY, 1.1, setting) },
  { name: 'page-many-tasks', rows: (setting) => responsiveness('100,000 files', treeOf(MANY), setting.runs) },
  {
    name: 'page-large',
    rows: (setting) => {
      const shape: Shape = { files: 4, folders: 0, bytes: 500_000_000, kind: 'random' };
      return dropRows('2 GB in four files', shape, 1.05, setting, { memory: MEMORY_LIMIT });
    },
  },
  {
    name: 'page-sparse',
    rows: (setting) => {
      const shape: Shape = { files: 10, folders: 0, bytes: setting.gigabytes * 1e8, kind: 'sparse' };
      return dropRows(`${setting.gigabytes} GB in ten sparse files`, shape, 1.05, setting, { memory: MEMORY_LIMIT });
    },
  },
  {
    name: 'page-packed',
    rows: (setting) => {
      const shape: Shape = { files: 20_000, folders: 200, bytes: 50_000 };
      return dropRows('1 GB in 20,000 files, all packed', shape, 1.1, setting, {
        memory: MEMORY_LIMIT,
        isTooMuch: true,
      });
    },
  },
  { name: 'page-threshold', rows: thresholdRows },
  { name: 'page-parts', rows: partsRows },
  { name: 'page-walk', rows: walkRows },
];
