/** Goes over all rows of the tree, by wheel, thumb and keys, and looks at every frame meanwhile. */
import type { Page } from 'playwright';

/** How it looked; milliseconds. */
export interface Smoothness {
  longestFrame: number;
  /** Frames of more than 50 ms. */
  longFrames: number;
  /** How long a row stood in sight without its content. */
  longestBlank: number;
}

declare global {
  interface Window {
    endFrameWatch: () => Smoothness;
  }
}

const WHEEL_TURNS = 100;
const THUMB_STEPS = 200;
const PAGES = 100;

export async function scrollPage(page: Page): Promise<Smoothness> {
  const tree = page.locator('.tree-scroll');
  await tree.evaluate((element) => element.scrollTo(0, 0));
  await tree.hover();
  await page.evaluate(watchFrames);
  for (let turn = 0; turn < WHEEL_TURNS; turn++) await page.mouse.wheel(0, 400);
  await tree.evaluate(dragThumb, THUMB_STEPS);
  await tree.evaluate((element) => element.scrollTo(0, 0));
  await page.locator('.tree .row[tabindex="0"]').first().focus();
  for (let press = 0; press < PAGES; press++) await page.keyboard.press('PageDown');
  return page.evaluate(() => window.endFrameWatch());
}

/** Runs on the page: a step in each frame, from the first row to the last, as a dragged thumb does it. */
async function dragThumb(element: Element, steps: number): Promise<void> {
  for (let step = 1; step <= steps; step++) {
    element.scrollTop = ((element.scrollHeight - element.clientHeight) * step) / steps;
    await new Promise(requestAnimationFrame);
  }
}

/** Runs on the page: notes each frame until `endFrameWatch` is called. */
function watchFrames(): void {
  const seen = { longestFrame: 0, longFrames: 0, longestBlank: 0 };
  let before = performance.now();
  /** Since when, by the row's number. */
  let blank = new Map<string, number>();
  let isOver = false;
  const blankRows = () => {
    const frame = document.querySelector('.tree-scroll')?.getBoundingClientRect();
    if (!frame) return [];
    const inSight = [...document.querySelectorAll('.tree .placeholder')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > frame.top && top < frame.bottom;
    });
    return inSight.map((row) => row.getAttribute('aria-rowindex') ?? '');
  };
  const look = () => {
    if (isOver) return;
    const now = performance.now();
    seen.longestFrame = Math.max(seen.longestFrame, now - before);
    if (now - before > 50) seen.longFrames++;
    before = now;
    blank = new Map(blankRows().map((row) => [row, blank.get(row) ?? now]));
    for (const since of blank.values()) seen.longestBlank = Math.max(seen.longestBlank, now - since);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.endFrameWatch = () => {
    isOver = true;
    return seen;
  };
}
