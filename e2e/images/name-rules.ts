/** genisoimage's options for names, what each means for the encoder, and the combinations that are compared. */

import { DEFAULT_OPTIONS, type ImageOptions, type IsoNameRules, LEVEL_4 } from '../../src/image/options';
import { TranslationTable } from '../../src/image/translation-tables';

/** What an option adds to the name rules. */
const RULES: Readonly<Record<string, Partial<IsoNameRules>>> = {
  '-l': {},
  '-L': { leadingDots: true },
  '-allow-leading-dots': { leadingDots: true },
  '-allow-lowercase': { lowercase: true },
  '-allow-multidot': { multidot: true },
  '-relaxed-filenames': { relaxed: true },
  '-U': { omitPeriod: true, omitVersion: true, leadingDots: true, relaxed: true, lowercase: true, multidot: true },
  '-N': { omitVersion: true },
  '-d': { omitPeriod: true },
  '-max-iso9660-filenames': { length: 37, omitVersion: true },
  '-no-iso-translate': { noTranslate: true },
};
/** Options with which level 1 has the names of level 2. */
const LONG = ['-l', '-U', '-max-iso9660-filenames'];

/** The options of an image as genisoimage takes the words. */
export function optionsOf(words: readonly string[]): ImageOptions {
  const options: ImageOptions = { ...DEFAULT_OPTIONS, joliet: false, rockRidge: 'none' };
  const levelAt = words.indexOf('-iso-level');
  if (levelAt >= 0) options.isoLevel = Number(words[levelAt + 1]) as ImageOptions['isoLevel'];
  if (options.isoLevel === 4) Object.assign(options, LEVEL_4);
  options.isoNames = { ...options.isoNames };
  for (const word of words) {
    Object.assign(options.isoNames, RULES[word]);
    if (LONG.includes(word) && options.isoLevel === 1) options.isoLevel = 2;
    if (word === '-J') options.joliet = true;
    if (word === '-joliet-long') Object.assign(options, { joliet: true, jolietUnits: 103 });
    if (word === '-r') options.rockRidge = 'rationalized';
    if (word === '-D') options.keepDeep = true;
    if (word === '-T') options.translationTable = new TranslationTable('TRANS.TBL', true);
  }
  const ucsAt = words.indexOf('-ucs-level');
  if (ucsAt >= 0) options.jolietLevel = Number(words[ucsAt + 1]) as ImageOptions['jolietLevel'];
  return options;
}

/** Every option alone and every two together at level 1, every option alone at the others, and some crowds. */
export function combinations(): string[][] {
  const words = Object.keys(RULES);
  const found: string[][] = [[]];
  for (const [index, word] of words.entries()) {
    found.push([word]);
    for (const other of words.slice(index + 1)) found.push([word, other]);
  }
  for (const level of ['2', '3', '4']) {
    found.push(['-iso-level', level]);
    for (const word of words) found.push(['-iso-level', level, word]);
  }
  const crowd = ['-L', '-allow-lowercase', '-allow-multidot', '-relaxed-filenames', '-N', '-d'];
  for (let left = 0; left < crowd.length; left++) {
    const others = crowd.filter((_, index) => index !== left);
    found.push(others, ['-l', ...others], ['-max-iso9660-filenames', '-no-iso-translate', ...others]);
  }
  return found;
}
