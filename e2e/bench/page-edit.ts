/** Edits of a hundred thousand files: how long until the page shows the new size. */
import type { Page } from 'playwright';
import type { Case, Setting } from './cases';
import { whenKnown } from './download';
import { limited, showMilliseconds } from './measure';
import { processorTime } from './page-tasks';
import type { Row } from './report';
import { repeatSynthetic, type SyntheticShape } from './synthetic';

const HUNDRED_THOUSAND: SyntheticShape = { files: 100_000, folders: 200 };
const LONGEST_EDIT = 100;
const ROW = '.tree .row';

/** The last key of an edit, or the button, and where that is; undefined: where the focus is. */
interface Press {
  selector?: string;
  key?: string;
  ctrlKey?: boolean;
}

interface Edit {
  what: string;
  /** What a person does before the last press. */
  prepare?(page: Page): Promise<void>;
  press: Press;
}

const LEAVE_OUT: Press = { selector: ROW, key: 'Delete' };
const UNDO: Press = { selector: '.contents-head .history button' };

const EDITS: readonly Edit[] = [
  { what: 'a folder of 500 left out', press: LEAVE_OUT },
  { what: 'undo of that', press: UNDO },
  {
    what: 'undo of the same at once, while the image before it is rendered',
    prepare: async (page) => void (await page.evaluate(pressAndWait, LEAVE_OUT)),
    press: UNDO,
  },
  {
    what: 'a folder of 500 renamed',
    prepare: async (page) => {
      await page.locator(ROW).first().press('F2');
      await page.locator('.rename input').fill(`another name ${Date.now()}`);
    },
    press: { selector: '.rename input', key: 'Enter' },
  },
  {
    what: 'a folder of 500 moved into another',
    prepare: async (page) => {
      await page.locator(ROW).first().press('Control+x');
      await page.locator(ROW).first().press('ArrowDown');
    },
    press: { key: 'v', ctrlKey: true },
  },
];

async function* editRows({ runs }: Setting): AsyncGenerator<Row> {
  const edits = EDITS.map((edit) => ({ ...edit, wall: [] as number[], processor: [] as number[] }));
  await repeatSynthetic(HUNDRED_THOUSAND, runs, async (opened) => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await whenKnown(page);
    await page.locator(`${ROW}:not(.placeholder)`).first().waitFor();
    // By the clock first, since tracing takes time; then once more for the processor.
    for (const { prepare, press, wall } of edits) {
      await prepare?.(page);
      wall.push(await page.evaluate(pressAndWait, press));
      await whenKnown(page);
    }
    for (const { prepare, press, processor } of edits) {
      await prepare?.(page);
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

/**
 * Runs on the page: milliseconds from a press until the frame that shows a size again that is known to be exact. The
 * page is not asked again and again meanwhile: it tells when it changes.
 */
function pressAndWait({ selector, key, ctrlKey = false }: Press): Promise<number> {
  const counts = document.querySelector('.counts');
  const pressed = selector ? document.querySelector<HTMLElement>(selector) : document.activeElement;
  if (!counts || !(pressed instanceof HTMLElement)) throw new Error('There is nothing to press.');
  const exactSize = () => counts.querySelector('span + span')?.textContent;
  const before = exactSize();
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error('No other size was shown.')), 10_000);
    let isAnother = false;
    const begun = performance.now();
    const watch = new MutationObserver(() => {
      const now = exactSize();
      isAnother ||= now !== before;
      if (!isAnother || now === undefined) return;
      watch.disconnect();
      clearTimeout(patience);
      requestAnimationFrame(() => {
        performance.mark('bench: shown');
        resolve(performance.now() - begun);
      });
    });
    watch.observe(counts, { subtree: true, childList: true, characterData: true });
    performance.mark('bench: begun');
    if (key) pressed.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
    else pressed.click();
  });
}

export const pageEditCases: readonly Case[] = [{ name: 'page-edit', rows: editRows }];
