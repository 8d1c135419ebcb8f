import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { formatCount, formatDuration, formatSize } from './format';
import { LANGUAGE_IDS, LANGUAGES, pickLanguage, pickLocale, speakAll, speakFirst, spoken } from './language';
import { STATIC_WORDS } from './languages/static';
import { localized } from './localized';
import { texts } from './texts';

afterEach(() => {
  spoken.value = { id: 'en', words: {} };
});

describe('the language', () => {
  test.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'ja-JP'], 'ja'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-SG', 'en'], 'zh-Hans'],
    [['zh'], 'zh-Hans'],
    // Traditional characters are another writing.
    [['zh-TW', 'en-US'], 'en'],
    [['zh-Hant-HK'], 'en'],
    [['fr-FR', 'it'], 'en'],
    [['not a tag', 'de'], 'de'],
    [[], 'en'],
  ] as const)('of %j is %s', (tags, language) => expect(pickLanguage(tags)).toBe(language));
});

describe('numbers and dates', () => {
  test("follow the reader's variety", () => expect(pickLocale(['de-CH', 'en-GB', 'en'], 'en')).toBe('en-GB'));
  test('follow it in other languages', () => expect(pickLocale(['en-GB', 'de-CH'], 'de')).toBe('de-CH'));
  test('follow the language itself where the reader has none', () =>
    expect(pickLocale(['de-DE', 'enm'], 'en')).toBe('en'));

  test('are those of the language that is spoken', async () => {
    await speakFirst('de');
    expect([formatCount(1_234_567), formatSize(4_100_000_000), formatDuration(3_600_000)]).toEqual([
      '1.234.567',
      '4,1\u00a0GB',
      '1 Std.',
    ]);
    expect(texts.image.counts(1, 2)).toBe('1 Datei · 2 Ordner');
    await speakFirst('ja');
    expect(texts.image.counts(1, 2)).toBe('1 個のファイル・2 個のフォルダー');
  });
});

describe('texts', () => {
  test('are in the language that is spoken, and in English where it has none', () => {
    const inner = localized('later', { kept: { explain: 'Said', isOpen: 'Open' }, rows: ['a', 'b'] });
    const said = localized('worlds', { other: 'Other' }, inner);
    spoken.value = {
      id: 'de',
      words: { later: { kept: { explain: 'Gesagt' } }, worlds: { other: 'Anderes' } } as never,
    };
    expect([said.other, said.kept, said.rows]).toEqual(['Anderes', { explain: 'Gesagt', isOpen: 'Open' }, ['a', 'b']]);
    spoken.value = { id: 'en', words: {} };
    expect([said.other, said.kept.explain]).toEqual(['Other', 'Said']);
  });

  test('of the page are all of them such texts', () => {
    const files = readdirSync('src/page').filter(
      (file) => /^texts(-\w+)?\.ts$/.test(file) && file !== 'texts-static.ts',
    );
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) expect(readFileSync(`src/page/${file}`, 'utf8'), file).toMatch(/= localized[(<]/);
  });

  test.each(LANGUAGE_IDS)('of %s begin with those of index.html', async (id) => {
    await speakFirst(id);
    await speakAll();
    expect(spoken.value.id).toBe(id);
    expect(STATIC_WORDS[id].heading).toBe(texts.empty.heading);
    expect(STATIC_WORDS[id].title).toBe(texts.title);
    expect(LANGUAGES[id].direction).toBe('ltr');
  });
});
