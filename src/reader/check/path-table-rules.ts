import type { CachedBytes } from '../cached-bytes';
import { big16, big32, latin1, little16, little32 } from '../fields';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';
import type { TreeDescriptor } from '../volume-descriptors';
import { comparePadded } from './record-rules';
import type { CheckedDirectory } from './tree-reading';

/** A path table record (ECMA-119 9.4). */
interface TableRecord {
  at: number;
  block: number;
  parentNumber: number;
  identifier: Uint8Array;
}

export interface PathTable {
  kind: string;
  at: number;
  byteLength: number;
}

/** A longer table is none. */
const MOST_BYTES = 1 << 27;
const HEAD_BYTES = 8;
/** A parent's number has 16 bits (9.4.4). */
const MOST_NUMBER = 65_535;

/** ECMA-119 6.9: every path table of a hierarchy against its directories. Gives where they lie. */
export async function checkPathTables(
  bytes: CachedBytes,
  descriptor: TreeDescriptor,
  directories: readonly CheckedDirectory[],
  findings: Findings,
): Promise<PathTable[]> {
  const { l, optionalL, m, optionalM } = descriptor.pathTables;
  const tables: PathTable[] = [];
  let reference: TableRecord[] | undefined;
  for (const [kind, block, isLittle, isOptional] of [
    ['L', l, true, false],
    ['optional L', optionalL, true, true],
    ['M', m, false, false],
    ['optional M', optionalM, false, true],
  ] as const) {
    if (isOptional && block === 0) continue;
    const name = `path table ${kind} of the ${descriptor.kind} descriptor`;
    const at = block * descriptor.blockBytes;
    if (
      at < 16 * SECTOR_BYTES ||
      at + descriptor.pathTableBytes > bytes.byteLength ||
      descriptor.pathTableBytes > MOST_BYTES
    ) {
      findings.add('extent-in-volume', {
        at: descriptor.at,
        path: name,
        found: `block ${block}, ${descriptor.pathTableBytes} bytes`,
      });
      continue;
    }
    tables.push({ kind: name, at, byteLength: descriptor.pathTableBytes });
    const records = readTable(await bytes.read(at, descriptor.pathTableBytes), at, isLittle, name, findings);
    checkTable(records, directories, descriptor.kind === 'joliet', name, findings);
    if (reference) {
      for (const [index, record] of records.entries()) {
        const other = reference[index];
        if (other && other.block !== record.block)
          findings.add('path-tables-alike', {
            at: record.at,
            path: name,
            field: `record ${index + 1}`,
            found: record.block,
            wanted: other.block,
          });
      }
    }
    reference ??= records;
  }
  return tables;
}

function readTable(bytes: Uint8Array, at: number, isLittle: boolean, name: string, findings: Findings): TableRecord[] {
  const records: TableRecord[] = [];
  for (let start = 0; start < bytes.length; ) {
    const length = bytes[start] as number;
    const end = start + HEAD_BYTES + length + (length % 2);
    if (length === 0 || end > bytes.length) {
      findings.add('path-table-size', {
        at: at + start,
        path: name,
        field: 'length of directory identifier',
        found: length,
      });
      break;
    }
    records.push({
      at: at + start,
      block: isLittle ? little32(bytes, start + 2) : big32(bytes, start + 2),
      parentNumber: isLittle ? little16(bytes, start + 6) : big16(bytes, start + 6),
      identifier: bytes.slice(start + HEAD_BYTES, start + HEAD_BYTES + length),
    });
    if (length % 2 !== 0 && bytes[end - 1] !== 0)
      findings.add('unused-zero', { at: at + end - 1, path: name, field: 'padding field' });
    start = end;
  }
  return records;
}

function checkTable(
  records: readonly TableRecord[],
  directories: readonly CheckedDirectory[],
  isJoliet: boolean,
  name: string,
  findings: Findings,
): void {
  if (records.length !== directories.length) {
    findings.add('path-table-complete', {
      path: name,
      field: 'records',
      found: records.length,
      wanted: directories.length,
    });
  }
  const byBlock = new Map(directories.map((directory) => [directory.block, directory]));
  const numbers = new Map<CheckedDirectory, number>();
  const levels: number[] = [];
  for (const [index, record] of records.entries()) {
    const { at } = record;
    const directory = byBlock.get(record.block);
    if (!directory) {
      findings.add('path-table-complete', {
        at,
        path: name,
        field: `record ${index + 1}`,
        found: `no directory at block ${record.block}`,
      });
      continue;
    }
    const path = `${directory.path || '/'} (${name})`;
    if (numbers.has(directory))
      findings.add('path-table-complete', { at, path, field: 'record', found: 'it is there twice' });
    numbers.set(directory, index + 1);
    const wanted = numbers.get(directory.parent ?? directory) ?? 0;
    if (wanted !== record.parentNumber && wanted <= MOST_NUMBER) {
      findings.add('path-table-parent', {
        at: at + 6,
        path,
        field: 'parent directory number',
        found: record.parentNumber,
        wanted,
      });
    }
    if (latin1(record.identifier) !== latin1(directory.identifier)) {
      findings.add('path-table-identifier', {
        at: at + 8,
        path,
        field: 'directory identifier',
        found: latin1(record.identifier),
      });
    }
    levels[index] = directory.level;
    const before = records[index - 1];
    if (!before || index < 2) continue;
    const order =
      (levels[index - 1] ?? 0) - directory.level ||
      before.parentNumber - record.parentNumber ||
      compareIdentifiers(before.identifier, record.identifier, isJoliet);
    if (order > 0) findings.add('path-table-order', { at, path, field: 'record' });
  }
  for (const directory of directories) {
    if (!numbers.has(directory))
      findings.add('path-table-complete', {
        path: directory.path || '/',
        field: `record in the ${name}`,
        found: 'missing',
      });
  }
}

/** 6.9.1: plain identifiers are filled up with spaces, Joliet's are bytes. */
function compareIdentifiers(a: Uint8Array, b: Uint8Array, isJoliet: boolean): number {
  if (!isJoliet) return comparePadded(latin1(a), latin1(b));
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] as number) - (b[at] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
