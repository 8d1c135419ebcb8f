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
const moved = (rest: string) => new RegExp(`^\\/[._]?(RR_MOVED?|rr_moved)\\.?${rest}$`);

const time = (bytes: Uint8Array | undefined) => recordedTime(bytes) ?? Number.NaN;

/** Whether genisoimage's clock gave a time: its commands take seconds at times. */
function isClock(bytes: Uint8Array | undefined, { ours }: Scene): boolean {
  const { bytes: image, primary } = ours;
  const began = time(image.subarray(primary.descriptorOffset + 813, primary.descriptorOffset + 830));
  return Math.abs(time(bytes) - began) <= 60;
}

const isAt1970 = ({ theirs }: Pick<Difference, 'theirs'>) =>
  Buffer.from(theirs ?? []).toString('hex') === '46010100000000';
const hasRockRidge = ({ ours }: Scene) =>
  ours.primary.root.records[0]?.systemUse.some(({ signature }) => signature === 'PX') ?? false;
const has = ({ words }: Scene, ...options: string[]) => options.some((option) => words.includes(option));
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');
const withoutC1 = (bytes: Uint8Array | undefined) =>
  [...ucs2(bytes ?? new Uint8Array())].map((one) => (one >= '\u0080' && one <= '\u009f' ? '_' : one)).join('');
const hasControls = (bytes: Uint8Array | undefined) => bytes?.some((byte) => byte < 0x20 || byte === 0x7f) ?? false;
/** A plain name without its version and the number that makes it unlike others. */
const unnumbered = (name: string) => name.replace(/;1$/, '').replace(/[0-9A-Z]{3}(?=\.|$)/i, '');
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
  /^(000101000000|ff0c1f173b3b)/.test(Buffer.from(record?.recordingTime ?? []).toString('hex'));
const links = (bytes: Uint8Array | undefined) => bytes?.[0] ?? 0;
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
    structure: /^ISO 9660 directory record$/,
    field: /^file flags$/,
    path: /^(\/[^/]+){8}$/,
    when: ({ ours, theirs }) => ours?.[0] === 1 && theirs?.[0] === 0,
    reason:
      'a defect of genisoimage: it hides a relocated directory in RR_MOVED, not where CL stands for it (RRIP 4.1.5.1)',
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
    id: 'long-link',
    when: ({ path, structure }, scene) =>
      / entry$/.test(structure) && targetBytes(scene.record(path, 'ISO 9660')) > 250,
    moves: true,
    reason: 'a defect of genisoimage: an SL entry of more than 255 bytes (SUSP 4.1) has its length modulo 256',
  },
  {
    id: 'control-characters',
    structure: /^ISO 9660 directory record$/,
    field: /identifier$|^padding field$/,
    when: ({ theirs, field }) => field !== 'file identifier' || hasControls(theirs),
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
    when: ({ ours, theirs }, scene) => !ours && !hasRockRidge(scene) && theirs?.[10] === 0 && theirs[25] === 0,
    moves: true,
    reason: 'devices, pipes and sockets need Rock Ridge (RRIP 4.1.2); there they are empty files without it',
  },
  {
    id: 'long-extension',
    structure: /^ISO 9660 directory record$/,
    field: /identifier$|^padding field$/,
    when: ({ theirs, field }) => field !== 'file identifier' || /\.[^.;]{4,}(;1)?$/.test(text(theirs)),
    moves: true,
    reason: 'an extension of level 1 has at most three characters (ECMA-119 10.1)',
  },
  {
    id: 'version-of-folder',
    structure: /^ISO 9660 directory record$/,
    field: /identifier$|^padding field$/,
    when: ({ ours, theirs, field }) =>
      field !== 'file identifier' || unnumbered(text(ours)) === unnumbered(text(theirs)),
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
    field: /identifier$|^padding field$/,
    when: ({ ours, theirs, field }, scene) =>
      has(scene, 'iso8859-1') && (field !== 'file identifier' || withoutC1(ours) === withoutC1(theirs)),
    moves: true,
    reason:
      'ISO 8859-1 has control characters from 80 to 9F too; genisoimage’s table of it has none, and makes them `_`',
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
    field: /identifier$|^padding field$/,
    when: ({ ours, field }) => field !== 'file identifier' || /_.*\d{3}/.test(ucs2(ours ?? new Uint8Array())),
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
    field: /identifier$|^padding field$/,
    when: (_, scene) => has(scene, '4'),
    moves: true,
    reason: 'a defect of genisoimage: at level 4 it takes UTF-8 names for Latin-1 in Joliet',
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
