/**
 * What may differ between an image of Isodrop and one of genisoimage of the same folder: a table of fields, each with
 * the reason.
 */
import { type Field, fieldAt, type IsoImage } from './iso-fields';

/** A difference that is meant, with the reason. */
interface Meant {
  structure: RegExp;
  field: RegExp;
  /** Trees that it may occur in; default all. */
  trees?: readonly string[];
  path?: RegExp;
  /** Whether the two values differ in the way that is meant. */
  when?: (ours: Uint8Array, theirs: Uint8Array) => boolean;
  reason: string;
}

/** genisoimage takes the year as a signed byte: from 2028 on its offset from Greenwich is that of another day. */
function isZoneOf2028(ours: Uint8Array, theirs: Uint8Array): boolean {
  const sameTime = Buffer.compare(ours.subarray(0, 6), theirs.subarray(0, 6)) === 0;
  return sameTime && (ours[0] as number) >= 128 && ours[6] === 0;
}

/** Records of TRANS.TBL, and of the other names that the tests give it. */
const TABLES = /\/(TRANS\.TBL|NAMES_OF\.TEX|ZZ\.|TABLE\.)(;1)?$|\/(TRANS\.TBL|zz|Table)$/;

const RELOCATING = ['deep', 'rr-moved-taken', 'spread'];

const MEANT: readonly Meant[] = [
  { structure: /volume descriptor$/, field: /^application identifier$/, reason: 'it names the program' },
  {
    structure: /volume descriptor$/,
    field: /^volume (creation|modification|effective) date/,
    reason: 'the second in which each command began',
  },
  { structure: /./, field: /time|date/, when: isZoneOf2028, reason: 'a defect of genisoimage: see isZoneOf2028' },
  {
    structure: /directory record$/,
    field: /^recording date/,
    trees: RELOCATING,
    path: /^root record/,
    reason: 'a defect of genisoimage: it forgets the time of the root when it relocates a directory',
  },
  {
    structure: /directory record$/,
    field: /^recording date/,
    trees: ['links'],
    reason: 'a defect of genisoimage: the record of a symbolic link has the time of what the link leads to',
  },
  {
    structure: /^(ISO 9660 directory record|TF entry)$/,
    field: /^(recording date and time|(modify|access|attributes) time)$/,
    trees: RELOCATING,
    path: /^\/(RR_MOVED|_RR_MOVE)(\/\.)?$/,
    reason: 'nothing tells the time of RR_MOVED: the volume’s here, the clock’s there, a second later at times',
  },
  {
    structure: /^(ISO 9660 directory record|TF entry|PX entry)$/,
    field: /^(recording date and time|(modify|access|attributes) time|file (mode|user ID|group ID))$/,
    trees: RELOCATING,
    path: /^\/(RR_MOVED|_RR_MOVE)\/\.\.$/,
    reason: 'a defect of genisoimage: `..` of RR_MOVED, the root, has no mode, no owner and the time 1970',
  },
  {
    structure: /^((ISO 9660|Joliet) directory record|TF entry)$/,
    field: /^(recording date and time|(modify|access|attributes) time)$/,
    path: TABLES,
    reason: 'nothing tells the time of a translation table: the volume’s here, the clock’s there',
  },
  {
    structure: /^PX entry$/,
    field: /^file links$/,
    trees: RELOCATING,
    path: /^\/(RR_MOVED|_RR_MOVE)\/[^/]+\/\.\.$/,
    reason: '`..` with PL stands for the parent that the directory had; genisoimage gives it the links of RR_MOVED',
  },
  {
    structure: /^PX entry$/,
    field: /^file mode$/,
    trees: ['spread'],
    path: /^\/RR_MOVED(\/\.)?$/,
    when: (ours, theirs) => ours[0] === 0o311 && theirs[0] === 0o155,
    reason: 'RR_MOVED is a new directory and has the mode of -new-dir-mode; always 0555 there',
  },
  {
    structure: /^PX entry$/,
    field: /^file links$/,
    trees: ['spread'],
    path: /^(\/\.\.|(\/[^/]+){8})$/,
    reason: 'a defect of genisoimage: folders that -hide leaves out count in `..` of the root and beside CL',
  },
  {
    structure: /^ISO 9660 directory record$/,
    field: /^file flags$/,
    trees: ['spread'],
    path: /^(\/[^/]+){8}$/,
    when: (ours, theirs) => ours[0] === 1 && theirs[0] === 0,
    reason: 'a defect of genisoimage: it hides a relocated directory in RR_MOVED, but not where Rock Ridge shows it',
  },
  {
    structure: /directory record$/,
    field: /^file identifier$/,
    trees: ['controls'],
    path: /DELETE_/,
    reason: 'a defect of genisoimage: it keeps the character 7F, which is no d-character',
  },
];

/** The fields that differ and are not meant to, as lines; the first few. */
export function differences(image: IsoImage, other: Uint8Array, tree: string): string[] {
  const { bytes } = image;
  const lines = new Set<string>();
  if (bytes.length !== other.length) lines.add(`the image has ${bytes.length} bytes, not ${other.length}`);
  const length = Math.min(bytes.length, other.length);
  for (let at = 0; at < length && lines.size < 20; at++) {
    if (bytes[at] === other[at]) continue;
    const field = fieldAt(image, at);
    const value = (of: Uint8Array) => of.subarray(field.offset, field.offset + field.length);
    if (!isMeant(field, tree, value(bytes), value(other))) {
      const hex = (of: Uint8Array) => Buffer.from(value(of)).toString('hex');
      const path = field.path ? ` of “${field.path}”` : '';
      lines.add(`${field.structure}, ${field.field}${path}: ${hex(bytes)}, not ${hex(other)}`);
    }
    at = Math.max(at, field.offset + field.length - 1);
  }
  return [...lines];
}

function isMeant({ structure, field, path }: Field, tree: string, ours: Uint8Array, theirs: Uint8Array): boolean {
  return MEANT.some(
    (meant) =>
      meant.structure.test(structure) &&
      meant.field.test(field) &&
      (meant.trees?.includes(tree) ?? true) &&
      (meant.path?.test(path) ?? true) &&
      (meant.when?.(ours, theirs) ?? true),
  );
}
