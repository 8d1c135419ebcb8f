import { FLAG_DIRECTORY, FLAG_MULTI_EXTENT } from '../directory-record';
import { isDate, isZone, latin1 } from '../fields';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';
import type { TreeDescriptor } from '../volume-descriptors';
import { checkBoth } from './descriptor-rules';
import { type CheckedDirectory, type CheckedRecord, sectionsOf } from './tree-reading';

/** Bits of the file flags that are reserved; those that need an extended attribute record; those that no directory has. */
const RESERVED_FLAGS = 0x60;
const ATTRIBUTE_FLAGS = 0x18;
const FILE_FLAGS = 0x8c;

const BOTH: readonly [string, number, 2 | 4][] = [
  ['location of extent', 2, 4],
  ['data length', 10, 4],
  ['volume sequence number', 28, 2],
];

/** ECMA-119 6.8, 9.1 and 9.3: one directory of any hierarchy. */
export function checkDirectory(
  directory: CheckedDirectory,
  records: readonly CheckedRecord[],
  { descriptor, imageBytes, isJoliet }: { descriptor: TreeDescriptor; imageBytes: number; isJoliet: boolean },
  findings: Findings,
): void {
  const path = directory.path || '/';
  if (directory.byteLength === 0 || directory.byteLength % SECTOR_BYTES !== 0) {
    findings.add('directory-blocks', { at: directory.at, path, found: directory.byteLength });
  }
  checkFirstTwo(directory, records, findings);
  for (const { record, path } of records) {
    const { at, bytes, start, byteLength, flags, attributeBlocks, block, dataLength, identifier } = record;
    const bad = (field: string, found: string | number) => findings.add('record-value', { at, path, field, found });
    for (const [field, offset, half] of BOTH)
      checkBoth(bytes, start + offset, half, { field, at: at + offset, path }, findings);
    if (byteLength % 2 !== 0) findings.add('record-odd', { at, path, found: byteLength });
    const { volumeSequenceNumber: number } = record;
    if (number < 1 || number > Math.max(1, descriptor.volumeSetSize)) bad('volume sequence number', number);
    const wrongFlags =
      flags & FLAG_DIRECTORY
        ? FILE_FLAGS | RESERVED_FLAGS
        : RESERVED_FLAGS | (attributeBlocks > 0 ? 0 : ATTRIBUTE_FLAGS);
    if (flags & wrongFlags) bad('file flags', flags);
    const [month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0] = bytes.subarray(start + 19, start + 25);
    const isNone = bytes.subarray(start + 18, start + 25).every((byte) => byte === 0);
    if (!isNone && !(isDate(month, day, hour, minute, second) && isZone(zone))) {
      findings.add('date', {
        at: at + 18,
        path,
        field: 'recording date and time',
        found: [...bytes.subarray(start + 18, start + 25)].join(' '),
      });
    }
    if (
      identifier.length % 2 === 0 &&
      start + 33 + identifier.length < record.systemUseEnd &&
      bytes[start + 33 + identifier.length] !== 0
    ) {
      findings.add('unused-zero', { at: at + 33 + identifier.length, path, field: 'padding field' });
    }
    if (dataLength > 0 && !(flags & FLAG_DIRECTORY)) {
      const from = (block + attributeBlocks) * descriptor.blockBytes;
      if (from < 16 * SECTOR_BYTES || from + dataLength > imageBytes) {
        findings.add('extent-in-volume', { at, path, found: `block ${block}, ${dataLength} bytes` });
      }
    }
  }
  checkOrder(records, isJoliet, findings);
  checkSections(records, descriptor.blockBytes, findings);
}

/** 6.8.2.2: the first record is of the directory itself, the second of the one that it lies in. */
function checkFirstTwo(directory: CheckedDirectory, records: readonly CheckedRecord[], findings: Findings): void {
  for (const [index, name] of ['.', '..'].entries()) {
    const target = index === 0 ? directory : (directory.parent ?? directory);
    const checked = records[index];
    if (checked?.name !== name) {
      findings.add('dot-records', {
        at: directory.at,
        path: directory.path || '/',
        field: `record ${index + 1}`,
        found: checked ? `“${checked.name}”` : 'missing',
        wanted: name,
      });
      continue;
    }
    const { record, path } = checked;
    if (record.block !== target.block || record.dataLength !== target.byteLength) {
      const found = `block ${record.block}, ${record.dataLength} bytes`;
      findings.add('dot-records', {
        at: record.at,
        path,
        field: 'extent',
        found,
        wanted: `block ${target.block}, ${target.byteLength} bytes`,
      });
    }
    if (!(record.flags & FLAG_DIRECTORY))
      findings.add('dot-records', { at: record.at, path, field: 'file flags', found: record.flags });
  }
}

/** 9.3: sorted, and each name once. */
function checkOrder(records: readonly CheckedRecord[], isJoliet: boolean, findings: Findings): void {
  const compare = isJoliet ? compareJoliet : compareIso;
  const rest = records.filter(({ name }) => name !== '.' && name !== '..');
  rest.forEach((checked, index) => {
    const before = rest[index - 1];
    if (!before) return;
    const { at } = checked.record;
    const { path } = checked;
    const isSection = (before.record.flags & FLAG_MULTI_EXTENT) !== 0;
    if (compare(before, checked) > 0) findings.add('sorted', { at, path, found: before.name });
    if (before.name !== checked.name && isSection)
      findings.add('sections', { at, path: before.path, found: 'the next one does not follow' });
    // an associated file has the name of its file
    const isAssociated =
      before.record.flags !== checked.record.flags && ((before.record.flags ^ checked.record.flags) & 4) !== 0;
    if (before.name === checked.name && !isSection && !isAssociated) findings.add('unique', { at, path });
  });
  const last = rest.at(-1);
  if (last && last.record.flags & FLAG_MULTI_EXTENT)
    findings.add('sections', { at: last.record.at, path: last.path, found: 'the last one is missing' });
  const names = new Set<string>();
  for (const [first] of sectionsOf(records)) {
    if (!first) continue;
    const plain = `${first.name.replace(/;\d+$/, '')}${first.record.flags & 4}`;
    if (names.has(plain))
      findings.add('unique', { at: first.record.at, path: first.path, found: 'but for the version' });
    names.add(plain);
  }
}

/** 6.5.1: sections but the last fill blocks, and follow each other in most readers’ eyes. */
function checkSections(records: readonly CheckedRecord[], blockBytes: number, findings: Findings): void {
  for (const sections of sectionsOf(records)) {
    for (const [index, { record, path }] of sections.slice(0, -1).entries()) {
      const next = (sections[index + 1] as CheckedRecord).record;
      if (record.dataLength % blockBytes !== 0)
        findings.add('sections', { at: record.at, path, found: 'one before the last ends within a block' });
      if (record.block + record.dataLength / blockBytes !== next.block)
        findings.add('sections', { at: next.at, path, found: 'one does not lie behind the one before' });
    }
  }
}

interface Parts {
  name: string;
  extension: string;
  version: number;
}

/** As bytes: that is what is sorted. */
function identifierParts({ record }: CheckedRecord): Parts {
  const name = latin1(record.identifier);
  if (record.flags & FLAG_DIRECTORY) return { name, extension: '', version: 0 };
  const [, whole = '', version = '0'] = /^(.*?)(?:;(\d+))?$/s.exec(name) ?? [];
  const dot = whole.lastIndexOf('.');
  if (dot < 0) return { name: whole, extension: '', version: Number(version) };
  return { name: whole.slice(0, dot), extension: whole.slice(dot + 1), version: Number(version) };
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** With the shorter one filled up with spaces. */
export function comparePadded(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  return compareTexts(a.padEnd(length, ' '), b.padEnd(length, ' '));
}

/** 9.3: name, extension, version from high to low; a directory has no version. */
function compareIso(a: CheckedRecord, b: CheckedRecord): number {
  const [left, right] = [identifierParts(a), identifierParts(b)];
  const order = comparePadded(left.name, right.name) || comparePadded(left.extension, right.extension);
  return order || (left.version && right.version ? right.version - left.version : 0);
}

/** Joliet: by the code units, without the version. */
function compareJoliet(a: CheckedRecord, b: CheckedRecord): number {
  return compareTexts(a.name.replace(/;\d+$/, ''), b.name.replace(/;\d+$/, ''));
}
