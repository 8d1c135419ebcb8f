/** How long ago something was, as people say it. */
import { formatRelative } from './format';

const UNITS: readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number][] = [
  ['minute', 60_000],
  ['hour', 3_600_000],
];
const DAY = 86_400_000;

/** The days between two times, as the calendar has them. */
function daysBetween(time: number, now: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(time)) / DAY);
}

/**
 * A time gone by (Unix milliseconds): “this minute”, “20 minutes ago”, “3 hours ago”, “yesterday”, “12 days ago”.
 * Whatever was before today counts in days, unless it was less than six hours ago.
 */
export function formatAgo(time: number, now: number): string {
  const gone = Math.max(0, now - time);
  const days = daysBetween(time, now);
  if (days > 0 && gone >= 6 * 3_600_000) return formatRelative(-days, 'day');
  const [unit, length] = UNITS.findLast(([, milliseconds]) => gone >= milliseconds) ?? ['minute', 60_000];
  return formatRelative(-Math.floor(gone / length), unit);
}
