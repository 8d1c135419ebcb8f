/** The Content-Security-Policy binds the page and its workers, whether or not the host sends it as a header. */
import { expect, type Page } from 'playwright/test';
import { test } from './tools/page';
import { serve } from './tools/serve.mjs';

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
  "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/** Tries what the policy forbids. It runs inside the page or a worker, later, when Playwright's own rights are gone. */
const forbidden = (outside: string) =>
  new Promise<Record<string, string>>((done) => {
    const tried = async (work: () => unknown) => {
      try {
        await work();
        return 'allowed';
      } catch {
        return 'refused';
      }
    };
    setTimeout(async () =>
      done({
        // biome-ignore lint/security/noGlobalEval: this must be refused
        eval: await tried(() => globalThis.eval('1')),
        function: await tried(() => new Function('return 1')()),
        fetch: await tried(() => fetch(outside, { mode: 'no-cors' })),
        import: await tried(() => import('data:text/javascript,export{}' as string)),
      }),
    );
  });

const ALL_REFUSED = { eval: 'refused', function: 'refused', fetch: 'refused', import: 'refused' };

async function addSample(page: Page) {
  await page.getByRole('button', { name: /sample/i }).click();
  await expect(page.getByRole('button', { name: /^Download/ })).toBeEnabled();
}

test('the policy comes first in <head> and as a header', async ({ page, baseURL }) => {
  const response = await page.goto(baseURL ?? '');
  expect(response?.headers()['content-security-policy']).toBe(`${POLICY}; frame-ancestors 'none'`);
  const first = page.locator('head > :first-child');
  await expect(first).toHaveAttribute('http-equiv', 'Content-Security-Policy');
  await expect(first).toHaveAttribute('content', POLICY);
});

for (const headers of [false, true]) {
  test(`page and workers are bound by the policy ${headers ? 'with' : 'without'} headers`, async ({ page }) => {
    const site = await serve({ headers, base: headers ? '/' : '/some/path/' });
    // Another origin that would answer: only the policy stands in the way.
    const outside = await serve({ headers: false });
    try {
      await page.goto(site.url);
      await addSample(page);
      expect(await page.evaluate(forbidden, outside.url)).toEqual(ALL_REFUSED);
      expect(page.workers().length).toBeGreaterThan(0);
      for (const worker of page.workers()) {
        expect(await worker.evaluate(forbidden, outside.url), worker.url()).toEqual(ALL_REFUSED);
      }
    } finally {
      await site.close();
      await outside.close();
    }
  });
}
