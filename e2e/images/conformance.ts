/** Rules of ECMA-119, Joliet and SUSP/RRIP that hold for an image of any maker. */
import {
  BLOCK_BYTES,
  type Directory,
  type DirectoryRecord,
  FLAG_DIRECTORY,
  FLAG_MULTI_EXTENT,
  type IsoImage,
  type Problem,
  type Volume,
} from './iso-fields';
import { files, identifierTree, isRelocationDirectory, rockRidgeTree } from './namespaces';
import { both32, nameBytes } from './susp-fields';

type Report = (rule: string, structure: string, field: string, path: string, message: string) => void;

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const up = (bytes: number) => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;

/**
 * Everything about the image that a standard forbids. `isoLevel` is the interchange level of its identifiers,
 * `jolietUnits` what Joliet's may have (64 by its specification).
 */
export function conformanceProblems(image: IsoImage, isoLevel: 1 | 2 | 3 | 4, jolietUnits = 64): Problem[] {
  const problems = [...image.problems];
  const report: Report = (rule, structure, field, path, message) =>
    problems.push({ rule, structure, field, path, message });
  checkDescriptors(image, report);
  for (const volume of image.joliet ? [image.primary, image.joliet] : [image.primary]) {
    checkPathTables(volume, image, report);
    for (const directory of volume.directories) checkDirectory(directory, volume, image, report);
  }
  checkIsoIdentifiers(image.primary, isoLevel, report);
  if (image.joliet) {
    checkJolietIdentifiers(image.joliet, jolietUnits, report);
    checkSameContents(image, report);
  }
  if (image.systemUseSharing) checkRockRidge(image, report);
  checkSpace(image, report);
  return problems;
}

/** A problem as a line of a test's failure. */
export function problemLine({ rule, structure, field, path, message }: Problem): string {
  return `${rule}: ${structure}, ${field}${path ? ` of “${path}”` : ''}: ${message}`;
}

// --- descriptors (ECMA-119 8) ---------------------------------------------------------------------------

const A_CHARACTERS = /^[A-Z0-9_ !"%&'()*+,\-./:;<=>?]*$/;
const D_CHARACTERS = /^[A-Z0-9_]* *$/;

function checkDescriptors(image: IsoImage, report: Report): void {
  const { bytes, primary, joliet } = image;
  for (const { type, offset } of image.descriptors) {
    if (bytes[offset + 6] !== 1 && type !== 2) {
      report(
        'descriptor-version',
        `volume descriptor of type ${type}`,
        'volume descriptor version',
        '',
        `${bytes[offset + 6]}`,
      );
    }
    if (type === 255 && bytes.subarray(offset + 7, offset + BLOCK_BYTES).some((byte) => byte !== 0)) {
      report('unused-zero', 'volume descriptor set terminator', 'reserved field 7', '', 'not zero');
    }
  }
  for (const volume of joliet ? [primary, joliet] : [primary]) {
    const at = volume.descriptorOffset;
    const structure = volume === primary ? 'primary volume descriptor' : 'Joliet volume descriptor';
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, BLOCK_BYTES);
    const expect = (field: string, found: number, wanted: number) => {
      if (found !== wanted) report('descriptor-value', structure, field, '', `${found}, not ${wanted}`);
    };
    expect('volume space size', volume.volumeSpaceBlocks * BLOCK_BYTES, image.byteLength);
    const [size, sequence] = [view.getUint16(120, true), view.getUint16(124, true)];
    if (sequence < 1 || sequence > size)
      report('descriptor-value', structure, 'volume sequence number', '', `${sequence} of ${size}`);
    expect('logical block size', view.getUint16(128, true), BLOCK_BYTES);
    expect('file structure version', view.getUint8(881), 1);
    const zero = (field: string, from: number, to: number) => {
      if (bytes.subarray(at + from, at + to).some((byte) => byte !== 0))
        report('unused-zero', structure, field, '', 'not zero');
    };
    zero('volume flags', 7, 8);
    zero('unused field 72', 72, 80);
    if (volume === primary) zero('escape sequences', 88, 120);
    zero('reserved field 882', 882, 883);
    zero('reserved field 1395', 1395, BLOCK_BYTES);
    for (const [field, from] of [
      ['creation', 813],
      ['modification', 830],
      ['expiration', 847],
      ['effective', 864],
    ] as const) {
      const digits = text(bytes.subarray(at + from, at + from + 16));
      const zone = (bytes[at + from + 16]! << 24) >> 24;
      const [, year, month, day, hour, minute, second] =
        /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d\d$/.exec(digits) ?? [];
      const none = /^0{16}$/.test(digits) && zone === 0;
      const good =
        none ||
        (Number(year) > 0 &&
          inDay(Number(month), Number(day), Number(hour), Number(minute), Number(second)) &&
          zone >= -48 &&
          zone <= 52);
      if (!good) report('date', structure, `volume ${field} date and time`, '', `“${digits}” ${zone}`);
    }
    if (volume === primary) {
      const identifiers: [string, number, number, RegExp][] = [
        ['system identifier', 8, 40, A_CHARACTERS],
        ['volume identifier', 40, 72, D_CHARACTERS],
        ['volume set identifier', 190, 318, D_CHARACTERS],
        ['publisher identifier', 318, 446, A_CHARACTERS],
        ['data preparer identifier', 446, 574, A_CHARACTERS],
        ['application identifier', 574, 702, A_CHARACTERS],
      ];
      for (const [field, from, to, allowed] of identifiers) {
        const value = text(bytes.subarray(at + from, at + to));
        if (!allowed.test(value)) report('descriptor-characters', structure, field, '', `“${value.trimEnd()}”`);
      }
    }
    const { rootRecord, root } = volume;
    if (rootRecord.length !== 34)
      report('root-record', structure, 'length of directory record', '', `${rootRecord.length}`);
    const dot = root.records[0];
    if (dot && (dot.extentBlock !== rootRecord.extentBlock || dot.dataLength !== rootRecord.dataLength)) {
      report('root-record', structure, 'location of extent', '', 'differs from the root’s own record');
    }
  }
}

function inDay(month: number, day: number, hour: number, minute: number, second: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
}

// --- directories and path tables (ECMA-119 6.8, 6.9, 9) -------------------------------------------------

interface Identifier {
  name: string;
  extension: string;
  version: number;
}

function identifierParts(record: DirectoryRecord): Identifier {
  const [, whole = '', version = '0'] = /^(.*?)(?:;(\d+))?$/s.exec(record.name) ?? [];
  if (record.flags & FLAG_DIRECTORY) return { name: record.name, extension: '', version: 0 };
  const dot = whole.lastIndexOf('.');
  return dot < 0
    ? { name: whole, extension: '', version: Number(version) }
    : { name: whole.slice(0, dot), extension: whole.slice(dot + 1), version: Number(version) };
}

const compareCodes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function comparePadded(a: string, b: string, filler: string): number {
  const length = Math.max(a.length, b.length);
  return compareCodes(a.padEnd(length, filler), b.padEnd(length, filler));
}

/** ECMA-119 9.3: name, extension (both padded with spaces), version from high to low. */
function compareIso(a: DirectoryRecord, b: DirectoryRecord): number {
  const [left, right] = [identifierParts(a), identifierParts(b)];
  return (
    comparePadded(left.name, right.name, ' ') ||
    comparePadded(left.extension, right.extension, ' ') ||
    // The identifier of a directory has no version: a directory and a file may stand either way round.
    (left.version && right.version ? right.version - left.version : 0)
  );
}

/** Joliet: the code units, padded with zero; a dot is a character like others; the version does not count. */
function compareJoliet(a: DirectoryRecord, b: DirectoryRecord): number {
  return compareCodes(a.name.replace(/;\d+$/, ''), b.name.replace(/;\d+$/, ''));
}

function checkDirectory(directory: Directory, volume: Volume, image: IsoImage, report: Report): void {
  const { namespace } = volume;
  const structure = `${namespace} directory record`;
  const path = directory.path || '/';
  if (directory.byteLength === 0 || directory.byteLength % BLOCK_BYTES) {
    report('directory-blocks', structure, 'data length', path, `${directory.byteLength} bytes`);
  }
  const [dot, dotDot, ...rest] = directory.records;
  const parent = directory.parent ?? directory;
  for (const [record, name, target] of [
    [dot, '.', directory],
    [dotDot, '..', parent],
  ] as const) {
    if (record?.name !== name)
      report('dot-records', structure, 'file identifier', path, `“${record?.name}”, not “${name}”`);
    else if (record.extentBlock !== target.block || record.dataLength !== target.byteLength) {
      report(
        'dot-records',
        structure,
        'location of extent',
        record.path,
        `${record.extentBlock}, ${record.dataLength} bytes; not ${target.block}, ${target.byteLength}`,
      );
    }
    if (record && !(record.flags & FLAG_DIRECTORY))
      report('dot-records', structure, 'file flags', record.path, `${record.flags}`);
  }
  const { bytes } = image;
  for (const record of directory.records) {
    const at = record.offset;
    const bad = (rule: string, field: string, message: string) => report(rule, structure, field, record.path, message);
    if (record.length % 2) bad('record-length', 'length of directory record', `${record.length} is odd`);
    if (bytes[at + 1]) bad('record-value', 'extended attribute record length', `${bytes[at + 1]}`);
    if (bytes[at + 26] || bytes[at + 27]) bad('record-value', 'interleave gap size', 'not zero');
    const sequence = (from: number) => (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8);
    if (sequence(at + 28) !== sequence(volume.descriptorOffset + 124))
      bad('record-value', 'volume sequence number', `${sequence(at + 28)}`);
    // a directory is no associated file and has no sections (9.1.6)
    if (record.flags & (record.flags & FLAG_DIRECTORY ? 0b11111100 : 0b01111000))
      bad('record-value', 'file flags', `${record.flags}`);
    if (record.identifier.length === 0) bad('identifier', 'length of file identifier', 'no identifier');
    const [, month, day, hour, minute, second, zone] = record.recordingTime;
    const quarters = ((zone ?? 0) << 24) >> 24;
    const none = record.recordingTime.every((byte) => byte === 0);
    if (
      !none &&
      (!inDay(month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0) || quarters < -48 || quarters > 52)
    ) {
      bad('date', 'recording date and time', [...record.recordingTime].join(' '));
    }
    const padding = record.identifier.length % 2 === 0;
    if (padding && bytes[at + 33 + record.identifier.length]) bad('unused-zero', 'padding field', 'not zero');
    if (!record.child && record.dataLength) {
      const end = record.extentBlock * BLOCK_BYTES + record.dataLength;
      if (record.extentBlock < 16 || end > image.byteLength)
        bad('extent-in-volume', 'location of extent', `${record.extentBlock}, ${record.dataLength} bytes`);
    }
  }
  const compare = namespace === 'Joliet' ? compareJoliet : compareIso;
  rest.forEach((record, index) => {
    const before = rest[index - 1];
    if (!before) return;
    const order = compare(before, record);
    const sameFile = before.flags & FLAG_MULTI_EXTENT && before.name === record.name;
    if (order > 0) report('sorted', structure, 'file identifier', record.path, `stands after “${before.name}”`);
    if (before.flags & FLAG_MULTI_EXTENT && before.name !== record.name)
      report('sections', structure, 'file flags', before.path, 'its next section does not follow');
    if (before.name === record.name && !sameFile)
      report('unique', structure, 'file identifier', record.path, 'there are two');
  });
  const last = rest.at(-1);
  if (last && last.flags & FLAG_MULTI_EXTENT)
    report('sections', structure, 'file flags', last.path, 'its next section is missing');
  // Names that differ in their version only are alike to most readers.
  const names = new Set<string>();
  for (const [record] of files(directory)) {
    if (!record) continue;
    const plain = record.name.replace(/;\d+$/, '');
    if (names.has(plain))
      report('unique', structure, 'file identifier', record.path, 'there are two but for the version');
    names.add(plain);
  }
  for (const sections of files(directory)) {
    sections.slice(0, -1).forEach((section, index) => {
      const next = sections[index + 1]!;
      if (section.dataLength % BLOCK_BYTES)
        report('sections', structure, 'data length', section.path, 'a section before the last ends within a block');
      if (section.extentBlock + section.dataLength / BLOCK_BYTES !== next.extentBlock)
        report('sections', structure, 'location of extent', next.path, 'does not follow the section before it');
    });
  }
}

function checkPathTables(volume: Volume, image: IsoImage, report: Report): void {
  const [reference] = volume.pathTables;
  if (!reference) return;
  const compareIdentifiers = (a: Uint8Array, b: Uint8Array) => {
    if (volume.namespace === 'Joliet') return Buffer.compare(a, b);
    return comparePadded(text(a), text(b), ' ');
  };
  for (const table of volume.pathTables) {
    const structure = `${volume.namespace} path table ${table.kind}`;
    const total = table.records.reduce((sum, { length }) => sum + length, 0);
    if (total !== volume.pathTableBytes)
      report(
        'path-table-size',
        structure,
        'path table size',
        '',
        `${volume.pathTableBytes}, but its records take ${total}`,
      );
    if (table.records.length !== volume.directories.length) {
      report(
        'path-table-complete',
        structure,
        'records',
        '',
        `${table.records.length} for ${volume.directories.length} directories`,
      );
    }
    const byBlock = new Map(volume.directories.map((directory) => [directory.block, directory]));
    const numbers = new Map<Directory, number>();
    const levels: number[] = [];
    table.records.forEach((record, index) => {
      const path = `#${index + 1}`;
      const { length } = record.identifier;
      if (length % 2 && image.bytes[record.offset + 8 + length])
        report('unused-zero', structure, 'padding field', path, 'not zero');
      const directory = byBlock.get(record.extentBlock);
      if (!directory) {
        report(
          'path-table-complete',
          structure,
          'location of extent',
          path,
          `no directory at block ${record.extentBlock}`,
        );
        return;
      }
      if (numbers.has(directory))
        report('path-table-complete', structure, 'location of extent', path, `“${directory.path}” is there twice`);
      numbers.set(directory, index + 1);
      const parentNumber = numbers.get(directory.parent ?? directory);
      if ((parentNumber ?? 0) !== record.parentNumber && (parentNumber ?? 0) < 65_536) {
        report(
          'path-table-parent',
          structure,
          'parent directory number',
          path,
          `${record.parentNumber}, not ${parentNumber}`,
        );
      }
      const own = directory.path.slice(directory.path.lastIndexOf('/') + 1);
      const named = directory.parent?.records.find(({ child }) => child === directory);
      const wanted = named ? named.identifier : Uint8Array.of(0);
      if (Buffer.compare(wanted, record.identifier))
        report('path-table-identifier', structure, 'directory identifier', path, `is not “${own}”`);
      levels[index] = directory.level;
      const before = table.records[index - 1];
      if (!before || index < 2) return;
      const order =
        levels[index - 1]! - directory.level ||
        before.parentNumber - record.parentNumber ||
        compareIdentifiers(before.identifier, record.identifier);
      if (order > 0)
        report(
          'path-table-order',
          structure,
          'directory identifier',
          path,
          `“${own}” stands after what should follow it (6.9.1)`,
        );
    });
    for (const directory of volume.directories) {
      if (!numbers.has(directory)) report('path-table-complete', structure, 'records', directory.path, 'is not in it');
    }
    table.records.forEach((record, index) => {
      const other = reference.records[index];
      if (other && other.extentBlock !== record.extentBlock)
        report('path-tables-alike', structure, 'location of extent', `#${index + 1}`, 'differs from type L');
    });
  }
  if (image.bytes.length === 0) report('empty', 'image', 'bytes', '', 'none');
}

// --- identifiers ----------------------------------------------------------------------------------------

const FILE_IDENTIFIER = { 1: /^(?=.+\.|\..+)[A-Z0-9_]{0,8}\.[A-Z0-9_]{0,3};1$/, 2: /^[A-Z0-9_]*\.[A-Z0-9_]*;1$/ };
const DIRECTORY_IDENTIFIER = { 1: /^[A-Z0-9_]{1,8}$/, 2: /^[A-Z0-9_]{1,31}$/ };

/** ECMA-119 7.5, 7.6 and 10.1 to 10.3; 6.8.2.1 for depth and path length. */
function checkIsoIdentifiers(volume: Volume, isoLevel: 1 | 2 | 3 | 4, report: Report): void {
  const structure = 'ISO 9660 directory record';
  const form = isoLevel === 1 ? 1 : 2;
  for (const directory of volume.directories) {
    if (directory.level > 8) report('depth', 'ISO 9660 directory', 'level', directory.path, `level ${directory.level}`);
    for (const record of directory.records.slice(2)) {
      const bad = (message: string) => report('identifier', structure, 'file identifier', record.path, message);
      if (record.flags & FLAG_DIRECTORY) {
        if (!DIRECTORY_IDENTIFIER[form].test(record.name))
          bad(`“${record.name}” is no directory identifier of level ${isoLevel}`);
      } else {
        if (!FILE_IDENTIFIER[form].test(record.name) || record.name === '.;1')
          bad(`“${record.name}” is no file identifier of level ${isoLevel}`);
        const plain = record.name.replace(/;\d+$/, '').replace('.', '');
        if (plain.length > 30) bad(`“${record.name}” has more than thirty characters`);
      }
      if (isoLevel < 3 && record.flags & FLAG_MULTI_EXTENT)
        report('sections', structure, 'file flags', record.path, 'sections need level 3');
      const pathLength = record.path.replace(/;\d+$/, '').length - 1;
      if (pathLength > 255)
        report('path-length', structure, 'file identifier', record.path, `${pathLength} characters`);
    }
  }
}

function checkJolietIdentifiers(volume: Volume, most: number, report: Report): void {
  const structure = 'Joliet directory record';
  for (const directory of volume.directories) {
    for (const record of directory.records.slice(2)) {
      const bad = (message: string) => report('joliet-identifier', structure, 'file identifier', record.path, message);
      const name = record.name.replace(/;1$/, '');
      if (record.identifier.length % 2) bad('an odd number of bytes');
      if (name.length > most) bad(`${name.length} characters`);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Joliet forbids
      if (/[\u0000-\u001f*/:;?\\]/.test(name)) bad('a character that Joliet forbids');
      if (name.length === most && /[\ud800-\udbff]$/.test(name)) bad('ends with half a character');
    }
  }
}

/** Both trees must lead to the same contents; links are in Rock Ridge only. */
function checkSameContents(image: IsoImage, report: Report): void {
  if (!image.joliet) return;
  const contents = (volume: Volume) =>
    [...identifierTree(volume).values()]
      .filter(({ kind, size }) => kind === 'file' && size > 0)
      .map(({ sections }) => sections.map(({ block, byteLength }) => `${block}+${byteLength}`).join(' '))
      .sort();
  const [iso, joliet] = [contents(image.primary), contents(image.joliet)];
  if (iso.join() !== joliet.join()) {
    report('same-contents', 'Joliet directory', 'records', '', `${joliet.length} contents, ISO 9660 has ${iso.length}`);
  }
}

// --- Rock Ridge -----------------------------------------------------------------------------------------

const RR_FLAGS: [string, number][] = [
  ['PX', 1],
  ['PN', 2],
  ['SL', 4],
  ['NM', 8],
  ['CL', 16],
  ['PL', 32],
  ['RE', 64],
  ['TF', 128],
];

/** POSIX: pipe, character device, directory, block device, file, symbolic link, socket. */
const FILE_TYPES = [0o010000, 0o020000, 0o040000, 0o060000, 0o100000, 0o120000, 0o140000];

function checkRockRidge(image: IsoImage, report: Report): void {
  const structure = 'ISO 9660 directory record';
  const byBlock = new Map(image.primary.directories.map((directory) => [directory.block, directory]));
  const has = (record: DirectoryRecord, signature: string) =>
    record.systemUse.some((entry) => entry.signature === signature);
  const entry = (record: DirectoryRecord, signature: string) =>
    record.systemUse.find((one) => one.signature === signature);
  const rootDot = image.primary.root.records[0];
  if (rootDot) {
    if (!has(rootDot, 'ER')) report('extension-reference', structure, 'system use', rootDot.path, 'no ER');
    const sharing = entry(rootDot, 'SP');
    if (sharing && (sharing.bytes[4] !== 0xbe || sharing.bytes[5] !== 0xef))
      report('sharing-protocol', 'SP entry', 'check bytes', rootDot.path, 'not BE EF');
  }
  const extension = rootDot && entry(rootDot, 'ER');
  const version = extension && text(extension.bytes.subarray(8, 8 + (extension.bytes[4] ?? 0)));
  // SUSP 5.5: the three texts fill it
  const texts = extension ? [4, 5, 6].reduce((sum, at) => sum + (extension.bytes[at] ?? 0), 0) : 0;
  if (extension && extension.bytes.length !== 8 + texts)
    report('system-use-length', 'ER entry', 'length', '/.', `${extension.bytes.length}, its texts make ${8 + texts}`);
  if (version !== 'RRIP_1991A' && version !== 'IEEE_1282')
    report('rock-ridge-version', structure, 'ER', '/.', `“${version}”`);
  const relocatedTo = new Map<number, DirectoryRecord>();
  for (const directory of image.primary.directories) {
    const names = new Map<string, DirectoryRecord>();
    for (const record of directory.records) {
      const isDot = record.name === '.' || record.name === '..';
      const bad = (rule: string, field: string, message: string) =>
        report(rule, field === 'NM' ? 'NM entry' : structure, field, record.path, message);
      if (!has(record, 'PX')) bad('rock-ridge', 'PX', 'missing');
      if (!isDot && !has(record, 'NM')) bad('rock-ridge', 'NM', 'missing');
      for (const { signature, bytes } of record.systemUse) {
        const wanted: Record<string, number[]> = {
          SP: [7],
          CE: [28],
          RR: [5],
          PX: [36, 44],
          PN: [20],
          CL: [12],
          PL: [12],
          RE: [4],
        };
        if (wanted[signature] && !wanted[signature].includes(bytes.length))
          bad('system-use-length', signature, `${bytes.length} bytes`);
        if (bytes[3] !== 1) bad('system-use-version', signature, `${bytes[3]}`);
      }
      const flags = entry(record, 'RR');
      if (flags) {
        const wanted = RR_FLAGS.reduce((sum, [signature, bit]) => sum | (has(record, signature) ? bit : 0), 0);
        if (flags.bytes[4] !== wanted)
          bad('rock-ridge-flags', 'field flags', `${flags.bytes[4]}, its entries make ${wanted}`);
      }
      const name = nameBytes(record.systemUse);
      if (name && !isDot) {
        const shown = text(name);
        const before = names.get(shown);
        const sections = before && before.flags & FLAG_MULTI_EXTENT && before.name === record.name;
        if (before && !sections) bad('unique', 'NM', 'there are two of this name');
        names.set(shown, record);
        if (name.length === 0 || name.length > 255 || name.includes(0) || name.includes(0x2f))
          bad('rock-ridge', 'NM', `${name.length} bytes`);
        if (shown === '.' || shown === '..') bad('rock-ridge', 'NM', `“${shown}”`);
      }
      const parts = record.systemUse.filter(({ signature }) => signature === 'NM');
      parts.forEach(({ bytes }, index) => {
        const continues = ((bytes[4] ?? 0) & 1) !== 0;
        if (continues !== index < parts.length - 1) bad('rock-ridge', 'NM', 'CONTINUE flag');
      });
      const linkParts = record.systemUse.filter(({ signature }) => signature === 'SL');
      linkParts.forEach(({ bytes }, index) => {
        const continues = ((bytes[4] ?? 0) & 1) !== 0;
        if (continues !== index < linkParts.length - 1) bad('rock-ridge', 'SL', 'CONTINUE flag');
        // RRIP 4.1.3.1: what is no name is the current, the parent or the root directory
        for (let at = 5; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) {
          if ([0, 1].includes(bytes[at] ?? 0) !== (bytes[at + 1] ?? 0) > 0)
            bad('rock-ridge', 'SL', `component flags ${bytes[at]}, ${bytes[at + 1]} bytes`);
        }
      });
      if (Boolean(flags) !== (version === 'RRIP_1991A')) bad('rock-ridge-version', 'RR', `in ${version}`);
      const mode = entry(record, 'PX');
      if (mode && mode.bytes.length !== (version === 'RRIP_1991A' ? 36 : 44))
        bad('rock-ridge-version', 'PX', `${mode.bytes.length} bytes in ${version}`);
      const type = mode ? both32(mode.bytes, 4) & 0o170000 : undefined;
      if (type !== undefined) {
        const isDirectory = (record.flags & FLAG_DIRECTORY) !== 0;
        if (isDirectory && type !== 0o040000) bad('rock-ridge-mode', 'file mode', `${type.toString(8)} of a directory`);
        if (linkParts.length > 0 !== (type === 0o120000))
          bad('rock-ridge-mode', 'file mode', `${type.toString(8)}, ${linkParts.length} SL`);
        if (!FILE_TYPES.includes(type)) bad('rock-ridge-mode', 'file mode', `${type.toString(8)} is no file type`);
        if (has(record, 'PN') !== (type === 0o020000 || type === 0o060000))
          bad('rock-ridge', 'PN', `${type.toString(8)}, ${has(record, 'PN') ? 'there' : 'missing'}`);
        if (record.dataLength && ![0o040000, 0o100000].includes(type))
          bad('rock-ridge', 'data length', `${type.toString(8)} with data`);
      }
      const child = entry(record, 'CL');
      if (child) {
        const target = byBlock.get(both32(child.bytes, 4));
        const parentLink = target?.records[1] && entry(target.records[1], 'PL');
        const moved = target?.parent?.records.find((one) => one.child === target);
        if (record.flags & FLAG_DIRECTORY) bad('relocation', 'file flags', 'a CL record must not be a directory');
        if (!target) bad('relocation', 'CL', 'leads to no directory');
        if (target && !parentLink) bad('relocation', 'PL', 'the child’s “..” has none');
        if (parentLink && both32(parentLink.bytes, 4) !== directory.block)
          bad('relocation', 'PL', 'does not lead back');
        if (moved && !has(moved, 'RE')) bad('relocation', 'RE', 'the child’s record has none');
        if (target && relocatedTo.has(target.block)) bad('relocation', 'CL', 'two lead to one directory');
        if (target) relocatedTo.set(target.block, record);
      }
    }
  }
  for (const directory of image.primary.directories) {
    const moved = directory.parent?.records.find(({ child }) => child === directory);
    if (moved && has(moved, 'RE') && !relocatedTo.has(directory.block))
      report('relocation', structure, 'RE', directory.path, 'no CL leads to it');
  }
  checkLinkCounts(image, report);
}

/** A directory's link count is two and one for each subdirectory that a Rock Ridge reader shows in it. */
function checkLinkCounts(image: IsoImage, report: Report): void {
  const relocated = (record: DirectoryRecord) => record.systemUse.some(({ signature }) => signature === 'CL');
  const counts = new Map<Directory, number>();
  for (const directory of image.primary.directories) {
    const below = [...files(directory)].filter(([record]) => record && (record.child || relocated(record)));
    counts.set(directory, 2 + below.length);
  }
  const check = (record: DirectoryRecord | undefined, directory: Directory | undefined) => {
    const px = record?.systemUse.find(({ signature }) => signature === 'PX');
    if (!record || !px || !directory) return;
    const found = both32(px.bytes, 12);
    const wanted = counts.get(directory);
    if (found !== wanted) report('link-count', 'PX entry', 'file links', record.path, `${found}, not ${wanted}`);
  };
  const byBlock = new Map(image.primary.directories.map((directory) => [directory.block, directory]));
  for (const directory of image.primary.directories) {
    const parentLink = directory.records[1]?.systemUse.find(({ signature }) => signature === 'PL');
    const parent = parentLink ? byBlock.get(both32(parentLink.bytes, 4)) : (directory.parent ?? directory);
    check(directory.records[0], directory);
    check(directory.records[1], parent);
    for (const record of directory.records.slice(2)) if (record.child) check(record, record.child);
  }
}

// --- space ----------------------------------------------------------------------------------------------

interface Claim {
  from: number;
  to: number;
  what: string;
  path: string;
  /** Contents may be shared by being the same run. */
  shareable: boolean;
}

function checkSpace(image: IsoImage, report: Report): void {
  const claims: Claim[] = [];
  const claim = (from: number, byteLength: number, what: string, path: string, shareable = false) => {
    if (byteLength > 0) claims.push({ from, to: from + byteLength, what, path, shareable });
  };
  for (const { offset, type } of image.descriptors) claim(offset, BLOCK_BYTES, `volume descriptor of type ${type}`, '');
  for (const volume of image.joliet ? [image.primary, image.joliet] : [image.primary]) {
    for (const table of volume.pathTables)
      claim(table.block * BLOCK_BYTES, volume.pathTableBytes, `${volume.namespace} path table ${table.kind}`, '');
    for (const directory of volume.directories) {
      claim(directory.block * BLOCK_BYTES, directory.byteLength, `${volume.namespace} directory`, directory.path);
      for (const sections of files(directory)) {
        const [record] = sections;
        if (!record || record.flags & FLAG_DIRECTORY) continue;
        const size = sections.reduce((sum, { dataLength }) => sum + dataLength, 0);
        claim(record.extentBlock * BLOCK_BYTES, size, 'file', record.path, true);
      }
    }
  }
  for (const area of image.continuationAreas)
    claim(area.block * BLOCK_BYTES + area.offset, area.byteLength, 'continuation area', area.path, true);
  claims.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  let last: Claim | undefined;
  const { bytes } = image;
  const zero = (from: number, to: number, after: string) => {
    const stop = Math.min(to, bytes.length);
    for (let at = from; at < stop; at++) {
      if (bytes[at] === 0) continue;
      const rule = at < 16 * BLOCK_BYTES ? 'system-area-zero' : 'unused-zero';
      report(rule, 'unclaimed', `byte ${at} (block ${Math.floor(at / BLOCK_BYTES)})`, after, `${bytes[at]}, not zero`);
      return;
    }
  };
  for (const next of claims) {
    if (last && next.from < end) {
      const same =
        next.shareable && last.shareable && next.what === last.what && next.from === last.from && next.to === last.to;
      if (!same) report('overlap', next.what, 'extent', next.path, `overlaps the ${last.what} “${last.path}”`);
    } else zero(end, next.from, last ? `after the ${last.what} ${last.path}` : 'at the start');
    if (next.to >= end) {
      end = next.to;
      last = next;
    }
  }
  zero(end, image.byteLength, 'after everything');
  if (image.byteLength % BLOCK_BYTES) report('whole-blocks', 'image', 'length', '', `${image.byteLength} bytes`);
  if (up(end) > image.byteLength)
    report('extent-in-volume', last?.what ?? '', 'extent', last?.path ?? '', `ends at ${end}`);
}

/** Whether the image relocates directories at all. */
export function relocates(image: IsoImage): boolean {
  return image.primary.directories.some(isRelocationDirectory) && rockRidgeTree(image).size > 0;
}
