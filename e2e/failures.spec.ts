/** What failed is told as long as it is true, and can be put away. */
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { downloadButton, dropReady, test, write } from './tools/page';

test('a failure that has mended itself is no alarm any more, and can be put away', async ({ page, folder }) => {
  const path = await write(join(folder, 'few'), { 'a.txt': 1 });
  await page.goto('./');
  await dropReady(page, path);
  for (const worker of page.workers()) {
    if ((await worker.evaluate(() => self.name)) === 'encode')
      await worker.evaluate(() => void setTimeout(() => close()));
  }
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('It works again, and nothing was lost.');
  await expect(alert).toHaveClass(/mended/);
  await expect(downloadButton(page)).toBeEnabled();
  const dismiss = alert.getByRole('button', { name: 'Dismiss' });
  await dismiss.focus();
  await page.keyboard.press('Enter');
  await expect(alert).toHaveCount(0);
  // What had the focus is gone with it.
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('an error that nobody caught is told, and can be put away', async ({ page, folder }) => {
  const path = await write(join(folder, 'few'), { 'a.txt': 1 });
  await page.goto('./');
  await dropReady(page, path);
  const alert = page.getByRole('alert');
  await page.evaluate(() => void Promise.reject(new Error('it broke')));
  await expect(alert).toContainText('Nobody expected this: it broke. What is in the image is still there.');
  await expect(downloadButton(page)).toBeEnabled();
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);
  await page.evaluate(() => {
    const error = new Error('it broke again');
    dispatchEvent(new ErrorEvent('error', { error, message: error.message, filename: `${location.origin}/x.js` }));
  });
  await expect(alert).toContainText('Nobody expected this: it broke again.');
});

test('what an extension does in the page, or the browser says of sizes, is no failure of it', async ({ page }) => {
  await page.goto('./');
  await page.evaluate(() => {
    const message = 'ResizeObserver loop completed with undelivered notifications.';
    dispatchEvent(new ErrorEvent('error', { message, filename: `${location.origin}/` }));
    dispatchEvent(new ErrorEvent('error', { message: 'odd', filename: 'chrome-extension://abc/content.js' }));
    void Promise.reject(new DOMException('The user aborted a request.', 'AbortError'));
  });
  await page.waitForTimeout(200);
  await expect(page.getByRole('alert')).toHaveCount(0);
});
