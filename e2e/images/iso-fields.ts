/**
 * A reader of image structures for the tests: written from ECMA-119, the Joliet specification and SUSP/RRIP 1.12, and
 * sharing nothing with the encoder. It names every byte of an image (structure, field, path) and keeps going over
 * whatever is wrong, noting it as a problem.
 */
import { both32, type FieldSpec, type SystemUseEntry, systemUseFields } from './susp-fields';

export const BLOCK_BYTES = 2048;

/** Something that a standard forbids. */
export interface Problem {
  /** A short stable name of the rule. */
  rule: string;
  structure: string;
  field: string;
  path: string;
  message: string;
}

/** A run of bytes with a meaning; structures may lie within others, the innermost counts. */
export interface Structure {
  structure: string;
  path: string;
  offset: number;
  length: number;
  fields: readonly FieldSpec[];
}

/** A named field of the image. */
export interface Field {
  structure: string;
  field: string;
  path: string;
  offset: number;
  length: number;
}

export interface DirectoryRecord {
  offset: number;
  length: number;
  path: string;
  extentBlock: number;
  dataLength: number;
  flags: number;
  recordingTime: Uint8Array;
  identifier: Uint8Array;
  /** The identifier as text: one character per byte in ISO 9660, UCS-2 in Joliet; `.` and `..` for those two. */
  name: string;
  systemUse: SystemUseEntry[];
  directory: Directory;
  /** What the record itself leads to, where it is a directory. */
  child?: Directory;
}

export interface Directory {
  path: string;
  block: number;
  byteLength: number;
  /** Levels below the root, whose own is 1. */
  level: number;
  parent: Directory | undefined;
  records: DirectoryRecord[];
}

export interface PathTableRecord {
  offset: number;
  length: number;
  extentBlock: number;
  parentNumber: number;
  identifier: Uint8Array;
}

export interface PathTable {
  kind: 'L' | 'M' | 'optional L' | 'optional M';
  block: number;
  records: PathTableRecord[];
}

/** One volume descriptor with a directory tree, and that tree. */
export interface Volume {
  namespace: 'ISO 9660' | 'Joliet';
  descriptorOffset: number;
  volumeSpaceBlocks: number;
  pathTableBytes: number;
  volumeIdentifier: string;
  rootRecord: DirectoryRecord;
  root: Directory;
  directories: Directory[];
  pathTables: PathTable[];
}

export interface ContinuationArea {
  block: number;
  offset: number;
  byteLength: number;
  path: string;
}

export interface IsoImage {
  bytes: Uint8Array;
  /** Of the whole image, which may be longer than the bytes at hand. */
  byteLength: number;
  descriptors: { type: number; offset: number }[];
  primary: Volume;
  joliet: Volume | undefined;
  /** Whether the root's `.` begins with an SP entry. */
  systemUseSharing: boolean;
  continuationAreas: ContinuationArea[];
  structures: Structure[];
  problems: Problem[];
}

const DESCRIPTOR_HEAD: FieldSpec[] = [
  { field: 'volume descriptor type', at: 0, length: 1 },
  { field: 'standard identifier', at: 1, length: 5 },
  { field: 'volume descriptor version', at: 6, length: 1 },
];

/** ECMA-119 8.4 and 8.5, without the head. Both descriptors have the same places. */
const VOLUME_DESCRIPTOR: FieldSpec[] = [
  ...DESCRIPTOR_HEAD,
  { field: 'volume flags', at: 7, length: 1 },
  { field: 'system identifier', at: 8, length: 32 },
  { field: 'volume identifier', at: 40, length: 32 },
  { field: 'unused field 72', at: 72, length: 8 },
  { field: 'volume space size', at: 80, length: 8 },
  { field: 'escape sequences', at: 88, length: 32 },
  { field: 'volume set size', at: 120, length: 4 },
  { field: 'volume sequence number', at: 124, length: 4 },
  { field: 'logical block size', at: 128, length: 4 },
  { field: 'path table size', at: 132, length: 8 },
  { field: 'location of type L path table', at: 140, length: 4 },
  { field: 'location of optional type L path table', at: 144, length: 4 },
  { field: 'location of type M path table', at: 148, length: 4 },
  { field: 'location of optional type M path table', at: 152, length: 4 },
  { field: 'volume set identifier', at: 190, length: 128 },
  { field: 'publisher identifier', at: 318, length: 128 },
  { field: 'data preparer identifier', at: 446, length: 128 },
  { field: 'application identifier', at: 574, length: 128 },
  { field: 'copyright file identifier', at: 702, length: 37 },
  { field: 'abstract file identifier', at: 739, length: 37 },
  { field: 'bibliographic file identifier', at: 776, length: 37 },
  { field: 'volume creation date and time', at: 813, length: 17 },
  { field: 'volume modification date and time', at: 830, length: 17 },
  { field: 'volume expiration date and time', at: 847, length: 17 },
  { field: 'volume effective date and time', at: 864, length: 17 },
  { field: 'file structure version', at: 881, length: 1 },
  { field: 'reserved field 882', at: 882, length: 1 },
  { field: 'application use', at: 883, length: 512 },
  { field: 'reserved field 1395', at: 1395, length: 653 },
];

/** ECMA-119 9.1. */
const RECORD_HEAD: FieldSpec[] = [
  { field: 'length of directory record', at: 0, length: 1 },
  { field: 'extended attribute record length', at: 1, length: 1 },
  { field: 'location of extent', at: 2, length: 8 },
  { field: 'data length', at: 10, length: 8 },
  { field: 'recording date and time', at: 18, length: 7 },
  { field: 'file flags', at: 25, length: 1 },
  { field: 'file unit size', at: 26, length: 1 },
  { field: 'interleave gap size', at: 27, length: 1 },
  { field: 'volume sequence number', at: 28, length: 4 },
  { field: 'length of file identifier', at: 32, length: 1 },
];

/** Fields recorded in both byte orders: [structure's place, bytes of one half]. */
const RECORD_BOTH: [string, number, number][] = [
  ['location of extent', 2, 4],
  ['data length', 10, 4],
  ['volume sequence number', 28, 2],
];
const DESCRIPTOR_BOTH: [string, number, number][] = [
  ['volume space size', 80, 4],
  ['volume set size', 120, 2],
  ['volume sequence number', 124, 2],
  ['logical block size', 128, 2],
  ['path table size', 132, 4],
];

export const FLAG_DIRECTORY = 2;
export const FLAG_MULTI_EXTENT = 128;

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** UCS-2 big-endian as a string, lone surrogates and all. */
export function ucs2(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode((bytes[at]! << 8) | bytes[at + 1]!);
  return text;
}

const up = (bytes: number) => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;

/**
 * Reads all structures of an image. `bytes` may be its beginning only, as long as all structures are in it;
 * `byteLength` is then the whole image's. Throws only where there is no image at all.
 */
export function parseImage(bytes: Uint8Array, byteLength = bytes.length): IsoImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const structures: Structure[] = [];
  const problems: Problem[] = [];
  const continuationAreas: ContinuationArea[] = [];
  const descriptors: { type: number; offset: number }[] = [];

  const problem = (rule: string, structure: string, field: string, path: string, message: string) =>
    problems.push({ rule, structure, field, path, message });
  const both = (offset: number, half: number, structure: string, field: string, path: string) => {
    const little = half === 4 ? view.getUint32(offset, true) : view.getUint16(offset, true);
    const big = half === 4 ? view.getUint32(offset + 4) : view.getUint16(offset + 2);
    if (little !== big) {
      problem('both-byte-orders', structure, field, path, `little-endian ${little}, big-endian ${big}`);
    }
    return little;
  };

  for (let offset = 16 * BLOCK_BYTES; ; offset += BLOCK_BYTES) {
    if (offset + BLOCK_BYTES > bytes.length) throw new Error('The volume descriptor set has no end.');
    if (latin(bytes.subarray(offset + 1, offset + 6)) !== 'CD001') {
      throw new Error(`There is no volume descriptor at byte ${offset}.`);
    }
    const type = bytes[offset]!;
    descriptors.push({ type, offset });
    if (type === 255) break;
  }

  const isJoliet = (offset: number) => ['%/@', '%/C', '%/E'].includes(latin(bytes.subarray(offset + 88, offset + 91)));
  const nameOfDescriptor = ({ type, offset }: { type: number; offset: number }) => {
    if (type === 1) return 'primary volume descriptor';
    if (type === 2) return isJoliet(offset) ? 'Joliet volume descriptor' : 'supplementary volume descriptor';
    if (type === 0) return 'boot record';
    return type === 255 ? 'volume descriptor set terminator' : `volume descriptor of type ${type}`;
  };
  for (const descriptor of descriptors) {
    const withTree = descriptor.type === 1 || descriptor.type === 2;
    structures.push({
      structure: nameOfDescriptor(descriptor),
      path: '',
      offset: descriptor.offset,
      length: BLOCK_BYTES,
      fields: withTree ? VOLUME_DESCRIPTOR : [...DESCRIPTOR_HEAD, { field: 'reserved field 7', at: 7, length: 2041 }],
    });
  }

  const systemUse = (record: DirectoryRecord, start: number, structureName: string): SystemUseEntry[] => {
    const entries: SystemUseEntry[] = [];
    const read = (from: number, to: number, area: number): ContinuationArea | undefined => {
      let next: ContinuationArea | undefined;
      let at = from;
      for (; at + 4 <= to; ) {
        const length = bytes[at + 2]!;
        if (length < 4 || at + length > to) {
          if (bytes.subarray(at, to).some((byte) => byte !== 0)) {
            problem('system-use-length', structureName, 'system use', record.path, `an entry of ${length} bytes`);
          }
          break;
        }
        const signature = latin(bytes.subarray(at, at + 2));
        const entry = { signature, offset: at, bytes: bytes.subarray(at, at + length), area };
        entries.push(entry);
        const structure = `${signature} entry`;
        const fields = systemUseFields(entry);
        structures.push({ structure, path: record.path, offset: at, length, fields });
        for (const field of fields) {
          if (
            field.length === 8 &&
            signature !== 'TF' &&
            signature !== 'NM' &&
            !/^(extension|component|rest)/.test(field.field)
          ) {
            both(at + field.at, 4, structure, field.field, record.path);
          }
        }
        if (signature === 'CE' && length >= 28) {
          if (next) problem('one-continuation', structure, 'signature word', record.path, 'a second CE in one area');
          next = {
            block: both32(entry.bytes, 4),
            offset: both32(entry.bytes, 12),
            byteLength: both32(entry.bytes, 20),
            path: record.path,
          };
        }
        at += length;
        if (signature === 'ST') break;
      }
      return next;
    };
    let next = read(start, record.offset + record.length, 0);
    for (let area = 1; next; area++) {
      const from = next.block * BLOCK_BYTES + next.offset;
      if (next.offset + next.byteLength > BLOCK_BYTES || from + next.byteLength > bytes.length || area > 100) {
        problem('continuation-in-block', 'CE entry', 'length of continuation area', record.path, JSON.stringify(next));
        break;
      }
      continuationAreas.push(next);
      structures.push({
        structure: 'continuation area',
        path: record.path,
        offset: from,
        length: next.byteLength,
        fields: [{ field: 'unused', at: 0, length: next.byteLength }],
      });
      next = read(from, from + next.byteLength, area);
    }
    return entries;
  };

  let skip = 0;
  let systemUseSharing = false;

  const readRecord = (offset: number, directory: Directory, namespace: Volume['namespace']): DirectoryRecord => {
    const length = bytes[offset]!;
    const identifierLength = bytes[offset + 32]!;
    const identifier = bytes.subarray(offset + 33, offset + 33 + identifierLength);
    let name = namespace === 'Joliet' ? ucs2(identifier) : latin(identifier);
    if (identifierLength === 1 && identifier[0]! <= 1) name = identifier[0] === 0 ? '.' : '..';
    const path = `${directory.path}/${name}`;
    const structure = `${namespace} directory record`;
    for (const [field, at, half] of RECORD_BOTH) both(offset + at, half, structure, field, path);
    const padding = identifierLength % 2 === 0 ? 1 : 0;
    const start = 33 + identifierLength + padding;
    const fields = [...RECORD_HEAD, { field: 'file identifier', at: 33, length: identifierLength }];
    if (padding && start <= length) fields.push({ field: 'padding field', at: start - 1, length: 1 });
    if (start < length) fields.push({ field: 'system use', at: start, length: length - start });
    structures.push({ structure, path, offset, length, fields });
    if (start > length) problem('record-length', structure, 'length of directory record', path, `${length} bytes`);
    return {
      offset,
      length,
      path,
      extentBlock: view.getUint32(offset + 2, true),
      dataLength: view.getUint32(offset + 10, true),
      recordingTime: bytes.subarray(offset + 18, offset + 25),
      flags: bytes[offset + 25]!,
      identifier,
      name,
      systemUse: [],
      directory,
    };
  };

  const readDirectory = (directory: Directory, namespace: Volume['namespace']) => {
    const from = directory.block * BLOCK_BYTES;
    const to = from + directory.byteLength;
    const structure = `${namespace} directory`;
    if (to > bytes.length) {
      problem('extent-in-volume', structure, 'extent', directory.path, `blocks from ${directory.block}`);
      return;
    }
    structures.push({
      structure,
      path: directory.path || '/',
      offset: from,
      length: directory.byteLength,
      fields: [{ field: 'unused', at: 0, length: directory.byteLength }],
    });
    for (let at = from; at < to; ) {
      const length = bytes[at]!;
      const left = BLOCK_BYTES - (at % BLOCK_BYTES);
      if (length === 0) {
        if (bytes.subarray(at, at + left).some((byte) => byte !== 0)) {
          problem('unused-zero', structure, 'unused', directory.path, `bytes from ${at} to the end of the block`);
        }
        at += left;
        continue;
      }
      if (length < 34 || length > left) {
        problem('record-in-block', structure, 'record', directory.path, `${length} bytes at ${at}, ${left} left`);
        at += left;
        continue;
      }
      const record = readRecord(at, directory, namespace);
      directory.records.push(record);
      const start = at + 33 + record.identifier.length + (record.identifier.length % 2 === 0 ? 1 : 0);
      if (namespace === 'ISO 9660') {
        if (!directory.parent && record.name === '.' && latin(bytes.subarray(start, start + 2)) === 'SP') {
          systemUseSharing = true;
          skip = bytes[start + 6]!;
        }
        const isFirst = !directory.parent && record.name === '.';
        if (systemUseSharing)
          record.systemUse = systemUse(record, start + (isFirst ? 0 : skip), 'ISO 9660 directory record');
      }
      at += length;
    }
  };

  const readTree = (rootRecord: DirectoryRecord, root: Directory, namespace: Volume['namespace']) => {
    const directories = [root];
    const seen = new Set([rootRecord.extentBlock]);
    for (const directory of directories) {
      readDirectory(directory, namespace);
      for (const record of directory.records) {
        if (!(record.flags & FLAG_DIRECTORY) || record.name === '.' || record.name === '..') continue;
        if (seen.has(record.extentBlock)) {
          problem('directory-once', `${namespace} directory record`, 'location of extent', record.path, 'met twice');
          continue;
        }
        seen.add(record.extentBlock);
        record.child = {
          path: record.path,
          block: record.extentBlock,
          byteLength: record.dataLength,
          level: directory.level + 1,
          parent: directory,
          records: [],
        };
        directories.push(record.child);
      }
    }
    return directories;
  };

  const readPathTable = (
    kind: PathTable['kind'],
    block: number,
    tableBytes: number,
    namespace: Volume['namespace'],
  ) => {
    const little = kind.endsWith('L');
    const records: PathTableRecord[] = [];
    const structure = `${namespace} path table ${kind}`;
    const from = block * BLOCK_BYTES;
    if (from + tableBytes > bytes.length) {
      problem('extent-in-volume', structure, 'location', '', `block ${block}`);
      return { kind, block, records };
    }
    structures.push({
      structure,
      path: '',
      offset: from,
      length: up(tableBytes),
      fields: [{ field: 'unused', at: 0, length: up(tableBytes) }],
    });
    for (let at = from; at < from + tableBytes; ) {
      const identifierLength = bytes[at]!;
      const length = 8 + identifierLength + (identifierLength % 2);
      if (identifierLength === 0 || at + length > from + tableBytes) {
        problem(
          'path-table-size',
          structure,
          'length of directory identifier',
          '',
          `${identifierLength} at byte ${at}`,
        );
        break;
      }
      const identifier = bytes.subarray(at + 8, at + 8 + identifierLength);
      const path = namespace === 'Joliet' ? ucs2(identifier) : latin(identifier);
      const fields: FieldSpec[] = [
        { field: 'length of directory identifier', at: 0, length: 1 },
        { field: 'extended attribute record length', at: 1, length: 1 },
        { field: 'location of extent', at: 2, length: 4 },
        { field: 'parent directory number', at: 6, length: 2 },
        { field: 'directory identifier', at: 8, length: identifierLength },
      ];
      if (identifierLength % 2) fields.push({ field: 'padding field', at: 8 + identifierLength, length: 1 });
      structures.push({
        structure: `${structure} record`,
        path: `#${records.length + 1} ${path}`,
        offset: at,
        length,
        fields,
      });
      records.push({
        offset: at,
        length,
        extentBlock: view.getUint32(at + 2, little),
        parentNumber: view.getUint16(at + 6, little),
        identifier,
      });
      at += length;
    }
    return { kind, block, records };
  };

  const readVolume = (offset: number, namespace: Volume['namespace']): Volume => {
    const structure = namespace === 'Joliet' ? 'Joliet volume descriptor' : 'primary volume descriptor';
    for (const [field, at, half] of DESCRIPTOR_BOTH) both(offset + at, half, structure, field, '');
    const root: Directory = {
      path: '',
      block: view.getUint32(offset + 156 + 2, true),
      byteLength: view.getUint32(offset + 156 + 10, true),
      level: 1,
      parent: undefined,
      records: [],
    };
    const rootRecord = readRecord(offset + 156, { ...root, path: `root record of the ${structure}` }, namespace);
    rootRecord.child = root;
    const directories = readTree(rootRecord, root, namespace);
    const pathTableBytes = view.getUint32(offset + 132, true);
    const pathTables: PathTable[] = [];
    for (const [kind, at] of [
      ['L', 140],
      ['optional L', 144],
      ['M', 148],
      ['optional M', 152],
    ] as const) {
      const block = view.getUint32(offset + at, kind.endsWith('L'));
      if (block || !kind.startsWith('optional')) pathTables.push(readPathTable(kind, block, pathTableBytes, namespace));
    }
    const identifier = bytes.subarray(offset + 40, offset + 72);
    return {
      namespace,
      descriptorOffset: offset,
      volumeSpaceBlocks: view.getUint32(offset + 80, true),
      pathTableBytes,
      volumeIdentifier: (namespace === 'Joliet' ? ucs2(identifier) : latin(identifier)).trimEnd(),
      rootRecord,
      root,
      directories,
      pathTables,
    };
  };

  const primaryAt = descriptors.find(({ type }) => type === 1);
  if (!primaryAt) throw new Error('There is no primary volume descriptor.');
  const primary = readVolume(primaryAt.offset, 'ISO 9660');
  // The enhanced descriptor of ISO 9660:1999 leads to the same directories; it has a root record of its own.
  for (const descriptor of descriptors.filter(({ type, offset }) => type === 2 && !isJoliet(offset))) {
    readRecord(
      descriptor.offset + 156,
      { ...primary.root, path: 'root record of the supplementary volume descriptor' },
      'ISO 9660',
    );
  }
  const jolietAt = descriptors.find(({ type, offset }) => type === 2 && isJoliet(offset));
  const joliet = jolietAt && readVolume(jolietAt.offset, 'Joliet');

  const contents = new Set<string>();
  for (const volume of joliet ? [primary, joliet] : [primary]) {
    for (const { records } of volume.directories) {
      for (const record of records) {
        if (record.flags & FLAG_DIRECTORY || record.dataLength === 0) continue;
        const key = `${record.extentBlock} ${record.dataLength}`;
        if (contents.has(key)) continue;
        contents.add(key);
        const { dataLength } = record;
        structures.push({
          structure: 'file',
          path: record.path,
          offset: record.extentBlock * BLOCK_BYTES,
          length: up(dataLength),
          fields: [
            { field: 'data', at: 0, length: dataLength },
            { field: 'unused', at: dataLength, length: up(dataLength) - dataLength },
          ],
        });
      }
    }
  }
  // The longer of two that start together is the outer one.
  structures.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return {
    bytes,
    byteLength,
    descriptors,
    primary,
    joliet,
    systemUseSharing,
    continuationAreas,
    structures,
    problems,
  };
}

/** Every field of every structure, in the order of the image. */
export function flatFields(image: IsoImage): Field[] {
  return image.structures.flatMap(({ structure, path, offset, fields }) =>
    fields.map(({ field, at, length }) => ({ structure, field, path, offset: offset + at, length })),
  );
}

/** The innermost field that byte `offset` belongs to; bytes of no structure are "unclaimed". */
export function fieldAt(image: IsoImage, offset: number): Field {
  const { structures } = image;
  let low = 0;
  let high = structures.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (structures[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index--) {
    const candidate = structures[index]!;
    if (offset >= candidate.offset + candidate.length) continue;
    const within = offset - candidate.offset;
    // A field that encloses others (a record's system use) gives way to the structures inside it, met before it.
    const spec = candidate.fields.find(({ at, length }) => within >= at && within < at + length);
    if (!spec) continue;
    return {
      structure: candidate.structure,
      field: spec.field,
      path: candidate.path,
      offset: candidate.offset + spec.at,
      length: spec.length,
    };
  }
  const structure = offset < 16 * BLOCK_BYTES ? 'system area' : 'unclaimed';
  return { structure, field: 'bytes', path: '', offset, length: 1 };
}
