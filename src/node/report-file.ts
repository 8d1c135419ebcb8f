/** `-report`: every notice of an image in a file, however many there are. */
import { version } from '../../package.json';
import { fullNotices, type NoticeList } from '../image/notice-lists';
import type { ImageOutput } from '../sinks/node-file';

/** Text gathers to about so many characters before it is written. */
const GATHERED = 1 << 16;

/** What a report says besides the notices. */
export interface ReportHead {
  /** Path of the image as it was given; null: standard output. */
  image: string | null;
  /** Blocks of 2,048 bytes that the image has. */
  blocks: number;
  /** What options did not do here that they do elsewhere, as sentences. */
  options: readonly string[];
}

/**
 * Writes a report: lines of text, one for each sentence, or JSON. The JSON is one object with `program`, `image`,
 * `blocks`, `options` (sentences), `count` and `notices`, each of these on a line of its own with its `code`,
 * `severity`, `path`, `sentence`, and `before` and `after` where there are such.
 */
export function writeReport(
  output: ImageOutput,
  form: 'json' | 'text',
  head: ReportHead,
  lists: readonly NoticeList[],
): void {
  let gathered = '';
  const pieces = form === 'json' ? jsonPieces(head, lists) : textLines(head, lists);
  try {
    for (const piece of pieces) {
      gathered += piece;
      if (gathered.length < GATHERED) continue;
      output.write(Buffer.from(gathered));
      gathered = '';
    }
    output.write(Buffer.from(gathered));
    output.finish();
  } catch (error) {
    output.discard();
    throw error;
  }
}

function* textLines({ options }: ReportHead, lists: readonly NoticeList[]): Generator<string> {
  for (const sentence of options) yield `${oneLine(sentence)}\n`;
  for (const { sentence } of fullNotices(lists)) yield `${oneLine(sentence)}\n`;
}

function* jsonPieces(head: ReportHead, lists: readonly NoticeList[]): Generator<string> {
  const count = lists.reduce((sum, { count }) => sum + count, 0);
  const known = JSON.stringify({ program: `isodrop ${version}`, ...head, count }, null, 1).replace(/\n\}$/, '');
  yield `${known},\n "notices": [`;
  let separator = '\n';
  for (const notice of fullNotices(lists)) {
    yield `${separator}  ${JSON.stringify(notice)}`;
    separator = ',\n';
  }
  yield '\n ]\n}\n';
}

/** What names may have and terminals obey: control characters, those that turn the direction of writing, line ends. */
const UNSEEN = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/** Characters that nobody sees as JSON may write them: a text stays one line, and no terminal obeys it. */
export function oneLine(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
