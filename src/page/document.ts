/** What the document says of itself outside of its body, in the language of the page. */
import { effect } from '@preact/signals-core';
import { LANGUAGES, language } from './language';
import { summary, working, workTitle } from './state';
import { titleOf } from './status';

/** Milliseconds between two titles while work goes on: with each the browser draws its own window, too. */
const TITLE_PAUSE = 1000;

/** Keeps the title, the language, its direction and what is said to whoever installs the page. */
export function writeDocument({ documentElement, head }: Document) {
  const manifest = head.querySelector<HTMLLinkElement>('link[rel=manifest]');
  let titledAt = 0;
  effect(() => {
    const title = workTitle.value ?? titleOf(summary.value);
    if (working.value && Date.now() < titledAt + TITLE_PAUSE) return;
    titledAt = Date.now();
    document.title = title;
  });
  effect(() => {
    const id = language.value;
    documentElement.lang = id;
    documentElement.dir = LANGUAGES[id].direction;
    if (manifest) manifest.href = id === 'en' ? './manifest.webmanifest' : `./manifest.${id}.webmanifest`;
  });
}
