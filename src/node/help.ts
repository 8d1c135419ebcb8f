import { OPTIONS, type OptionRow, SECTIONS } from './options';

const WIDTH = 100;
const NAMES_WIDTH = 28;

/** The text of `-help`: the option table, those that work first. */
export function helpText(table: readonly OptionRow[] = OPTIONS): string {
  const lines = [
    'Usage: isodrop [options] -o FILE FOLDER...',
    '',
    'Makes a disc image (ISO 9660, Joliet, Rock Ridge) of folders and files. What is in the folders',
    'comes to the root of the image. A usual command: isodrop -J -r -o disc.iso FOLDER',
    'Options may be bundled (-Jr), cut short while they are unambiguous, and written with one dash or',
    'two; -- ends them.',
  ];
  for (const section of SECTIONS) {
    const rows = table.filter((row) => row.section === section && row.status.works);
    if (rows.length > 0) lines.push('', `${section}:`, ...rows.flatMap(entry));
  }
  lines.push('', 'Options of genisoimage that isodrop knows but does not have:');
  for (const why of new Set(table.map((row) => (row.status.works ? '' : row.status.why)))) {
    if (why === '') continue;
    const names = table
      .filter((row) => !row.status.works && row.status.why === why)
      .map((row) => row.names.map((name) => `-${name}`).join(' '));
    lines.push(...wrap(names.join(' '), `  ${why.charAt(0).toUpperCase()}${why.slice(1)}: `, '    '));
  }
  return `${lines.join('\n')}\n`;
}

/** "-o, -output FILE" */
function spellings({ names, value }: OptionRow): string {
  return names.map((name) => `-${name}`).join(', ') + (value === undefined ? '' : ` ${value}`);
}

function entry(row: OptionRow): string[] {
  const head = `  ${spellings(row)}`;
  const indent = ' '.repeat(NAMES_WIDTH);
  if (head.length >= NAMES_WIDTH) return [head, ...wrap(row.help, indent, indent)];
  return wrap(row.help, head.padEnd(NAMES_WIDTH), indent);
}

/** Words in lines of at most `WIDTH` characters. */
function wrap(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
