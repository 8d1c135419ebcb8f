/** Dates as ECMA-119 records them, in UTC: offset from Greenwich 0. Times are whole Unix seconds. */

const SECONDS_PER_DAY: i64 = 86400;
/** 1900-01-01T00:00:00Z and 2155-12-31T23:59:59Z: what a year counted from 1900 in one byte can hold. */
export const EARLIEST_TIME: f64 = -2208988800;
export const LATEST_TIME: f64 = 5869583999;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what four digits of a year can hold. */
const EARLIEST_LONG_TIME: f64 = -62135596800;
const LATEST_LONG_TIME: f64 = 253402300799;

let year: i32 = 0;
let month: i32 = 0;
let day: i32 = 0;
let secondOfDay: i32 = 0;

// The date that was recorded last, as its seven bytes: a file's record has it five times, and its neighbours often too
let recorded: f64 = NaN;
let recordedFirst: u32 = 0;
let recordedRest: u32 = 0;

/** Whether a time has a seven-byte form. */
export function isRecordable(time: f64): bool {
  return time >= EARLIEST_TIME && time <= LATEST_TIME;
}

/** Whether a time has a seventeen-byte form. */
export function isLongRecordable(time: f64): bool {
  return time >= EARLIEST_LONG_TIME && time <= LATEST_LONG_TIME;
}

/** 9.1.5: date and time of a directory record, 7 bytes. A time without such a form becomes the nearest that has. */
export function putRecordDate(at: usize, time: f64): void {
  if (time != recorded) {
    split(<i64>min(max(time, EARLIEST_TIME), LATEST_TIME));
    const second = <u32>secondOfDay;
    // years since 1900, month, day, hour; minute, second, offset from Greenwich in 15 minutes
    recordedFirst = <u32>(year - 1900) | ((<u32>month) << 8) | ((<u32>day) << 16) | ((second / 3600) << 24);
    recordedRest = ((second / 60) % 60) | ((second % 60) << 8);
    recorded = time;
  }
  store<u32>(at, recordedFirst, 0);
  store<u16>(at, <u16>recordedRest, 4);
  store<u8>(at, 0, 6);
}

/** Whether a time is one: NaN stands for none. */
export function isGiven(time: f64): bool {
  return time - time == 0;
}

/** 8.4.26.1: date and time of a volume descriptor, 17 bytes; the nearest that can be told. NaN: no date is given. */
export function putVolumeDate(at: usize, time: f64): void {
  if (!isGiven(time)) {
    memory.fill(at, 0x30, 16);
    store<u8>(at, 0, 16);
    return;
  }
  split(<i64>min(max(time, EARLIEST_LONG_TIME), LATEST_LONG_TIME));
  putDigits(at, year, 4);
  putDigits(at + 4, month, 2);
  putDigits(at + 6, day, 2);
  putDigits(at + 8, secondOfDay / 3600, 2);
  putDigits(at + 10, (secondOfDay / 60) % 60, 2);
  putDigits(at + 12, secondOfDay % 60, 2);
  putDigits(at + 14, 0, 2); // hundredths of a second
  store<u8>(at, 0, 16); // offset from Greenwich
}

function putDigits(at: usize, value: i32, digits: i32): void {
  for (let position = digits - 1; position >= 0; position--) {
    store<u8>(at + position, <u8>(0x30 + (value % 10)));
    value /= 10;
  }
}

/** Civil date of the proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March. */
function split(time: i64): void {
  let days = time / SECONDS_PER_DAY;
  let rest = time % SECONDS_PER_DAY;
  if (rest < 0) {
    rest += SECONDS_PER_DAY;
    days--;
  }
  secondOfDay = <i32>rest;
  const shifted = <i32>days + 719468; // days since 0000-03-01
  const era = shifted / 146097;
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const shiftedMonth = (5 * dayOfYear + 2) / 153;
  day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
  month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
}
