/** Words in the place of options: `isodrop ls disc.iso`. Each has options of its own. */
import fs from 'node:fs';
import type { NamespaceKind } from '../../reader/entry';
import type { CommandIo } from '../io';
import { UsageError } from '../usage-error';

/** An option of a subcommand. */
export interface SubcommandOption {
  /** As it is typed: `--json`, `-l`. */
  names: readonly string[];
  /** What its value is called, if it has one. */
  value?: string;
  help: string;
}

/** What was given to a subcommand. */
export interface GivenWords {
  /** The image, and the paths behind it. */
  paths: string[];
  /** The value of an option by its first name; an option without one has an empty value. */
  options: ReadonlyMap<string, string>;
}

/** How a subcommand ended: the exit code. */
export const DONE = 0;
/** It was done, and something was found: damage, a broken rule, a difference. */
export const FOUND = 1;
export const NOT_DONE = 2;

export interface Subcommand {
  name: string;
  /** Behind `isodrop NAME`. */
  usage: string;
  /** What it does, in a sentence or two. */
  about: string;
  options: readonly SubcommandOption[];
  run: (given: GivenWords, io: CommandIo) => Promise<number>;
}

export const HELP: SubcommandOption = { names: ['--help', '-help', '-h'], help: 'Print this' };
export const AS: SubcommandOption = {
  names: ['--as'],
  value: 'NAMES',
  help: 'Which names to read: rock-ridge (Linux), joliet (Windows), enhanced (level 4) or iso (plain); the fullest without it',
};
export const SESSION: SubcommandOption = {
  names: ['--session'],
  value: 'NUMBER',
  help: 'Which session to read, from 1; the last one without it',
};
export const JSON_OPTION: SubcommandOption = { names: ['--json'], help: 'Print JSON in place of lines' };

/** The words of a subcommand. Throws a `UsageError`. */
export function parseWords({ name, options }: Subcommand, words: readonly string[]): GivenWords {
  const paths: string[] = [];
  const given = new Map<string, string>();
  const optionOf = (word: string) => [...options, HELP].find(({ names }) => names.includes(word));
  let areOptions = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (!areOptions || !word.startsWith('-') || word === '-') {
      paths.push(word);
      continue;
    }
    if (word === '--') {
      areOptions = false;
      continue;
    }
    const [spelled = word, attached] = word.startsWith('--') ? word.split(/=(.*)/s, 2) : [word];
    const option = optionOf(spelled);
    if (!option) {
      // -lR
      const letters = word.startsWith('--') ? [] : [...word.slice(1)].map((letter) => optionOf(`-${letter}`));
      if (letters.length < 2 || letters.some((one) => !one || one.value)) {
        throw new UsageError(`isodrop ${name} has no option ${spelled}. Its options: isodrop ${name} --help`);
      }
      for (const one of letters) given.set((one as SubcommandOption).names[0] as string, '');
      continue;
    }
    const value = option.value === undefined ? attached : (attached ?? words[++at]);
    if (option.value !== undefined && value === undefined)
      throw new UsageError(`${spelled} needs a value: ${option.value}.`);
    if (option.value === undefined && attached !== undefined) throw new UsageError(`${spelled} takes no value.`);
    given.set(option.names[0] as string, value ?? '');
  }
  return { paths, options: given };
}

const KINDS: readonly NamespaceKind[] = ['rock-ridge', 'joliet', 'enhanced', 'iso'];

/** The value of `--as`. */
export function givenNamespace({ options }: GivenWords): NamespaceKind | undefined {
  const value = options.get('--as');
  if (value === undefined) return undefined;
  const kind = KINDS.find((one) => one === value);
  if (!kind) throw new UsageError(`--as takes ${KINDS.join(', ')}, and not “${value}”.`);
  return kind;
}

/** The value of `--session`. */
export function givenSession({ options }: GivenWords): number | undefined {
  const value = options.get('--session');
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new UsageError(`--session takes a number from 1, and not “${value}”.`);
  return Number(value);
}

/**
 * The subcommand that a command line is meant to be. A word that names one is that only where it stands first and an
 * image follows: `isodrop ls` makes an image of the folder `ls` otherwise, as genisoimage does.
 */
export function subcommandOf(
  argv: readonly string[],
  table: readonly Subcommand[],
  io: CommandIo,
): Subcommand | undefined {
  const [first, ...rest] = argv;
  const subcommand = table.find(({ name }) => name === first);
  if (!subcommand) return undefined;
  const exists = fs.existsSync(subcommand.name);
  if (!exists) return subcommand;
  if (rest.some((word) => /^--?o(utput)?(=|$)/.test(word))) return undefined;
  const image = firstPath(subcommand, rest);
  if (image === undefined || !isFile(image)) return undefined;
  io.log(`isodrop: The image “${image}” is read. For an image of what is called “${first}” here, write ./${first}\n`);
  return subcommand;
}

function firstPath(subcommand: Subcommand, words: readonly string[]): string | undefined {
  try {
    return parseWords(subcommand, words).paths[0];
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
