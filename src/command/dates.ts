import { UsageError } from './usage-error';

/** A date that was given. */
export interface DateStamp {
  /** Whole Unix seconds. */
  seconds: number;
  /** Hundredths of a second that were given as well. */
  hundredths: number;
}

const FORM =
  /^(?<year>\d{4}|\d\d(?=[/-]))(?:[/-]?(?<month>\d\d)(?:[/-]?(?<day>\d\d)(?: ?(?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d))?)?)?)?)?(?:\.(?<hundredths>\d\d))?(?: ?(?<sign>[+-])(?<zoneHours>\d\d)(?<zoneMinutes>\d\d))?$/;
/** xorriso's form: sixteen digits in UTC, the last two hundredths of a second. */
const XORRISO_FORM = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/**
 * Reads a date as mkisofs writes it, `YYYY[MM[DD[hh[mm[ss]]]]][.cc][±hhmm]`, local time unless there is an offset
 * from Greenwich, with `/`, `-`, `:` and spaces where people put them; or the sixteen digits of xorriso, in UTC.
 * Throws a `UsageError` that names the option.
 */
export function readDate(option: string, text: string): DateStamp {
  const date = isXorrisoDate(text) ? readXorrisoDate(text) : readMkisofsDate(text);
  if (date) return date;
  throw new UsageError(
    `${option} “${text}” is not a date. Write YYYYMMDDhhmmss, with +hhmm or -hhmm behind it unless it is local time.`,
  );
}

/** Whether a date has xorriso's form. */
export function isXorrisoDate(text: string): boolean {
  return XORRISO_FORM.test(text);
}

function readXorrisoDate(text: string): DateStamp | undefined {
  const [year, month, day, hour, minute, second, hundredths] = (XORRISO_FORM.exec(text) ?? []).slice(1).map(Number);
  const fields = [year, month, day, hour, minute, second] as Fields;
  return existing(fields, utc(fields), hundredths as number);
}

function readMkisofsDate(text: string): DateStamp | undefined {
  const groups = FORM.exec(text)?.groups;
  if (!groups) return undefined;
  const number = (name: string, otherwise: number) => (groups[name] === undefined ? otherwise : Number(groups[name]));
  const given = number('year', 0);
  const year = groups.year?.length === 2 ? given + (given < 69 ? 2000 : 1900) : given;
  const fields: Fields = [
    year,
    number('month', 1),
    number('day', 1),
    number('hour', 0),
    number('minute', 0),
    number('second', 0),
  ];
  const hundredths = number('hundredths', 0);
  if (groups.sign === undefined) return existing(fields, local(fields), hundredths);
  const minutes = number('zoneHours', 0) * 60 + number('zoneMinutes', 0);
  // Offsets are recorded in quarters of an hour, from -48 to 52 (ECMA-119 8.4.26.1).
  const offset = groups.sign === '-' ? -minutes : minutes;
  if (number('zoneMinutes', 0) > 59 || minutes % 15 !== 0 || offset < -720 || offset > 780) return undefined;
  return existing(fields, utc(fields) - offset * 60, hundredths);
}

/** Year, month from 1, day, hour, minute, second. */
type Fields = [number, number, number, number, number, number];

/** A date whose fields are within their bounds; undefined for 30 February. */
function existing(fields: Fields, seconds: number, hundredths: number): DateStamp | undefined {
  const [year, month, day, hour, minute, second] = fields;
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  const exists =
    month >= 1 && month <= 12 && day >= 1 && day <= last.getUTCDate() && hour < 24 && minute < 60 && second < 60;
  return exists ? { seconds, hundredths } : undefined;
}

function utc([year, month, day, hour, minute, second]: Fields): number {
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second) / 1000;
}

function local([year, month, day, hour, minute, second]: Fields): number {
  const date = new Date(0);
  date.setFullYear(year, month - 1, day);
  return date.setHours(hour, minute, second, 0) / 1000;
}
