import { UsageError } from '../../command/usage-error';
import { EncoderError } from '../../image/encoder';
import { ImageError } from '../../reader/image-error';
import { SourceError } from '../../sources/node-contents';
import type { CommandIo } from '../io';
import { OutputError } from '../output-error';
import { oneLine } from '../report-file';
import { ADD } from './add';
import { CAT } from './cat';
import { CHECK } from './check';
import { DIFF } from './diff';
import { EXTRACT } from './extract';
import { LS } from './ls';
import { ReadingError } from './opened';
import { RM } from './rm';
import { HELP, NOT_DONE, parseWords, type Subcommand } from './subcommand';

export const SUBCOMMANDS: readonly Subcommand[] = [LS, CAT, EXTRACT, CHECK, DIFF, ADD, RM];

/** Errors whose messages are sentences for people. */
const SENTENCES = [UsageError, ReadingError, ImageError, OutputError, SourceError, EncoderError];

/** Runs a subcommand. @param words those behind its name @returns the exit code */
export async function runSubcommand(subcommand: Subcommand, words: readonly string[], io: CommandIo): Promise<number> {
  try {
    const given = parseWords(subcommand, words);
    if (given.options.has(HELP.names[0] as string)) {
      io.print(subcommandHelp(subcommand));
      return 0;
    }
    return await subcommand.run(given, io);
  } catch (error) {
    const isSentence = error instanceof Error && SENTENCES.some((kind) => error instanceof kind);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.log(`isodrop: ${isSentence ? oneLine(error.message) : `An unexpected error, a defect of Isodrop: ${text}`}\n`);
    return NOT_DONE;
  }
}

/** The text of `isodrop NAME --help`. */
function subcommandHelp({ name, usage, about, options }: Subcommand): string {
  const lines = [`Usage: isodrop ${name} [options] ${usage}`, '', ...wrap(about, ''), ''];
  for (const { names, value, help } of [...options, HELP]) {
    const head = `  ${names.join(', ')}${value === undefined ? '' : ` ${value}`}`;
    const [first = '', ...rest] = wrap(help, ' '.repeat(INDENT));
    if (head.length < INDENT) lines.push(head.padEnd(INDENT) + first.trimStart(), ...rest);
    else lines.push(head, first, ...rest);
  }
  lines.push(
    '',
    'The exit code is 0, 1 where something was found (damage, a broken rule, a difference), 2 where nothing was done.',
  );
  return `${lines.join('\n')}\n`;
}

const WIDTH = 100;
const INDENT = 26;

/** Words in lines that begin with the indentation. */
function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length > indent.length && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line];
}
