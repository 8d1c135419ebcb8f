import { type CommandOptions, DEFAULT_COMMAND } from './command-options';
import type { OptionRow } from './option-row';
import { OPTIONS } from './options';
import { UsageError } from './usage-error';

/** An option as it was given. */
export interface GivenOption {
  row: OptionRow;
  /** As typed, with its dashes. */
  spelling: string;
  /** Its value; empty for an option that has none. */
  value: string;
  /** Further values, for an option that has several. */
  more: string[];
  /** Which argument it stood in, from 0. */
  index: number;
}

/** An argument that is no option: a file or folder to take. */
export interface GivenPath {
  path: string;
  /** Which argument it was, from 0. */
  index: number;
}

/** A command line taken apart: the options in their order, and the paths. */
export interface GivenArguments {
  options: GivenOption[];
  paths: GivenPath[];
}

/**
 * Takes a command line apart as `getopt_long_only` does for genisoimage: `-name value`, `--name=value`,
 * unambiguous beginnings of long names, bundles of single letters (`-Jrf`, `-ofile`); `--` ends the options.
 * Other than there, options may also follow paths. Throws a `UsageError`.
 */
export function parseArguments(argv: readonly string[], table: readonly OptionRow[] = OPTIONS): GivenArguments {
  const names = nameIndex(table);
  const given: GivenArguments = { options: [], paths: [] };
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] as string;
    if (argument === '--') {
      for (index++; index < argv.length; index++) given.paths.push({ path: argv[index] as string, index });
    } else if (argument.startsWith('+') && names.has(argument)) {
      given.options.push({ row: names.get(argument) as OptionRow, spelling: argument, value: '', more: [], index });
    } else if (argument.length < 2 || !argument.startsWith('-')) {
      given.paths.push({ path: argument, index });
    } else {
      const take = () => argv[++index];
      const at = index;
      for (const option of readOption(argument, names, take)) given.options.push({ ...option, index: at });
    }
  }
  return given;
}

/** What options that were not given mean: a copy that may be changed. */
export function defaultCommand(): CommandOptions {
  return structuredClone(DEFAULT_COMMAND) as CommandOptions;
}

/** Does what each option says, in the order in which they were given. Throws a `UsageError` for a refused one. */
export function applyOptions(given: readonly GivenOption[], options = defaultCommand()): CommandOptions {
  for (const { row, spelling, value, more } of given) {
    const { status } = row;
    switch (status.kind) {
      case 'works':
        status.apply(options, value, spelling, ...more);
        break;
      case 'said':
        options.said.push(`${spelling}: ${status.because}.`);
        break;
      case 'refused':
        throw new UsageError(`${spelling} (${row.help}) is not supported: ${status.why}. ${status.instead}`);
    }
  }
  return options;
}

type Names = ReadonlyMap<string, OptionRow>;

function nameIndex(table: readonly OptionRow[]): Names {
  return new Map(table.flatMap((row) => row.names.map((name) => [name, row] as const)));
}

/** The options in one argument: one, or several for a bundle. */
function readOption(argument: string, names: Names, take: () => string | undefined): Omit<GivenOption, 'index'>[] {
  const dashes = argument.startsWith('--') ? '--' : '-';
  const text = argument.slice(dashes.length);
  if (dashes === '-' && text.length === 1 && names.has(text)) return readBundle(argument, text, names, take);

  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const row = findLongName(argument, dashes, name, names);
  if (row) {
    const spelling = dashes + name;
    if (equals !== -1) {
      if (row.value === undefined) throw new UsageError(`${spelling} takes no value (“${argument}”).`);
      return [{ row, spelling, ...takeValues(row, spelling, take, text.slice(equals + 1)) }];
    }
    return [{ row, spelling, ...takeValues(row, spelling, take) }];
  }
  if (dashes === '-' && names.has(text[0] as string)) return readBundle(argument, text, names, take);
  throw new UsageError(`${dashes}${name} is not an option of isodrop${suggestion(name, names)}`);
}

/** The option of exactly that long name, or else the only one of genisoimage's whose long names begin so. */
function findLongName(argument: string, dashes: string, name: string, names: Names): OptionRow | undefined {
  const exact = names.get(name);
  // With two dashes a letter is as good as a name; with one it is a bundle (-V=X names the volume "=X").
  if (exact && (name.length > 1 || dashes === '--')) return exact;
  if (name === '') return undefined;
  const candidates = [...names].filter(
    ([long, row]) => long.length > 1 && row.dialect === undefined && long.startsWith(name),
  );
  if (new Set(candidates.map(([, row]) => row)).size > 1) {
    if (exact) throw new UsageError(`“${argument}” is not understood: put a space in place of the equals sign.`);
    if (name.length === 1)
      throw new UsageError(`${dashes}${name} is not an option of isodrop${suggestion(name, names)}`);
    const list = candidates.map(([long]) => `-${long}`).join(', ');
    throw new UsageError(`“${argument}” could be any of ${list}. Write the option in full.`);
  }
  return candidates[0]?.[1];
}

/** Single letters in one argument. A letter with a value takes the rest of it, or else the next argument. */
function readBundle(
  argument: string,
  letters: string,
  names: Names,
  take: () => string | undefined,
): Omit<GivenOption, 'index'>[] {
  const options: Omit<GivenOption, 'index'>[] = [];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    const spelling = `-${letter}`;
    const row = names.get(letter);
    if (!row) {
      const within = letters.length > 1 ? ` (in “${argument}”)` : '';
      throw new UsageError(`${spelling}${within} is not an option of isodrop${suggestion(letters, names)}`);
    }
    const rest = letters.slice(at + 1);
    const values = takeValues(row, spelling, take, rest === '' ? undefined : rest);
    // Who typed a long name with a mistake in it did not mean the letter.
    const isOdd = row.status.kind === 'refused' && letters.length > 1;
    options.push({ row, spelling: isOdd ? `${spelling} in “${argument}”` : spelling, ...values });
    if (row.value !== undefined) break;
  }
  return options;
}

/** @param first the value that the option's own argument holds */
function takeValues(
  { value: shown }: OptionRow,
  spelling: string,
  take: () => string | undefined,
  first?: string,
): Pick<GivenOption, 'value' | 'more'> {
  if (shown === undefined) return { value: '', more: [] };
  const values = shown.split(' ').map((_, index) => (index === 0 && first !== undefined ? first : take()));
  if (values.includes(undefined)) {
    throw new UsageError(`${spelling} needs ${values.length === 1 ? 'a value' : 'values'}: ${spelling} ${shown}.`);
  }
  const [value = '', ...more] = values as string[];
  return { value, more };
}

/** The end of a sentence: "; did you mean -joliet?" where a name of the table is close enough. */
function suggestion(name: string, names: Names): string {
  let best = '';
  let least = Math.min(3, Math.ceil(name.length / 3) + 1);
  for (const [candidate, row] of names) {
    if (candidate.length === 1 && name.length !== 1) continue;
    // What works is suggested before what is refused.
    const distance =
      editDistance(name.toLowerCase(), candidate.toLowerCase()) + (row.status.kind === 'works' ? 0 : 0.5);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best === '' ? ': isodrop -help lists them.' : `; did you mean -${best}?`;
}

/** How many letters have to be added, taken away or replaced (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
