/** The words of a command as a POSIX shell divides them (POSIX.1-2024, Shell Command Language, 2.2). */
import { UsageError } from './usage-error';

/** A command, and what a shell would have done that cannot be done here. */
export interface ShellWords {
  words: string[];
  /** What stands behind the command: another one, or where its output goes. */
  rest: string;
  /** Words in which the shell would put something else, as they were written. */
  expanded: string[];
}

/** Where a command ends unless it is quoted. */
const END = /^(?:[|&;<>\n]|\d+[<>])/;

/** Takes the first command of a text apart. Throws a `UsageError` for a quotation mark that has no other. */
export function shellWords(text: string): ShellWords {
  const found: ShellWords = { words: [], rest: '', expanded: [] };
  let word: string | undefined;
  let isExpanded = false;
  let began = 0;
  const end = (at: number) => {
    if (word === undefined) return;
    if (isExpanded) found.expanded.push(text.slice(began, at));
    found.words.push(word);
    word = undefined;
    isExpanded = false;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    const isNew = word === undefined;
    if (isNew) began = at;
    if (character === '\\') {
      const next = text.slice(at + 1, at + 3);
      // A line that goes on below.
      if (/^\r?\n/.test(next)) at += next.startsWith('\r') ? 2 : 1;
      else word = (word ?? '') + (text[++at] ?? '\\');
    } else if (character === "'" || character === '"') {
      const close = closing(text, at);
      const inside = text.slice(at + 1, close);
      if (character === '"') isExpanded ||= /(?<!\\)[$`]/.test(inside);
      word =
        (word ?? '') +
        (character === '"' ? inside.replace(/\\(\r?\n|[$`"\\])/g, (_, one) => (/\n/.test(one) ? '' : one)) : inside);
      at = close;
    } else if (isNew && found.words.length === 0 && /\s/.test(character)) {
      // Before the command.
    } else if (END.test(isNew ? text.slice(at) : character)) {
      end(at);
      found.rest = text.slice(at).trim();
      return found;
    } else if (isNew && character === '#') {
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd === -1 ? text.length : lineEnd - 1;
    } else if (/\s/.test(character)) end(at);
    else {
      isExpanded ||= /[$`*?[]/.test(character) || (isNew && character === '~');
      word = (word ?? '') + character;
    }
  }
  end(text.length);
  return found;
}

/** Where the quotation that begins at `at` ends. */
function closing(text: string, at: number): number {
  const mark = text[at] as string;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\' && mark === '"') end++;
    else if (text[end] === mark) return end;
  }
  throw new UsageError(`A quotation mark has no other: ${text.slice(at, at + 30)}`);
}
