import { type OptionRow, SECTIONS } from './option-row';
import { OPTIONS } from './options';
import { SUBCOMMANDS } from './reading/run';

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
    'two; -- ends them. Those of mkisofs and of “xorriso -as mkisofs” are understood as well.',
    '',
    'Existing images are read by a first word that an image follows (each has its own --help):',
    ...SUBCOMMANDS.map(({ name, usage }) => `  isodrop ${name} ${usage}`),
    'A folder of such a name is meant where no image follows, or -o does: write ./ls for it.',
  ];
  for (const section of SECTIONS) {
    const rows = table.filter((row) => row.section === section && row.status.kind === 'works');
    if (rows.length > 0) lines.push('', `${section}:`, ...rows.flatMap(entry));
  }
  const add = (kind: 'said' | 'refused') => {
    for (const [reason, names] of namesByReason(table, kind)) {
      lines.push(...wrap(`${sentence(reason)}: ${names}`, '  ', '    '));
    }
  };
  lines.push('', 'Options without which the image is made all the same, with a notice:');
  add('said');
  lines.push('', 'Options that isodrop knows but does not have:');
  add('refused');
  return `${lines.join('\n')}\n`;
}

/** The names of options that do not work, by the reason. */
export function namesByReason(table: readonly OptionRow[], kind: 'said' | 'refused'): Map<string, string> {
  const names = new Map<string, string[]>();
  for (const { status, names: own } of table) {
    if (status.kind !== kind) continue;
    const reason = status.kind === 'said' ? status.because : status.why;
    names.set(reason, [...(names.get(reason) ?? []), ...own.map(dashed)]);
  }
  return new Map([...names].map(([reason, list]) => [reason, list.join(' ')]));
}

/** A name as it is typed. */
export function dashed(name: string): string {
  return name.startsWith('+') ? name : `-${name}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "-o, -output FILE" */
function spellings({ names, value }: OptionRow): string {
  return names.map(dashed).join(', ') + (value === undefined ? '' : ` ${value}`);
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
