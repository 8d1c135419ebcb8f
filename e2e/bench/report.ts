import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

/** One line of the table: text, as Markdown shows it. */
export interface Row {
  what: string;
  ours: string;
  against?: string;
  /** Ours by theirs: median and spread. */
  ratio?: string;
  target?: string;
  /** Whether the target is met; undefined where there is none. */
  met?: boolean | undefined;
}

const HEAD = ['case', 'what', 'ours', 'against', 'ratio: median (lowest–highest)', 'target', 'met', 'date'];
const BEGIN = '<!-- table: npm run bench -- --write -->';
const END = '<!-- end of table -->';

export const tableHead = `| ${HEAD.join(' | ')} |\n| ${HEAD.map(() => '---').join(' | ')} |`;

/** A row as Markdown. @param date as YYYY-MM-DD */
export function tableLine(name: string, row: Row, date: string): string {
  const { what, ours, against = '', ratio = '', target = '', met } = row;
  const verdict = met === undefined ? '' : met ? 'yes' : 'no';
  return `| ${[`\`${name}\``, what, ours, against, ratio, target, verdict, date].join(' | ')} |`;
}

/** What was measured on, in words: numbers mean little without it. */
export function machine(): string {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model.trim() || 'unknown processor';
  return `${processors.length} × ${model}, ${gigabytes} GB, ${type()} ${release()}, Node ${process.versions.node}`;
}

/** Puts the lines of the cases that ran in place of their older ones in BENCHMARKS.md; all else in it stays. */
export function writeTable(file: string, names: readonly string[], lines: ReadonlyMap<string, string[]>): void {
  const existing = existsSync(file) ? readFileSync(file, 'utf8') : `# Benchmarks\n\n${BEGIN}\n${END}\n`;
  const [before, rest] = existing.split(BEGIN) as [string, string | undefined];
  const [table, after] = (rest ?? '').split(END) as [string, string | undefined];
  if (after === undefined)
    throw new Error(`${file} has no table to write into: it begins with ${BEGIN}, ends with ${END}.`);
  const kept = (name: string) => table.split('\n').filter((line) => cellsOf(line)[0] === `\`${name}\``);
  const body = aligned([...tableHead.split('\n'), ...names.flatMap((name) => lines.get(name) ?? kept(name))]);
  const text = `${before}${BEGIN}\n\nMachine: ${machine()}.\n\n${body}\n\n${END}${after}`;
  writeFileSync(file, text);
}

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** A table as the formatter wants it: each column as wide as its widest cell. */
function aligned(lines: readonly string[]): string {
  const rows = lines.map(cellsOf);
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const shown = rows.map((cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, cell === '---' ? '-' : ' ')).join(' | '),
  );
  return shown.map((cells) => `| ${cells} |`).join('\n');
}
