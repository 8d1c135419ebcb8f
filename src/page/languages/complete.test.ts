/** Every language says all that English says, and nothing else. */
import { expect, test } from 'vitest';
import { FIELDS } from '../../command/fields';
import { LANGUAGE_IDS, speakAll, speakFirst, spoken } from '../language';
import { texts as first } from '../texts';
import { texts as about } from '../texts-about';
import { texts as cloud } from '../texts-cloud';
import { texts as disc } from '../texts-disc';
import { texts as edits } from '../texts-edits';
import { texts as extract } from '../texts-extract';
import { texts as images } from '../texts-images';
import { texts as later } from '../texts-later';
import { texts as look } from '../texts-look';
import { texts as needs } from '../texts-needs';
import { texts as notices } from '../texts-notices';
import { texts as options } from '../texts-options';
import { texts as presets } from '../texts-presets';
import { texts as saving } from '../texts-saving';
import { texts as sayings } from '../texts-sayings';
import { texts as volume } from '../texts-volume';
import { texts as worlds } from '../texts-worlds';
import type { PartId } from './words';

const ENGLISH: Record<PartId, object> = {
  first,
  about,
  cloud,
  disc,
  edits,
  images,
  extract,
  later,
  look,
  needs,
  notices,
  options,
  presets,
  saving,
  sayings,
  volume,
  worlds,
};

/** English has no words of its own for these: the command and the encoder have. */
const OWN = /^(options\.help|later\.failure\.says)\./;
/** Nor has a notice a severity in words. */
const NO_WORDS = /^notices\..+\.severity$/;

/** The names of all texts in it. Where English makes a text of something, so does every language. */
function namesIn(texts: object, path: string): string[] {
  return Object.entries(texts).flatMap(([name, value]) => {
    const at = `${path}.${name}`;
    const isMore = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMore ? namesIn(value, at) : [`${at}: ${typeof value}`];
  });
}

const named = (words: object) =>
  Object.entries(words)
    .flatMap(([part, texts]) => namesIn(texts, part))
    .filter((name) => !OWN.test(name) && !NO_WORDS.test(name.replace(/:.*/, '')))
    .sort();

const others = LANGUAGE_IDS.filter((id) => id !== 'en');

/** What is read from texts now: the names of English, and what is said for them. */
const said = () => Object.entries(ENGLISH).map(([part, texts]) => [part, texts] as const);

test.each(others)('%s says all that English says', async (id) => {
  spoken.value = { id: 'en', words: {} };
  const english = named(Object.fromEntries(said()));
  expect(english.length).toBeGreaterThan(500);
  await speakFirst(id);
  await speakAll();
  expect(named(spoken.value.words)).toEqual(english);
});

test.each(others)('%s tells what each option is and does', async (id) => {
  await speakFirst(id);
  await speakAll();
  for (const { id: field } of FIELDS) {
    expect(spoken.value.words.options?.labels?.[field], field).toBeTruthy();
    expect(spoken.value.words.options?.help?.[field], field).toBeTruthy();
  }
});
