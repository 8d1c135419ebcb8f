/** A command that somebody has: the options that it asks for, and in sentences what of it means nothing on a page. */
import { type ChosenOptions, DEFAULT_CHOICE } from '../image/choice';
import { choiceKey, choiceOf } from '../image/chosen-options';
import { applyOptions, defaultCommand, type GivenOption, parseArguments } from './arguments';
import type { CommandOptions, FileOptions } from './command-options';
import { imageOptions, optionSentences } from './image-options';
import { shellWords } from './shell-words';
import { UsageError } from './usage-error';

/** What a command asks for. */
export interface ReadCommand {
  options: ChosenOptions;
  /** Undefined where the command names no disc. */
  volumeName: string | undefined;
  /** What of it has no effect here, and why. */
  sentences: string[];
}

/** Programs that understand this command line, and whether they are `xorriso -as mkisofs`. */
const PROGRAMS = /(?:^|\/)(?:(genisoimage|mkisofs|isodrop)|(xorriso|xorrisofs|genisofs))(?:\.exe|\.js)?$/;

/**
 * Reads a command as a shell and the program would. Throws a `UsageError` where nobody can tell what is meant: for an
 * option that there is not, for one without its value.
 */
export function readCommand(text: string): ReadCommand {
  const { words, rest, expanded } = shellWords(text);
  const sentences: string[] = [];
  const at = words.findIndex((word) => PROGRAMS.test(word));
  if (at > 0) sentences.push(`What stands before the program is passed over: ${words.slice(0, at).join(' ')}`);
  const given = parseArguments(asMkisofs(words.slice(at + 1), words[at]));
  if (given.options.length === 0) {
    throw new UsageError(
      'There is no option in it. Paste a line such as: genisoimage -J -r -V NAME -o disc.iso FOLDER',
    );
  }
  const options = defaultCommand();
  const told = new Told();
  for (const option of given.options) applyOne(option, options, told);
  const image = settle(options, told);
  sentences.push(...told.sentences, ...optionSentences(options));
  if (given.paths.length > 0) {
    const paths = given.paths.map(({ path }) => `“${path}”`).join(', ');
    sentences.push(`${paths}: a page cannot open paths. Drop what the command names.`);
  }
  if (expanded.length > 0) {
    sentences.push(`A shell would put something else here, which the page cannot know: ${expanded.join(' ')}`);
  }
  if (rest !== '') sentences.push(`What stands behind the command is passed over: ${rest}`);
  const isNamed = given.options.some(({ row }) => row.names.includes('V'));
  return { options: image, volumeName: isNamed ? options.image.volumeName : undefined, sentences };
}

/** `xorriso` has the options of mkisofs after `-as mkisofs`; its other names mean that by themselves. */
function asMkisofs(words: readonly string[], program: string | undefined): readonly string[] {
  const other = PROGRAMS.exec(program ?? '')?.[2];
  if (other === undefined || words.includes('-as')) return words;
  if (other !== 'xorriso') return ['-as', 'mkisofs', ...words];
  throw new UsageError(
    'Of xorriso’s own commands Isodrop knows none: it knows what stands after “xorriso -as mkisofs”.',
  );
}

/** Sentences about options, those with one reason in one. */
class Told {
  readonly #byReason = new Map<string, string[]>();
  readonly #others: string[] = [];

  because(reason: string, spelling: string): void {
    const spellings = this.#byReason.get(reason) ?? [];
    if (!spellings.includes(spelling)) this.#byReason.set(reason, [...spellings, spelling]);
  }

  say(sentence: string): void {
    this.#others.push(sentence);
  }

  get sentences(): string[] {
    return [...[...this.#byReason].map(([reason, list]) => `${list.join(' ')}: ${reason}.`), ...this.#others];
  }
}

/** Does what an option says; what it says of other things than the image is told. */
function applyOne(option: GivenOption, options: CommandOptions, told: Told): void {
  const before = structuredClone(options);
  try {
    applyOptions([option], options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    told.say(error.message);
    return;
  }
  const spelling = option.row.value === undefined ? option.spelling : `${option.spelling} ${option.value}`;
  for (const [name, reason] of Object.entries(OUTSIDE)) {
    if (choiceKey(before[name as keyof CommandOptions]) !== choiceKey(options[name as keyof CommandOptions]))
      told.because(reason, spelling);
  }
  for (const [name, reason] of Object.entries(FILES)) {
    if (choiceKey(before.files[name as keyof FileOptions]) !== choiceKey(options.files[name as keyof FileOptions]))
      told.because(reason, spelling);
  }
  if (choiceKey(before.dates.files) !== choiceKey(options.dates.files)) told.because(TIMES, spelling);
}

const MESSAGES = 'that is for the command; here the log and the notices stand below the image';
const TIMES = 'files have the times that the browser tells';
const PLACES = 'where things lie in the image is for you to arrange in the contents';
const CHOSEN = 'what is left out is for you to choose in the contents';
const HIDDEN = 'files cannot be hidden by a pattern here';
const ORDER = 'contents cannot be put in order by a list here';

/** What of a command's options means nothing here. */
const OUTSIDE = {
  output: 'where the image goes is between you and the browser',
  boot: 'what a computer boots from is chosen at its file, in the contents',
  printSize: 'the size stands above the Download button',
  verbosity: MESSAGES,
  logFile: MESSAGES,
  gui: MESSAGES,
  debug: MESSAGES,
  report: MESSAGES,
  strict: MESSAGES,
  help: MESSAGES,
  version: MESSAGES,
} as const satisfies Partial<Record<keyof CommandOptions, string>>;

/** The same of its options for files. */
const FILES: Readonly<Record<Exclude<keyof FileOptions, 'portable'>, string>> = {
  followLinks: 'browsers do not show symbolic links, nor what they lead to',
  followGiven: 'browsers do not show symbolic links, nor what they lead to',
  graftPoints: PLACES,
  root: PLACES,
  pathLists: 'a page cannot open paths',
  shareHardLinks: 'browsers do not tell which files are one',
  accessTimes: 'browsers do not tell access times, and none are recorded',
  archives: 'an archive that is dropped alone is opened, and you choose whether it stays a file',
  backups: CHOSEN,
  charset: 'browsers give names in Unicode',
  excluded: CHOSEN,
  hiddenFromIso: HIDDEN,
  hiddenFromJoliet: HIDDEN,
  hidden: HIDDEN,
  ignoreCase: CHOSEN,
  sortLists: ORDER,
  sortIgnoresCase: ORDER,
  imageWeights: ORDER,
};

/** What the options mean together; what contradicts is told and left at its default. */
function settle(options: CommandOptions, told: Told): ChosenOptions {
  const noFile = (path: string): never => {
    throw new UsageError(`-application_use ${path}: a page cannot open that file, and the field stays as it was.`);
  };
  try {
    return choiceOf(imageOptions(options, undefined, noFile));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    told.say(error.message);
  }
  options.applicationUse = undefined;
  options.image.volumeSetSize = Math.max(options.image.volumeSetSize, options.image.volumeSequenceNumber);
  return { ...DEFAULT_CHOICE, ...choiceOf(imageOptions(options, undefined, noFile)) };
}
