/** How the page is drawn: any list of keys follows any other, and what stays is the same element. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, type Page } from 'playwright/test';
import { transformWithOxc } from 'vite';
import type * as Signals from '../src/page/signal';
import type * as View from '../src/page/view';
import { test } from './tools/page';

type Modules = { view: typeof View; signals: typeof Signals };
declare global {
  var drawing: Promise<Modules>;
}

/** Loads view.ts and signal.ts alone into an empty page. */
async function loadView(page: Page) {
  const script = async (name: string) => {
    const path = new URL(`../src/page/${name}.ts`, import.meta.url).pathname;
    return (await transformWithOxc(readFileSync(path, 'utf8'), path)).code;
  };
  const [signal, view] = await Promise.all([script('signal'), script('view')]);
  await page.goto('about:blank');
  await page.evaluate(
    ([signalCode, viewCode]) => {
      const url = (code: string) => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
      const signalUrl = url(signalCode as string);
      const viewUrl = url((viewCode as string).replace(/(['"])\.\/signal\1/, JSON.stringify(signalUrl)));
      globalThis.drawing = Promise.all([import(viewUrl), import(signalUrl)]).then(([view, signals]) => ({
        view,
        signals,
      }));
    },
    [signal, view],
  );
}

test('keyed elements are kept, moved, made and taken away', async ({ page }) => {
  await loadView(page);
  const keys = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 });
  const runs = fc.sample(fc.array(keys, { minLength: 2, maxLength: 8 }), { numRuns: 200, seed: 3 });
  const faults = await page.evaluate(async (sequences) => {
    const { view, signals } = await globalThis.drawing;
    const { jsx, show } = view;
    const faults: string[] = [];
    for (const sequence of sequences) {
      const place = document.createElement('div');
      document.body.replaceChildren(place);
      const list = signals.signal<number[]>([]);
      const items = () => list.value.map((key) => jsx('li', { children: String(key) }, key));
      show(() => jsx('ul', { children: [items(), jsx('p', { children: 'end' })] }), place);
      for (const wanted of sequence) {
        const first = (all: Element[]) => new Map(all.reverse().map((item) => [item.textContent, item]));
        const before = first([...place.querySelectorAll('li')]);
        list.value = wanted;
        await Promise.resolve();
        const now = [...place.querySelectorAll('li, p')].map((item) => item.textContent).join();
        if (now !== [...wanted, 'end'].join()) faults.push(`${wanted} was drawn as ${now}`);
        const after = first([...place.querySelectorAll('li')]);
        for (const [text, item] of after) {
          if (before.has(text) && before.get(text) !== item) faults.push(`${text} was made anew for ${wanted}`);
        }
      }
    }
    return faults;
  }, runs);
  expect(faults).toEqual([]);
});

test('a key counts where it stands alone, and a listener may come and go', async ({ page }) => {
  await loadView(page);
  const seen = await page.evaluate(async () => {
    const { view, signals } = await globalThis.drawing;
    const { jsx, show } = view;
    const step = signals.signal(0);
    const seen: unknown[] = [];
    const listening = () => ({ onclick: () => seen.push(`click ${step.value}`), style: { '--a': '1' } });
    const Inner = () => jsx('p', { children: String(step.value), ...(step.value % 2 === 0 ? listening() : {}) });
    const Outer = () => jsx(Inner as never, {}, step.value < 3 ? 'first' : 'second');
    show(() => jsx(Outer as never, {}), document.body);
    const first = document.querySelector('p');
    for (const next of [1, 2]) {
      first?.click();
      step.value = next;
      await Promise.resolve();
    }
    first?.click();
    seen.push(document.querySelector('p') === first);
    step.value = 3;
    await Promise.resolve();
    seen.push(document.querySelector('p') === first, document.body.textContent);
    return seen;
  });
  expect(seen).toEqual(['click 0', 'click 2', true, false, '3']);
});

test('attributes, values, listeners and components follow what is described', async ({ page }) => {
  await loadView(page);
  const seen = await page.evaluate(async () => {
    const { view, signals } = await globalThis.drawing;
    const { afterDrawing, jsx, show } = view;
    const step = signals.signal(0);
    const seen: unknown[] = [];
    const Field = ({ on }: { on: boolean }) => {
      afterDrawing(() => seen.push(document.querySelectorAll('input').length));
      return jsx('input', {
        value: 'given',
        disabled: on,
        hidden: on ? undefined : true,
        'aria-busy': on,
        style: { '--level': String(step.value) },
        onclick: () => seen.push(`click ${step.value}`),
        ref: () => seen.push('ref'),
      });
    };
    show(() => [step.value === 2 && 'text', jsx(Field as never, { on: step.value > 0 })], document.body);
    const input = document.querySelector('input') as HTMLInputElement;
    const look = () => seen.push([input.outerHTML, input.value, document.body.textContent]);
    look();
    input.value = 'typed';
    step.value = 1;
    await Promise.resolve();
    input.dispatchEvent(new Event('click'));
    look();
    step.value = 2;
    await Promise.resolve();
    seen.push(document.querySelector('input') === input, document.body.textContent);
    return seen;
  });
  expect(seen).toEqual([
    1,
    'ref',
    ['<input hidden="" aria-busy="false" style="--level: 0;">', 'given', ''],
    1,
    'click 1',
    ['<input aria-busy="true" style="--level: 1;" disabled="">', 'given', ''],
    1,
    true,
    'text',
  ]);
});
