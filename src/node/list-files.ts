/** Files with a list in them that an option names. */
import fs from 'node:fs';
import { UsageError } from '../command/usage-error';
import { textIfUtf8 } from '../sources/node-names';
import type { NodePath } from '../sources/node-path';
import { errorReason } from '../sources/node-reason';

const STANDARD_INPUT = 0;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** U+FEFF in UTF-8 and UTF-16, which editors of Windows write at the beginning. */
const BYTE_ORDER_MARKS = ['efbbbf', 'fffe', 'feff'];

/**
 * The lines of a file that are not empty, as bytes where they are not UTF-8; `-` is standard input. Throws a
 * `UsageError`, for a text of Windows too: a pattern with a carriage return would match nothing, without a word.
 * @param mayEndInBlanks whether what stands at the end of a line, carriage returns too, means nothing
 */
export function readLines(option: string, file: string, mayEndInBlanks = false): NodePath[] {
  const bytes = readWhole(option, file);
  if (BYTE_ORDER_MARKS.some((mark) => bytes.toString('hex', 0, mark.length / 2) === mark)) {
    throw windowsText(option, file, 'the list begins with a byte order mark');
  }
  const lines: NodePath[] = [];
  let carriageReturns = 0;
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found === -1 ? bytes.length : found;
    if (end > at) {
      lines.push(textIfUtf8(bytes.subarray(at, end)));
      if (bytes[end - 1] === CARRIAGE_RETURN) carriageReturns++;
    }
    at = end + 1;
  }
  // A name may end in one (macOS has such), but hardly all of them.
  if (!mayEndInBlanks && lines.length > 0 && carriageReturns === lines.length) {
    throw windowsText(option, file, 'its lines end in CR LF');
  }
  return lines;
}

function windowsText(option: string, file: string, what: string): UsageError {
  return new UsageError(
    `${option} ${file}: ${what}, as Windows writes texts. Convert it to plain UTF-8 with LF (dos2unix does).`,
  );
}

/** The same as text. */
export function readTextLines(option: string, file: string, mayEndInBlanks = false): string[] {
  return readLines(option, file, mayEndInBlanks).map((line) => line.toString());
}

/**
 * The words of a file, as xorriso reads them: white space divides them unless it stands in `"` or `'`, and a `\` at the
 * end of a line joins the next one.
 */
export function readQuotedWords(option: string, file: string): string[] {
  const text = readWhole(option, file).toString();
  const words: string[] = [];
  for (const [word] of text.replace(/\\\n/g, '').matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_whole, double, single) => double ?? single));
  }
  return words;
}

function readWhole(option: string, file: string): Buffer {
  try {
    return fs.readFileSync(file === '-' ? STANDARD_INPUT : file);
  } catch (error) {
    throw new UsageError(`${option} ${file}: the list cannot be read: ${errorReason(error)}.`);
  }
}
