import type { CommandOptions } from './command-options';

/** The headings of `-help` and README, in their order. */
export const SECTIONS = [
  'File systems',
  'Files to take',
  'Leaving out, hiding, sorting',
  'Output',
  'Volume',
  'Messages',
  'Plain ISO 9660 names',
  'Owners and modes',
  'Boot',
  'UDF and DVD',
  'Adding to a disc',
  'Macintosh',
  'Jigdo',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Does what an option says. `spelling` is the option as it was typed. */
export type Apply = (options: CommandOptions, value: string, spelling: string, ...more: string[]) => void;

/** What becomes of an option. */
export type Status =
  /** It works. */
  | { kind: 'works'; apply: Apply }
  /** The image is made all the same, and a person is told what it does not have. */
  | { kind: 'said'; because: string }
  /** Nothing is made: why, and what a person can do instead, as a sentence. */
  | { kind: 'refused'; why: string; instead: string };

/** An option: one row of the table from which the parser, the help, README and the messages are made. */
export interface OptionRow {
  /** Without dashes (one that begins with `+` has none). Names of one letter can be bundled (`-Jrf`). */
  names: readonly string[];
  /** What stands for its value in the help, a word for each argument that it takes. Absent: it has none. */
  value?: string;
  /** Whose option it is; absent: genisoimage's, whose long names may be cut short. */
  dialect?: 'mkisofs' | 'xorriso' | 'isodrop';
  section: Section;
  help: string;
  status: Status;
}

type Row = Omit<OptionRow, 'section'>;

/** Rows under one heading. */
export function inSection(section: Section, rows: readonly (Row | readonly Row[])[]): OptionRow[] {
  return rows.flat().map((row) => ({ ...row, section }));
}

/** Rows of a dialect. */
export function inDialect(dialect: NonNullable<OptionRow['dialect']>, rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, dialect }));
}

/**
 * An option that works.
 * @param spec its names, and in capitals its value if it has one: `o output FILE`
 */
export function works(spec: string, help: string, apply: Apply): Row {
  return { ...readSpec(spec), help, status: { kind: 'works', apply } };
}

/** An option that asks for what Isodrop does anyway. */
export function always(spec: string, help: string): Row {
  return works(spec, help, () => {});
}

/** An option without which the image is what it is, and that is said: `because` follows its name and a colon. */
export function said(spec: string, help: string, because: string): Row {
  return { ...readSpec(spec), help, status: { kind: 'said', because } };
}

/** Options that are refused for one reason: `[names and value, help, what to do instead]`. */
export function refused(why: string, rows: readonly (readonly [spec: string, help: string, instead: string])[]): Row[] {
  return rows.map(([spec, help, instead]) => ({
    ...readSpec(spec),
    help,
    status: { kind: 'refused', why, instead },
  }));
}

/** Names and value, and help. */
export type Lines = readonly (readonly [spec: string, help: string])[];

/** Options that are refused for one reason, with one thing to do instead. */
export function refusedAlike(why: string, instead: string, lines: Lines): Row[] {
  return refused(
    why,
    lines.map(([spec, help]) => [spec, help, instead]),
  );
}

/** Words in capitals of two letters and more stand for values, but for the first word, which is always a name. */
function readSpec(spec: string): Pick<Row, 'names' | 'value'> {
  const words = spec.split(' ');
  const isValue = (word: string, index: number) => index > 0 && /^[A-Z,=]{2,}$/.test(word);
  const values = words.filter(isValue);
  return {
    names: words.filter((word, index) => !isValue(word, index)),
    ...(values.length === 0 ? {} : { value: values.join(' ') }),
  };
}
