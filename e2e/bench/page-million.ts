/** The page with a million entries. */
import type { Page } from 'playwright';
import { browserMemory, type Visit } from './browser';
import type { Case, Setting } from './cases';
import { whenKnown } from './download';
import { limited, showBytes, showMilliseconds, showSeconds } from './measure';
import { tasksDuring } from './page-tasks';
import type { Row } from './report';
import { type Smoothness, scrollPage } from './scroll';
import { repeatSynthetic, type SyntheticShape } from './synthetic';

const MILLION: SyntheticShape = { files: 1_000_000, folders: 2000 };
/** All in one folder: then every entry is a row. */
const MILLION_ROWS: SyntheticShape = { files: 1_000_000, folders: 0 };
const LONGEST_FRAME = 50;
const LONGEST_BLANK = 100;

const choose = (page: Page) => page.getByRole('button', { name: 'Choose a folder' }).click();

async function* listingRows({ runs }: Setting): AsyncGenerator<Row> {
  const known: number[] = [];
  const all: number[] = [];
  const memory: number[] = [];
  await repeatSynthetic(MILLION, runs, async ({ page, devtools }) => {
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
  const listing: Scrolled[] = [];
  const encoding: Scrolled[] = [];
  const atRest: Scrolled[] = [];
  await repeatSynthetic(MILLION_ROWS, runs, async (opened) => {
    const { page } = opened;
    await choose(page);
    await page.locator('.tree .row:not(.placeholder)').first().waitFor();
    listing.push(await scroll(opened));
    await page.getByText('Working out the image').first().waitFor({ timeout: 60_000 });
    encoding.push(await scroll(opened));
    await whenKnown(page);
    atRest.push(await scroll(opened));
  });
  const passes = { 'while listing goes on': listing, 'while encoding goes on': encoding, 'at rest': atRest };
  for (const [when, runsOf] of Object.entries(passes)) {
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

export const pageMillionCases: readonly Case[] = [
  { name: 'page-million', rows: listingRows },
  { name: 'page-scroll', rows: scrollRows },
];
