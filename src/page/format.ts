/** Numbers, sizes, times and names as people read them, in the language of the page. */
import { locale } from './language';

/** Formats cost more to make than to use: each is made when it is first used. */
function kept<Options, Format>(make: new (locale: string, options: Options) => Format): (options: Options) => Format {
  const formats = new Map<string, Format>();
  return (options) => {
    const key = locale.value + JSON.stringify(options);
    const format = formats.get(key) ?? new make(locale.value, options);
    formats.set(key, format);
    return format;
  };
}

const numbers = kept<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat);
const dates = kept<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat);
const plurals = kept<Intl.PluralRulesOptions, Intl.PluralRules>(Intl.PluralRules);
const relativeTimes = kept<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(Intl.RelativeTimeFormat);

/** The form that the language has for a number of things; it has at least `other`. */
export function pluralForm<Form>(
  count: number,
  forms: { other: Form } & { [Rule in Intl.LDMLPluralRule]?: Form },
): Form {
  return forms[plurals({}).select(count)] ?? forms.other;
}

/** A number of things: 1,234 files. */
export function formatCounted(
  count: number,
  forms: { other: string } & { [Rule in Intl.LDMLPluralRule]?: string },
): string {
  return `${formatCount(count)} ${pluralForm(count, forms)}`;
}

/** A time gone by or to come: 3 hours ago. */
export function formatRelative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  return relativeTimes({ numeric: 'auto' }).format(value, unit);
}

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'];

/** A count: 12,345. */
export function formatCount(count: number): string {
  return numbers({ maximumFractionDigits: 0 }).format(count);
}

/** A size in decimal units with three digits: 375 kB, 4.1 GB. */
export function formatSize(byteLength: number): string {
  let power = 0;
  let value = byteLength;
  // 999.5 and more would be rounded to 1,000 of the smaller unit.
  while (value >= 999.5 && power < SIZE_UNITS.length - 1) {
    value /= 1000;
    power++;
  }
  return inUnit(value, SIZE_UNITS[power], { maximumSignificantDigits: 3 });
}

/** A size to the last byte: 374,784 bytes. */
export function formatBytes(byteLength: number): string {
  return inUnit(byteLength, 'byte');
}

/** A number with its unit, in short but for bytes. */
function inUnit(value: number, unit: string | undefined, options?: Intl.NumberFormatOptions): string {
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return numbers({ style: 'unit', unit, unitDisplay, ...options }).format(value);
}

/** A fraction between 0 and 1 as per cent, never 100 % before the end. */
export function formatFraction(fraction: number): string {
  return numbers({ style: 'percent' }).format(Math.min(Math.floor(fraction * 100) / 100, 1));
}

/** A share as per cent, in whole ones; what is less than half of one is said to be less than one. */
export function formatShare(share: number): string {
  const percent = (value: number) => numbers({ style: 'percent' }).format(value);
  return share > 0 && share < 0.005 ? `<\u2009${percent(0.01)}` : percent(share);
}

/** A time left, coarse enough not to jitter: 8 s, 25 s, 3 min, 1 h 20 min. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 55) return inUnit(seconds < 10 ? seconds : Math.ceil(seconds / 5) * 5, 'second');
  const minutes = Math.ceil(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && inUnit(hours, 'hour'), rest > 0 && inUnit(rest, 'minute')].filter(Boolean).join(' ');
}

const DAY_AND_TIME = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** A span of time (Unix milliseconds): only its hours when all of it is of the day of `now`. */
export function formatSpan(first: number, last: number, now: number): string {
  const isToday = new Date(first).toDateString() === new Date(now).toDateString();
  return dates(isToday ? { timeStyle: 'short' } : DAY_AND_TIME).formatRange(first, last);
}

/** A day (Unix milliseconds). */
export function formatDay(time: number): string {
  return dates({ dateStyle: 'medium' }).format(time);
}

/** A day and a time (Unix milliseconds). */
export function formatDateAndTime(time: number): string {
  return dates(DAY_AND_TIME).format(time);
}

/** Permission bits as `ls` shows them: rwxr-xr-x. */
export function formatMode(mode: number): string {
  const letters = [...'rwxrwxrwx'].map((letter, at) => ((mode >> (8 - at)) & 1 ? letter : '-'));
  // Set-user-ID, set-group-ID and the sticky bit stand in place of the x of each.
  for (const [bit, at, letter] of [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ] as const) {
    if (mode & bit) letters[at] = letters[at] === 'x' ? letter : letter.toUpperCase();
  }
  return letters.join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\x00-\x1f\x7f]/g;
/** Characters that turn the writing around, and with it what looks like a name's extension. */
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/;

/**
 * A name from a disk as it may be shown: control characters become their pictures (␊ for a line feed), and those
 * that only turn the direction of the text are spelled out.
 */
export function showName(name: string): string {
  return name
    .replace(CONTROLS, (control) => String.fromCharCode(control === '\x7f' ? 0x2421 : 0x2400 + control.charCodeAt(0)))
    .replace(DIRECTIONS, (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase()}⟩`);
}

/**
 * A name inside a sentence that cannot hold elements (a label, a title): as {@link showName}, and one that is
 * written right to left stands between isolates, so that it cannot reorder the words around it.
 */
export function quoteName(name: string): string {
  const shown = showName(name);
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}
