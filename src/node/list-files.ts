/** Files with a list in them that an option names. */
import fs from 'node:fs';
import { textIfUtf8 } from '../sources/node-names';
import type { NodePath } from '../sources/node-path';
import { errorReason } from '../sources/node-reason';
import { UsageError } from './usage-error';

const STANDARD_INPUT = 0;
const LINE_FEED = 0x0a;

/** The lines of a file that are not empty, as bytes where they are not UTF-8; `-` is standard input. */
export function readLines(option: string, file: string): NodePath[] {
  const bytes = readWhole(option, file);
  const lines: NodePath[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found === -1 ? bytes.length : found;
    if (end > at) lines.push(textIfUtf8(bytes.subarray(at, end)));
    at = end + 1;
  }
  return lines;
}

/** The same as text. */
export function readTextLines(option: string, file: string): string[] {
  return readLines(option, file).map((line) => line.toString());
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
