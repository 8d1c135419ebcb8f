import { resolve } from 'node:path';
import { version } from '../../package.json';
import { EncoderError } from '../image/encoder';
import { EntryError } from '../image/tree';
import { SourceError } from '../sources/node-contents';
import { type NodePath, showPath } from '../sources/node-path';
import { applyOptions, defaultCommand, type GivenArguments, type GivenPath, parseArguments } from './arguments';
import type { CommandOptions } from './command-options';
import { readDefaultsFile } from './defaults-file';
import { placePath } from './grafts';
import { helpText } from './help';
import { type CommandIo, logToFile } from './io';
import { Job } from './job';
import { readLines, readQuotedWords } from './list-files';
import { OutputError } from './output-error';
import { runSubcommand, SUBCOMMANDS } from './reading/run';
import { subcommandOf } from './reading/subcommand';
import { oneLine } from './report-file';
import { StrictError } from './strict';
import { UsageError } from './usage-error';

const SUCCESS = 0;
const FAILURE = 1;

/**
 * The command `isodrop`. Errors become one sentence on standard error.
 * @param argv without the names of Node and of the command
 * @returns the exit code
 */
export async function run(argv: readonly string[], processIo: CommandIo): Promise<number> {
  let io = processIo;
  const subcommand = subcommandOf(argv, SUBCOMMANDS, io);
  if (subcommand) return runSubcommand(subcommand, argv.slice(1), io);
  try {
    const given = parseArguments(argv);
    const options = readOptions(given, io);
    if (options.help) io.print(helpText());
    else if (options.version) io.print(`isodrop ${version}\n`);
    else {
      if (options.logFile !== undefined) {
        requireOwnLog(options.logFile, options);
        io = logToFile(options.logFile, io);
      }
      await new Job(options, io).run(givenPaths(given, options, io));
    }
    return SUCCESS;
  } catch (error) {
    io.log(`isodrop: ${failureSentence(error)}\n`);
    return FAILURE;
  }
}

/** What was in the log's file goes as soon as that is opened, before anything else is looked at. */
function requireOwnLog(log: string, { output, report }: CommandOptions): void {
  for (const [what, path] of Object.entries({ image: output, report })) {
    if (path === undefined || resolve(path) !== resolve(log)) continue;
    throw new UsageError(`The ${what} and the log would both go to “${log}”: name another file for one of them.`);
  }
}

/** The options that were given, over those of a file of defaults. */
function readOptions({ options: given }: GivenArguments, io: CommandIo): CommandOptions {
  const options = defaultCommand();
  const readsDefaults = !given.some(({ row }) => row.names.includes('no_rc'));
  if (readsDefaults) options.said.push(...readDefaultsFile(options, io));
  return applyOptions(given, options);
}

/** The paths of the command line and of the lists that it names, and where they go. */
function givenPaths({ paths }: GivenArguments, { files }: CommandOptions, io: CommandIo) {
  const given = paths.map((path) => exactPath(path, io));
  for (const { file, quoted } of files.pathLists) {
    given.push(...(quoted ? readQuotedWords('--quoted_path_list', file) : readLines('-path-list', file)));
  }
  return given.map((path) => {
    const placed = placePath(path, files.graftPoints, files.root);
    if (placed.path.length > 0) return placed;
    const what = path.length > 0 ? `In “${showPath(path)}” the path behind the equals sign` : 'One of the paths';
    throw new UsageError(`${what} is empty. Was it a variable without a value?`);
  });
}

/** Errors whose messages are sentences for people. */
const SENTENCES = [UsageError, SourceError, OutputError, EncoderError, EntryError, StrictError];

function failureSentence(error: unknown): string {
  if (error instanceof Error && SENTENCES.some((kind) => error instanceof kind)) return oneLine(error.message);
  return `An unexpected error, a defect of Isodrop: ${error instanceof Error ? (error.stack ?? error.message) : error}`;
}

/** A path as it was given, byte by byte if it is not UTF-8. */
function exactPath({ path, index }: GivenPath, io: CommandIo): NodePath {
  return path.includes('\ufffd') ? (io.rawArguments()?.[index] ?? path) : path;
}
