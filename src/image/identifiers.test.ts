import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifierNotices, isoIdentifier, jolietIdentifier, volumeNames } from './identifiers';
import { noticeSentence } from './notices';
import { DEFAULT_OPTIONS } from './options';

test.each([
  ['CDROM', 'CDROM', 'CDROM'],
  ['My Disc', 'My Disc', 'My Disc'],
  ['Fußball Été', 'Fu_ball Ete', 'Fußball Été'],
  ['写真 2024', '__ 2024', '写真 2024'],
  ['Фото', '____', 'Фото'],
  ['Йод', '___', 'Йод'],
  ['한글', '__', '한글'],
  ['e\u0301te\u0301', 'ete', 'e\u0301te\u0301'],
  ['a:b/c', 'a:b/c', 'a_b_c'],
  ['tab\there', 'tab_here', 'tab_here'],
  ['123456789012345678901234567890123', '12345678901234567890123456789012', '1234567890123456'],
  ['fifteen letters\u{1f600}', 'fifteen letters_', 'fifteen letters'],
])('the volume name “%s” is “%s” in ISO 9660 and “%s” in Joliet', (name, iso, joliet) => {
  expect(volumeNames(name)).toEqual({ iso, joliet });
});

const isForbidden = (character: string) => character < ' ' || '\x7f*/:;?\\'.includes(character);

test('identifiers fit, hold what is allowed only, and stay as they are where they can', { timeout: 60_000 }, () => {
  const text = fc.string({ unit: 'binary', maxLength: 80 });
  fc.assert(
    fc.property(text, fc.constantFrom(16, 32, 37, 128), (given, limit) => {
      const iso = isoIdentifier(given, limit);
      const joliet = jolietIdentifier(given, limit);
      expect(iso).toMatch(/^[ -~]*$/);
      expect(iso.length).toBeLessThanOrEqual(limit);
      expect(joliet.length).toBeLessThanOrEqual(limit);
      expect([...joliet].filter(isForbidden)).toEqual([]);
      expect(joliet.isWellFormed()).toBe(true);
      if (given.length <= limit && /^[ -~]*$/.test(given)) expect(iso).toBe(given);
      if (given.length <= limit && ![...given].some(isForbidden)) expect(joliet).toBe(given);
    }),
  );
});

test.each([
  [{}, []],
  [{ joliet: false, volumeName: '1234567890123456789' }, []],
  [{ volumeName: '1234567890123456789' }, ['identifier-joliet volume name']],
  [{ volumeName: 'été' }, ['identifier-primary volume name']],
  [{ volumeName: 'My disc' }, ['identifier-characters volume name']],
  [{ identifiers: { publisher: 'ACME, INC. (1999)' } }, []],
  [{ identifiers: { publisher: 'Acme' } }, ['identifier-characters publisher']],
  [{ identifiers: { copyrightFile: 'COPYING.TXT' } }, []],
  [{ identifiers: { copyrightFile: 'my copyright' } }, ['identifier-characters copyright file']],
  [
    { identifiers: { volumeSet: 'S'.repeat(129) } },
    ['identifier-primary name of the volume set', 'identifier-joliet name of the volume set'],
  ],
] as const)('%j has the notices %j', (options, expected) => {
  const notices = identifierNotices({ ...DEFAULT_OPTIONS, ...options });
  expect(notices.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
  for (const notice of notices) expect(noticeSentence(notice)).toContain(`“${notice.before}”`);
});
