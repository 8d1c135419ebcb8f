/** Rows of an archive as columns: they cross from worker to worker at a fraction of what objects cost. */
import type { Attributes } from '../image/attributes';
import type { Kind } from '../image/tree';
import type { ArchiveRow } from './unpacking';

/** What a row has as a number; undefined: it has none. */
const NUMBERS: readonly ((row: ArchiveRow) => number | undefined)[] = [
  ({ parent }) => parent,
  ({ kind }) => kind,
  ({ attributes }) => attributes.modifyTime,
  ({ attributes }) => attributes.accessTime,
  ({ attributes }) => attributes.attributeTime,
  ({ attributes }) => attributes.mode,
  ({ attributes }) => attributes.user,
  ({ attributes }) => attributes.group,
  ({ attributes }) => attributes.linkCount,
  ({ attributes }) => attributes.device?.major,
  ({ attributes }) => attributes.device?.minor,
  ({ content }) => content?.byteLength,
  ({ content }) => content?.store,
  ({ content }) => content?.offset,
  ({ sameAs }) => sameAs,
  ({ marks }) => marks,
  ({ isUnreadable }) => (isUnreadable ? 1 : undefined),
];

/** Some rows. */
export interface ArchiveColumns {
  names: string[];
  /** What `NUMBERS` has of each row, row after row; NaN: nothing. */
  numbers: Float64Array<ArrayBuffer>;
  /** Bytes that few have, by the row. */
  targets: Map<number, Uint8Array>;
  nameBytes: Map<number, Uint8Array>;
}

export function columnsOf(rows: readonly ArchiveRow[]): ArchiveColumns {
  const width = NUMBERS.length;
  const numbers = new Float64Array(rows.length * width);
  const columns: ArchiveColumns = { names: [], numbers, targets: new Map(), nameBytes: new Map() };
  rows.forEach((row, at) => {
    columns.names.push(row.name);
    for (let column = 0; column < width; column++) {
      numbers[at * width + column] = NUMBERS[column]?.(row) ?? Number.NaN;
    }
    if (row.target) columns.targets.set(at, row.target);
    if (row.nameBytes) columns.nameBytes.set(at, row.nameBytes);
  });
  return columns;
}

/** The rows again. */
export function rowsOf({ names, numbers, targets, nameBytes }: ArchiveColumns): ArchiveRow[] {
  return names.map((name, at) => {
    const first = at * NUMBERS.length;
    const number = (column: number) => {
      const value = numbers[first + column] as number;
      return Number.isNaN(value) ? undefined : value;
    };
    const attributes = attributesOf(numbers[first + 2] as number, number);
    const row: ArchiveRow = { parent: number(0) as number, name, kind: number(1) as Kind, attributes };
    const byteLength = number(11);
    if (byteLength !== undefined) {
      row.content = { byteLength, store: number(12) as number, offset: number(13) as number };
    }
    const [sameAs, marks] = [number(14), number(15)];
    if (sameAs !== undefined) row.sameAs = sameAs;
    if (marks !== undefined) row.marks = marks;
    if (number(16) !== undefined) row.isUnreadable = true;
    const target = targets.get(at);
    if (target) row.target = target;
    const bytes = nameBytes.get(at);
    if (bytes) row.nameBytes = bytes;
    return row;
  });
}

function attributesOf(modifyTime: number, number: (column: number) => number | undefined): Attributes {
  const attributes: Attributes = { modifyTime };
  const [accessTime, attributeTime, mode] = [number(3), number(4), number(5)];
  if (accessTime !== undefined) attributes.accessTime = accessTime;
  if (attributeTime !== undefined) attributes.attributeTime = attributeTime;
  if (mode !== undefined) attributes.mode = mode;
  const [user, group, linkCount] = [number(6), number(7), number(8)];
  if (user !== undefined) attributes.user = user;
  if (group !== undefined) attributes.group = group;
  if (linkCount !== undefined) attributes.linkCount = linkCount;
  const [major, minor] = [number(9), number(10)];
  if (major !== undefined && minor !== undefined) attributes.device = { major, minor };
  return attributes;
}
