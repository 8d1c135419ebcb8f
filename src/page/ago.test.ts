import { expect, test } from 'vitest';
import { formatAgo } from './ago';

const now = new Date(2026, 4, 20, 15, 30).getTime();
const before = (hours: number, minutes = 0) => formatAgo(now - (hours * 60 + minutes) * 60_000, now);

test.each([
  ['this minute', before(0)],
  ['this minute', formatAgo(now + 5000, now)],
  ['1 minute ago', before(0, 1)],
  ['59 minutes ago', before(0, 59)],
  ['1 hour ago', before(1, 30)],
  ['15 hours ago', before(15)],
  ['yesterday', before(16)],
  ['yesterday', before(39)],
  ['2 days ago', before(40)],
  ['30 days ago', before(30 * 24)],
])('%s', (text, said) => expect(said).toBe(text));

test('what was a few hours ago is not yesterday, though it was before midnight', () => {
  const night = new Date(2026, 4, 20, 1, 0).getTime();
  expect(formatAgo(night - 3 * 3_600_000, night)).toBe('3 hours ago');
});
