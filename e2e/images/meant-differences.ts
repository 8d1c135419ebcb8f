/**
 * What may differ between an image of Isodrop and one of genisoimage of the same folder: a table of fields, each with
 * the reason. A row that no case of the matrix needs is a failure, so that the table does not rot.
 */
import { type Difference, differenceLine, differencesByStructure, differencesInPlace, type Scene } from './comparison';
import { BLOCK_BYTES, type DirectoryRecord, ucs2 } from './iso-fields';
import { files, isRelocationDirectory, recordedTime } from './namespaces';

/** A difference that is meant. What a row does not say may be anything. */
export interface Meant {
  /** Short and unique. */
  id: string;
  structure?: RegExp;
  field?: RegExp;
  path?: RegExp;
  /** Whether the two values differ in the way that is meant. */
  when?: (difference: Difference, scene: Scene) => boolean;
  /** What follows lies elsewhere: structures are held against those of the same path. */
  moves?: true;
  reason: string;
}

const ISO = /^(ISO 9660 directory record|TF entry|PX entry)$/;
const TIME = /time$/;
/** Paths in RR_MOVED, whose identifier depends on options, in whatever folder. */
const moved = (rest: string) => new RegExp(`^\\/[._]?rr_(moved?)?\\.?${rest}$`, 'i');

const time = (bytes: Uint8Array | undefined) => recordedTime(bytes) ?? Number.NaN;

/** Whether genisoimage's clock gave a time: its commands take seconds at times. */
function isClock(bytes: Uint8Array | undefined, { ours }: Scene): boolean {
  const { bytes: image, primary } = ours;
  const began = time(image.subarray(primary.descriptorOffset + 813, primary.descriptorOffset + 830));
  return Math.abs(time(bytes) - began) <= 60;
}

const isAt1970 = ({ theirs }: Pick<Difference, 'theirs'>) => hex(theirs) === '46010100000000';
const hasRockRidge = ({ ours }: Scene) =>
  ours.primary.root.records[0]?.systemUse.some(({ signature }) => signature === 'PX') ?? false;
const has = ({ words }: Scene, ...options: string[]) => options.some((option) => words.includes(option));
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');
const joliet = (bytes: Uint8Array | undefined) => ucs2(bytes ?? new Uint8Array());
const withoutC1 = (bytes: Uint8Array | undefined) =>
  [...joliet(bytes)].map((one) => (one >= '\u0080' && one <= '\u009f' ? '_' : one)).join('');
/** A Joliet name up to its first character beyond UCS-2. */
const beforeAstral = (name: string) => name.replace(/[\ud800-\udbff].*$/s, '');
/** A name of Joliet whose bytes of UTF-8 were taken for characters, as far as Joliet allows them. */
const asLatin1 = (name: string) =>
  Buffer.from(name)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, '_');
/** A name's ASCII, between what had to be replaced or was no ASCII. */
const asciiOf = (name: string) => name.replace(/([^ -~]|_)+/gu, '_');
/** Whether names are the same as far as there is room for both, extensions apart. */
const alike = (a: string, b: string) =>
  a === b || (Math.max(a.length, b.length) >= 60 && a.slice(0, 50) === b.slice(0, 50));
const hasControls = (bytes: Uint8Array | undefined) => bytes?.some((byte) => byte < 0x20 || byte === 0x7f) ?? false;
const LONG_EXTENSION = /\.[^.;]{4,}(;1)?$/;
const withoutVersion = (name: string) => name.replace(/;1$/, '');
/** A name's part before the extension without the number that ends it, and the extension. */
function numbered(name: string): { stem: string; extension: string } | undefined {
  const [, stem, extension] = /^(.[^.]*|)[0-9A-Z]{3}(\..*|)$/s.exec(withoutVersion(name)) ?? [];
  return stem === undefined || extension === undefined ? undefined : { stem, extension };
}
/** Whether a name is another with a number in it, in place of characters where there is no room. */
function isNumbered(name: string, plain: string): boolean {
  const number = numbered(name);
  const other = withoutVersion(plain);
  return number !== undefined && other.startsWith(number.stem) && other.endsWith(number.extension);
}
/** Whether two names are the same but for versions and numbers. */
function areAlike(a: string, b: string): boolean {
  const [one, other] = [numbered(a), numbered(b)];
  const isSame = one?.stem === other?.stem && one?.extension === other?.extension && one !== undefined;
  return withoutVersion(a) === withoutVersion(b) || isSame || isNumbered(a, b) || isNumbered(b, a);
}
/** Whether an identifier has a number here because genisoimage's of another entry is it with a longer extension. */
function meetsLongExtension({ ours, theirs }: Difference, scene: Scene): boolean {
  const plain = withoutVersion(text(theirs));
  if (!isNumbered(text(ours), plain)) return false;
  return scene.theirs.primary.directories.some(({ records }) =>
    records.some(({ name }) => LONG_EXTENSION.test(name) && name.startsWith(plain)),
  );
}
const hasSpecial = ({ entries }: Scene) => entries.some(({ kind }) => /^(device|pipe|socket)$/.test(kind));
/** Bytes of a link's SL entries, heads and all. */
const targetBytes = (record: DirectoryRecord | undefined) =>
  (record?.systemUse ?? []).reduce((sum, { signature, bytes }) => sum + (signature === 'SL' ? bytes.length : 0), 0);
/** Whether an entry is a symbolic link; Joliet does not tell, so there its name is looked up. */
function isLink({ path, structure }: Difference, scene: Scene): boolean {
  const record = scene.record(path, structure);
  if (!structure.startsWith('Joliet')) return targetBytes(record) > 0;
  return record?.dataLength === 0 && scene.isLinkName(record.name);
}
/** Whether an entry's own time is none of 1900 to 2155: its record has the nearest. */
const isOutside = (record: DirectoryRecord | undefined) =>
  /^(000101000000|ff0c1f173b3b)/.test(hex(record?.recordingTime));
const links = (bytes: Uint8Array | undefined) => bytes?.[0] ?? 0;
/** A record's number of links, in both byte orders (RRIP 4.1.1). */
const linksOf = (record: DirectoryRecord | undefined) =>
  record?.systemUse.find(({ signature }) => signature === 'PX')?.bytes.subarray(12, 20);
/** Whether our translation table has the identifiers of the records around it, in their order. */
function isTrueTable({ path, structure }: Difference, { ours, record }: Scene): boolean {
  const block = (record(path, structure) ?? record(path, 'ISO 9660') ?? record(path, 'Joliet'))?.extentBlock;
  const table = ours.primary.directories
    .flatMap(({ records }) => records)
    .find(({ extentBlock, dataLength, child }) => extentBlock === block && dataLength > 0 && !child);
  if (!table) return false;
  const from = table.extentBlock * BLOCK_BYTES;
  const lines = `\n${text(ours.bytes.subarray(from, from + table.dataLength))}`;
  let at = 0;
  for (const [one] of files(table.directory)) {
    if (!one || one === table || (one.child && isRelocationDirectory(one.child))) continue;
    const line = ` ${text(one.identifier).padEnd(208)}\t`;
    at = lines.indexOf(line, at) + line.length;
    // names may have line feeds
    if (at < line.length || lines[at - line.length - 2] !== '\n') return false;
  }
  return at > 0;
}

export const MEANT: readonly Meant[] = [
  {
    id: 'program',
    structure: /volume descriptor$/,
    field: /^application identifier$/,
    reason: 'it names the program',
  },
  {
    id: 'zone-of-2028',
    field: /time|date/,
    when: ({ ours, theirs }) =>
      ours?.length === 7 &&
      theirs?.length === 7 &&
      ours[0]! >= 128 &&
      ours[6] === 0 &&
      Buffer.compare(ours.subarray(0, 6), theirs.subarray(0, 6)) === 0,
    reason: 'a defect of genisoimage: from 2028 on the offset from Greenwich (ECMA-119 9.1.5) is that of another day',
  },
  {
    id: 'clock',
    field: TIME,
    when: ({ ours, theirs }, scene) => isClock(ours, scene) && isClock(theirs, scene),
    reason: 'nothing tells the time of a new folder: the volume’s here, the clock’s there, a second later at times',
  },
  {
    id: 'time-of-grafted-folder',
    field: TIME,
    path: /^\/(at\/some\/place|grafted\/here|a\/b)(\/\.)?$/i,
    when: ({ theirs }, scene) => isClock(theirs, scene),
    reason: 'a folder that is put somewhere else keeps its own time; genisoimage gives it the clock’s',
  },
  {
    id: 'root-record-1970',
    structure: /directory record$/,
    field: TIME,
    path: /^root record/,
    when: isAt1970,
    reason: 'a defect of genisoimage: it forgets the time of the root where it makes folders of its own',
  },
  {
    id: 'link-record-time',
    structure: /directory record$/,
    field: TIME,
    when: (difference, scene) => isLink(difference, scene),
    reason: 'a defect of genisoimage: the record of a symbolic link (ECMA-119 9.1.5) has the time of what it leads to',
  },
  {
    id: 'rr-moved-parent',
    structure: ISO,
    field: /time$|^file (mode|user ID|group ID)$/,
    path: moved('\\/\\.\\.'),
    when: ({ theirs }, scene) => isAt1970({ theirs }) || isClock(theirs, scene) || links(theirs) === 0,
    reason: 'a defect of genisoimage: `..` of RR_MOVED, the root, has no mode, no owner and the time 1970',
  },
  {
    id: 'moved-parent-links',
    structure: /^PX entry$/,
    field: /^file links$/,
    path: moved('\\/[^/]+\\/\\.\\.'),
    reason:
      '`..` with PL stands for the parent that the directory had (RRIP 4.1.5.2); genisoimage gives it RR_MOVED’s links',
  },
  {
    id: 'new-dir-mode',
    structure: /^PX entry$/,
    field: /^file mode$/,
    path: moved('(\\/\\.)?'),
    when: ({ theirs }, scene) => has(scene, '-new-dir-mode') && theirs?.[0] === 0o155,
    reason: 'RR_MOVED is a new directory and has the mode of -new-dir-mode; always 0555 there',
  },
  {
    id: 'parent-links',
    structure: /^PX entry$/,
    field: /^file links$/,
    path: /^\/\.\.$/,
    when: ({ ours }, scene) => hex(ours) === hex(linksOf(scene.record('/.', 'ISO 9660'))),
    reason:
      'a defect of genisoimage: `..` of the root counts folders that -hide leaves out, and none that it makes itself',
  },
  {
    id: 'moved-links',
    structure: /^PX entry$/,
    field: /^file links$/,
    path: /^(\/[^/]+){8,}$/,
    when: (_, scene) => has(scene, '-hide', '-hide-list'),
    reason: 'a defect of genisoimage: folders that -hide leaves out count beside CL',
  },
  {
    id: 'moved-hidden',
    structure: /directory record$/,
    field: /^file flags$/,
    when: ({ ours, theirs, path }, scene) =>
      theirs !== undefined &&
      ours?.[0] === (theirs[0]! | 1) &&
      (/^(\/[^/]+){7,8}$/.test(path) || has(scene, '-hide', '-hide-list')),
    reason:
      'a defect of genisoimage: it hides a relocated directory in RR_MOVED only (RRIP 4.1.5.1), one that ISO 9660 lacks nowhere',
  },
  {
    id: 'times-outside',
    structure: /directory record$|^TF entry$/,
    when: ({ path, structure, field }, scene) =>
      /time$|^(length|flags)$/.test(field) &&
      isOutside(scene.record(path, structure) ?? scene.record(path, 'ISO 9660')),
    moves: true,
    reason:
      'genisoimage writes a wrong year where seven bytes cannot hold it; here the nearest, and long stamps (RRIP 4.1.6)',
  },
  {
    id: 'deep-without-rock-ridge',
    path: /^(\/[^/]+){7,}/,
    field: /^presence$/,
    when: ({ theirs }, scene) => theirs === undefined && !hasRockRidge(scene),
    moves: true,
    reason: 'without Rock Ridge genisoimage leaves out what lies below the eighth level (ECMA-119 6.8.2.1)',
  },
  {
    id: 'deep-without-rock-ridge',
    field: TIME,
    path: /^(\/[^/]+){6,}\/\.\.?$/,
    when: ({ theirs }, scene) => isClock(theirs, scene) && !hasRockRidge(scene),
    reason: 'a folder that genisoimage leaves empty has the clock’s time',
  },
  {
    id: 'deep-without-rock-ridge',
    structure: /directory record$/,
    field: /^location of extent$/,
    path: /^(\/[^/]+){7}\/\.\.$/,
    when: (_, scene) => !hasRockRidge(scene),
    reason: 'a defect of genisoimage: `..` of such a folder leads elsewhere than to its parent (ECMA-119 6.8.2.2)',
  },
  {
    id: 'long-link',
    when: ({ path, structure }, scene) =>
      / entry$/.test(structure) && targetBytes(scene.record(path, 'ISO 9660')) > 250,
    moves: true,
    reason: 'a defect of genisoimage: an SL entry of more than 255 bytes (SUSP 4.1) has its length modulo 256',
  },
  {
    id: 'control-characters',
    structure: /^ISO 9660 directory record$/,
    field: /^file identifier$/,
    when: ({ theirs }) => hasControls(theirs),
    moves: true,
    reason: 'a control character is no d-character (ECMA-119 7.4.1), and 00 and 01 mean `.` and `..`: `_` here',
  },
  {
    id: 'dots-alone',
    structure: /^ISO 9660 directory record$/,
    field: /^file identifier$/,
    when: ({ theirs }) => /^\.+(;1)?$/.test(text(theirs)),
    moves: true,
    reason: 'a name is not full stops alone (ECMA-119 7.5.1): readers drop the last one, and `...` would be `..`',
  },
  {
    id: 'charset',
    structure: /^(ISO 9660 directory record|NM entry|SL entry|CE entry)$/,
    field: /identifier$|^padding field$|^name content$|^length$|^component|^flags$|^presence$/,
    when: (_, scene) => has(scene, 'iso8859-1'),
    moves: true,
    reason: 'names and targets are those of UTF-8, whatever the encoding on the disk; there of the bytes on the disk',
  },
  {
    id: 'table-of-made-folder',
    field: /^presence$/,
    path: /^\/((at|at\/some|a|grafted)\/)?(TRANS\.TBL|NAMES\.LST)(;1)?$/i,
    when: ({ theirs }, scene) => !theirs && has(scene, '-root', '-graft-points'),
    moves: true,
    reason:
      'genisoimage makes no table in folders of its own that have folders alone; what else has some names is read there',
  },
  {
    id: 'names-in-table',
    structure: /^(file|(ISO 9660|Joliet) directory record)$/,
    field: /^data( length)?$/,
    path: /\/(TRANS\.TBL|NAMES\.LST)(;1)?$/i,
    when: (difference, scene) => isTrueTable(difference, scene),
    moves: true,
    reason: 'a translation table has the identifiers and names of the records around it, which differ by other rows',
  },
  {
    id: 'special-file',
    structure: /directory record$/,
    field: /^presence$/,
    when: ({ ours, theirs }, scene) => !ours && !hasRockRidge(scene) && theirs?.[10] === 0 && (theirs[25]! & ~1) === 0,
    moves: true,
    reason: 'devices, pipes and sockets need Rock Ridge (RRIP 4.1.2); there they are empty files without it',
  },
  {
    id: 'special-file',
    structure: /directory record$/,
    field: /^file identifier$/,
    when: ({ ours, theirs, structure }, scene) => {
      const name = structure.startsWith('Joliet') ? joliet : text;
      return !hasRockRidge(scene) && hasSpecial(scene) && isNumbered(name(theirs), name(ours));
    },
    moves: true,
    reason: 'what is left out takes no name from others, which get a number there (ECMA-119 7.6)',
  },
  {
    id: 'long-extension',
    structure: /^ISO 9660 directory record$/,
    field: /^file identifier$/,
    when: (difference, scene) => LONG_EXTENSION.test(text(difference.theirs)) || meetsLongExtension(difference, scene),
    moves: true,
    reason:
      'an extension of level 1 has at most three characters (ECMA-119 10.1); so it may meet another, and a number',
  },
  {
    id: 'version-of-folder',
    structure: /^ISO 9660 directory record$/,
    field: /^file identifier$/,
    when: ({ ours, theirs }) => areAlike(text(ours), text(theirs)),
    moves: true,
    reason: 'folders and files of one folder differ by name, version numbers apart (ECMA-119 7.6); there by all of it',
  },
  {
    id: 'version-alone',
    structure: /^ISO 9660 directory record$/,
    field: /identifier$|^padding field$/,
    when: ({ ours, theirs, field }) =>
      field !== 'file identifier' || (/^_\d{1,5}$/.test(text(ours)) && /^[0-9A-Z]{3}$/.test(text(theirs))),
    moves: true,
    reason: 'of `;1` readers show what stands before: `_1` here; a number alone there (ECMA-119 7.5.1)',
  },
  {
    id: 'charset-c1',
    structure: /^Joliet directory record$/,
    field: /^file identifier$/,
    when: ({ ours, theirs }, scene) => has(scene, 'iso8859-1') && withoutC1(ours) === withoutC1(theirs),
    moves: true,
    reason:
      'ISO 8859-1 has control characters from 80 to 9F too; genisoimage’s table of it has none, and makes them `_`',
  },
  {
    id: 'joliet-astral',
    structure: /^Joliet directory record$/,
    field: /^file identifier$/,
    when: ({ ours, theirs }) => joliet(theirs) === beforeAstral(joliet(ours)),
    moves: true,
    reason:
      'characters beyond UCS-2 are pairs in Joliet, as every reader takes them; genisoimage ends the name there, or stops',
  },
  {
    id: 'joliet-astral',
    structure: /^Joliet directory record$/,
    field: /^presence$/,
    path: /\/\.\.?([\ud800-\udbff]| \(only there\)$)/,
    moves: true,
    reason: 'what is left of such a name is `.` or `..`',
  },
  {
    id: 'semicolon-first',
    when: ({ structure, path, theirs }, scene) =>
      scene.theirs.primary.root.records[0]?.name !== '.' ||
      (structure === 'ISO 9660 directory record' &&
        (text(theirs) === ';1' || /\/(\.|0 \(only there\))$/.test(path)) &&
        scene.theirs.primary.directories.some(({ records }) => records[0]?.name !== '.')),
    moves: true,
    reason:
      'a defect of genisoimage: a name that begins with `;` sorts before `.`, which is to be first (ECMA-119 9.3)',
  },
  {
    id: 'followed-folder',
    structure: /directory record$/,
    field: /^location of extent$/,
    when: ({ ours, theirs }, scene) => has(scene, '-f', '-follow-links') && ours !== undefined && theirs !== undefined,
    reason: 'a directory has one parent (ECMA-119 6.8.2): a followed folder that is reached twice has one each time',
  },
  {
    id: 'lost-continuation',
    structure: /^CE entry$/,
    field: /^(block|offset)/,
    when: ({ theirs }) => theirs?.every((byte) => byte === 0) ?? false,
    reason:
      'a defect of genisoimage: a CE entry in a continuation area leads to block 0, not to the next one (SUSP 5.1)',
  },
  {
    id: 'level-4-long-names',
    structure: / entry$/,
    path: /[^/]{170,}$/,
    when: (_, scene) => has(scene, '4'),
    moves: true,
    reason: 'a defect of genisoimage: at level 4 it loses entries of names that leave them no room (SUSP 5.1)',
  },
  {
    id: 'joliet-twice',
    structure: /^Joliet directory record$/,
    field: /^file identifier$/,
    when: ({ ours }) => /_.*\d{3}/.test(joliet(ours)),
    moves: true,
    reason: 'a defect of genisoimage: `a;b` and `a:b` become one Joliet name twice; identifiers differ (ECMA-119 7.6)',
  },
  {
    id: 'semicolon-order',
    field: /^order of records$/,
    moves: true,
    reason: 'a defect of genisoimage: it sorts names by what they were, and only up to a semicolon (ECMA-119 9.3)',
  },
  {
    id: 'level-4-joliet',
    structure: /^Joliet directory record$/,
    field: /^file identifier$/,
    when: ({ ours, theirs }, scene) => has(scene, '4') && alike(asLatin1(joliet(ours)), joliet(theirs)),
    moves: true,
    reason: 'a defect of genisoimage: at level 4 it takes UTF-8 names for Latin-1 in Joliet',
  },
  {
    id: 'level-4-joliet-bytes',
    structure: /^Joliet directory record$/,
    field: /^file identifier$/,
    when: ({ ours, theirs }, scene) =>
      has(scene, '4') && /[\u0080-\u00ff]/.test(joliet(theirs)) && asciiOf(joliet(ours)) === asciiOf(joliet(theirs)),
    moves: true,
    reason: 'the same defect where a name is no UTF-8: there each byte is a character, here `_` stands for it',
  },
];

/** What is not meant of all that differs, as lines, and the rows that were met. */
export interface Judgement {
  unexplained: string[];
  met: Set<Meant>;
}

/** Holds an image against genisoimage's of the same folder. */
export function judge(scene: Scene, theirs: Uint8Array): Judgement {
  const inPlace = sift(differencesInPlace(scene, theirs), scene);
  if (inPlace.unexplained.length === 0) return inPlace;
  const byStructure = sift(differencesByStructure(scene), scene);
  const moves = [...byStructure.met].some((row) => row.moves);
  return moves ? byStructure : inPlace;
}

const MOST_LINES = 40;

function sift(differences: readonly Difference[], scene: Scene): Judgement {
  const unexplained: string[] = [];
  const met = new Set<Meant>();
  for (const difference of differences) {
    const row = MEANT.find((candidate) => isMeant(candidate, difference, scene));
    if (row) met.add(row);
    else if (unexplained.length < MOST_LINES) unexplained.push(differenceLine(difference));
  }
  return { unexplained, met };
}

function isMeant(row: Meant, difference: Difference, scene: Scene): boolean {
  const { structure, field, path, when } = row;
  return (
    (structure?.test(difference.structure) ?? true) &&
    (field?.test(difference.field) ?? true) &&
    (path?.test(difference.path) ?? true) &&
    (when?.(difference, scene) ?? true)
  );
}
