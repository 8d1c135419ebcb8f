/** What the document says of itself outside of its body, in the language of the page. */
import { effect } from '@preact/signals-core';
import { LANGUAGES, language } from './language';
import { summary, workTitle } from './state';
import { titleOf } from './status';

/** Keeps the title, the language, its direction and what is said to whoever installs the page. */
export function writeDocument({ documentElement, head }: Document) {
  const manifest = head.querySelector<HTMLLinkElement>('link[rel=manifest]');
  effect(() => {
    document.title = workTitle.value ?? titleOf(summary.value);
  });
  effect(() => {
    const id = language.value;
    documentElement.lang = id;
    documentElement.dir = LANGUAGES[id].direction;
    if (manifest) manifest.href = id === 'en' ? './manifest.webmanifest' : `./manifest.${id}.webmanifest`;
  });
}
