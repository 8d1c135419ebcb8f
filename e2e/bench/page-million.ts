/** The page with a million entries, and edits of a hundred thousand. */
import type { Page } from 'playwright';
import { browserMemory, type Visit, visit } from './browser';
import type { Case, Setting } from './cases';
import { whenKnown } from './download';
import { limited, showBytes, showMilliseconds, showSeconds } from './measure';
import { processorTime, tasksDuring } from './page-tasks';
import type { Row } from './report';
import { type Smoothness, scrollPage } from './scroll';
import { type SyntheticShape, serveSynthetic } from './synthetic';

const MILLION: SyntheticShape = { files: 1_000_000, folders: 2000 };
/** All in one folder: then every entry is a row. */
const MILLION_ROWS: SyntheticShape = { files: 1_000_000, folders: 0 };
const HUNDRED_THOUSAND: SyntheticShape = { files: 100_000, folders: 200 };
const LONGEST_FRAME = 50;
const LONGEST_BLANK = 100;
const LONGEST_EDIT = 100;

const choose = (page: Page) => page.getByRole('button', { name: 'Choose a folder' }).click();

/** Opens the page with a synthetic folder as often as it is to be measured. */
async function repeat(shape: SyntheticShape, runs: number, work: (opened: Visit) => Promise<void>): Promise<void> {
  const site = await serveSynthetic(shape);
  for (let run = 0; run < runs; run++) await visit(site.url, work);
  await site.close();
}

async function* listingRows({ runs }: Setting): AsyncGenerator<Row> {
  const known: number[] = [];
  const all: number[] = [];
  const memory: number[] = [];
  await repeat(MILLION, runs, async ({ page, devtools }) => {
    const empty = browserMemory();
    const begun = Date.now();
    await choose(page);
    await whenKnown(page);
    const now = Date.now();
    known.push((now - ((await page.evaluate(() => window.lastEntryAt)) ?? now)) / 1000);
    all.push((now - begun) / 1000);
    await page.waitForTimeout(5000);
    await devtools.send('HeapProfiler.collectGarbage');
    memory.push((browserMemory() - empty) / MILLION.files);
  });
  const what = '1,000,000 synthetic files in 2,000 folders';
  yield limited(`${what}: last entry → image known`, known, showSeconds, 3);
  yield limited(`${what}: all of it`, all, showSeconds);
  yield limited(`${what}: memory of all processes for each entry, settled`, memory, showBytes, 700);
}

/** Milliseconds. */
interface Scrolled extends Smoothness {
  longestTask: number;
}

async function scroll(opened: Visit): Promise<Scrolled> {
  let seen: Smoothness | undefined;
  const tasks = await tasksDuring(opened, async () => {
    seen = await scrollPage(opened.page);
  });
  return { ...(seen as Smoothness), longestTask: Math.max(...tasks.map(({ processor }) => processor)) };
}

async function* scrollRows({ runs }: Setting): AsyncGenerator<Row> {
  const atRest: Scrolled[] = [];
  const atWork: Scrolled[] = [];
  await repeat(MILLION_ROWS, runs, async (opened) => {
    await choose(opened.page);
    await opened.page.locator('.tree .row:not(.placeholder)').first().waitFor();
    atWork.push(await scroll(opened));
    await whenKnown(opened.page);
    atRest.push(await scroll(opened));
  });
  for (const [when, runsOf] of [['at rest', atRest] as const, ['while listing goes on', atWork] as const]) {
    const what = `wheel, thumb and PageDown over 1,000,000 rows, ${when}`;
    const frames = runsOf.map(({ longestFrame }) => longestFrame);
    const blanks = runsOf.map(({ longestBlank }) => longestBlank);
    const tasks = runsOf.map(({ longestTask }) => longestTask);
    yield limited(`${what}: longest task of the page's thread, processor time`, tasks, showMilliseconds, LONGEST_FRAME);
    yield {
      ...limited(
        `${what}: longest frame by the clock, other programs included`,
        frames,
        showMilliseconds,
        LONGEST_FRAME,
      ),
      against: `frames over ${LONGEST_FRAME} ms: ${runsOf.map(({ longFrames }) => longFrames).join(', ')}`,
    };
    yield limited(`${what}: longest time that a row is blank`, blanks, showMilliseconds, LONGEST_BLANK);
  }
}

async function* editRows({ runs }: Setting): AsyncGenerator<Row> {
  const edits = [
    { what: 'a folder of 500 left out', press: { selector: '.tree .row', key: 'Delete' } },
    { what: 'undo of that', press: { selector: '.contents-head .history button' } },
  ].map((edit) => ({ ...edit, wall: [] as number[], processor: [] as number[] }));
  await repeat(HUNDRED_THOUSAND, runs, async (opened) => {
    const { page } = opened;
    await choose(page);
    await whenKnown(page);
    await page.locator('.tree .row:not(.placeholder)').first().waitFor();
    // By the clock first, since tracing takes time; then once more for the processor.
    for (const { press, wall } of edits) wall.push(await page.evaluate(pressAndWait, press));
    await whenKnown(page);
    for (const { press, processor } of edits) {
      processor.push(await processorTime(opened, async () => void (await page.evaluate(pressAndWait, press))));
      await whenKnown(page);
    }
  });
  for (const { what, wall, processor } of edits) {
    const shown = `100,000 files: ${what} → new size shown`;
    yield limited(`${shown}, processor time of page and workers`, processor, showMilliseconds, LONGEST_EDIT);
    yield limited(`${shown}, by the clock, other programs included`, wall, showMilliseconds, LONGEST_EDIT);
  }
}

/** Runs on the page: milliseconds from the press of a button, or of a key on something, until another size is shown and known to be exact. */
function pressAndWait({ selector, key }: { selector: string; key?: string }): Promise<number> {
  const exactSize = () => document.querySelector('.counts span + span')?.textContent;
  const before = exactSize();
  const begun = performance.now();
  performance.mark('bench: begun');
  const pressed = document.querySelector<HTMLElement>(selector);
  if (key) pressed?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  else pressed?.click();
  return new Promise((resolve) => {
    const look = () => {
      const now = exactSize();
      if (now === undefined || now === before) requestAnimationFrame(look);
      else {
        performance.mark('bench: shown');
        resolve(performance.now() - begun);
      }
    };
    look();
  });
}

export const pageMillionCases: readonly Case[] = [
  { name: 'page-million', rows: listingRows },
  { name: 'page-scroll', rows: scrollRows },
  { name: 'page-edit', rows: editRows },
];
