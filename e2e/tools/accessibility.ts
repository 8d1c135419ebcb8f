/** Rules of accessibility, by axe-core in the page that is tested. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import { expect, type Page } from 'playwright/test';

const SCRIPT = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/**
 * No rule of accessibility is broken in the state that the page is in.
 *
 * axe-core runs as it is: with `@axe-core/playwright`, which brings what frames say together in a page of its own, each
 * look takes five times as long, and the page has no frames.
 * @param within a selector of what is looked at, if not all of the page
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SCRIPT);
  const found = await page.evaluate(async (selector) => {
    // Colours on their way from one to the other are nobody's.
    for (const motion of document.getAnimations()) if (motion instanceof CSSTransition) motion.finish();
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await run(selector ?? document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
  }, within);
  expect(found).toEqual([]);
}

/** The same on light and on dark. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page);
  }
}
