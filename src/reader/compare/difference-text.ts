/** Differences as lines and as JSON, the same wherever they are told. */
import { printable } from '../printable';
import type { Difference, DifferenceDetail, DifferenceKind } from './differences';

const DIFFERENCE_SIGNS: Readonly<Record<DifferenceKind, string>> = {
  removed: '-',
  added: '+',
  changed: '!',
  attributes: '~',
  unreadable: '?',
};

const octal = (mode: string | number) => Number(mode).toString(8).padStart(4, '0');
const bytes = (length: string | number) => Number(length).toLocaleString('en');
const time = (seconds: string | number) => new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
const shown = (hidden: string | number) => (hidden === 0 ? 'shown' : 'hidden');

/** What is otherwise, in words. */
export function detailText({ what, from, to }: DifferenceDetail): string {
  switch (what) {
    case 'kind':
      return `${from} and ${to}`;
    case 'size':
      return `${bytes(from)} and ${bytes(to)} bytes`;
    case 'target':
      return `to “${from}” and “${to}”`;
    case 'mode':
      return `mode ${octal(from)} and ${octal(to)}`;
    case 'time':
      return `time ${time(from)} and ${time(to)}`;
    case 'hidden':
      return `${shown(from)} and ${shown(to)}`;
    case 'reason':
      return String(from);
    default:
      return `${what} ${from} and ${to}`;
  }
}

/** A line of the list. */
export function differenceLine({ path, what, details }: Difference): string {
  const told = details.length > 0 ? ` (${printable(details.map(detailText).join(', '))})` : '';
  return `${DIFFERENCE_SIGNS[what]} ${printable(path)}${told}`;
}

/** As JSON has it. */
export const differenceAsJson = ({ path, what, details }: Difference) => {
  return { path, what, details: details.map(detailText) };
};
