/** Kinds of findings that reading makes, with the section of the standard and the sentence of each. */
import type { FindingDetails, FindingKind } from './findings';

const of = ({ path }: FindingDetails) => `“${path || '/'}”`;
const where = ({ at }: FindingDetails) => (at === undefined ? '' : ` (byte ${at})`);

const KINDS = {
  'no-terminator': {
    severity: 'error',
    section: 'ECMA-119 8.3',
    sentence: (f) => `The set of volume descriptors has no end${where(f)}: what was found before it is used.`,
  },
  'no-primary': {
    severity: 'error',
    section: 'ECMA-119 8.4',
    sentence: () => 'There is no primary volume descriptor: a supplementary one is used in its place.',
  },
  truncated: {
    severity: 'error',
    section: 'ECMA-119 8.4.8',
    sentence: ({ found, wanted }) =>
      `The image ends after ${found} bytes, and its volume has ${wanted}: a part of it is missing.`,
  },
  'part-missing': {
    severity: 'error',
    section: 'ECMA-119 8.4.8',
    sentence: ({ found }) => `The image goes on in a part that is not there: “${found}” is needed too.`,
  },
  'block-size': {
    severity: 'error',
    section: 'ECMA-119 6.2.2',
    sentence: ({ found, at }) =>
      `The volume descriptor${where({ at: at ?? 0 })} has logical blocks of ${found} bytes, which cannot be; 2,048 are assumed.`,
  },
  'root-unreadable': {
    severity: 'error',
    section: 'ECMA-119 8.4.18',
    sentence: (f) =>
      `The root directory is not where the volume descriptor says${where(f)}. If this is one session of several, those before it are needed too.`,
  },
  sessions: {
    severity: 'note',
    section: 'ECMA-119 6.2.1',
    sentence: ({ found, wanted }) => `There are ${found} sessions; number ${wanted} is read.`,
  },
  'directory-beyond': {
    severity: 'error',
    section: 'ECMA-119 6.8.1',
    sentence: (f) => `The folder ${of(f)} lies wholly or in part beyond the end of the image: what is there is shown.`,
  },
  'directory-unreadable': {
    severity: 'error',
    section: 'ECMA-119 6.8.1',
    sentence: (f) => `The folder ${of(f)} cannot be read to its end. ${f.found}`,
  },
  'continuation-unreadable': {
    severity: 'error',
    section: 'SUSP 5.1',
    sentence: (f) => `A continuation area of ${of(f)} cannot be read. ${f.found}`,
  },
  'structure-unreadable': {
    severity: 'error',
    section: 'ECMA-119 6.1',
    sentence: ({ field, found }) => `The ${field} cannot be checked. ${found}`,
  },
  'volume-names': {
    severity: 'warning',
    section: 'ECMA-119 8.4.7, 8.5.5',
    sentence: ({ found, wanted }) =>
      `The volume is “${wanted}” for the primary descriptor and “${found}” for Joliet’s: an image that is made of this one has the first of them.`,
  },
  'directory-length': {
    severity: 'warning',
    section: 'ECMA-119 6.8.1.3',
    sentence: (f) => `The folder ${of(f)} has ${f.found} bytes, which is no whole number of sectors.`,
  },
  'directory-loop': {
    severity: 'error',
    section: 'ECMA-119 6.8.2',
    sentence: (f) => `The folder ${of(f)} is one of those that it lies in: it is not entered.`,
  },
  'directory-shared': {
    severity: 'warning',
    section: 'ECMA-119 6.8.2',
    sentence: (f) => `The folder ${of(f)} is also another folder of the image: two entries lead to one directory.`,
  },
  'directory-depth': {
    severity: 'error',
    section: 'ECMA-119 6.8.2.1',
    sentence: (f) => `The folder ${of(f)} lies too deep (${f.wanted}): it is not entered.`,
  },
  'directories-too-large': {
    severity: 'error',
    section: 'ECMA-119 6.8.1',
    sentence: (f) =>
      `The folders up to ${of(f)} are together larger than the whole image: folders overlap, and no more are read.`,
  },
  'too-many-entries': {
    severity: 'error',
    section: 'ECMA-119 6.8.1',
    sentence: (f) => `The folder ${of(f)} has more than ${f.wanted} entries: the rest is not read.`,
  },
  'record-length': {
    severity: 'error',
    section: 'ECMA-119 9.1.1',
    sentence: (f) =>
      `A directory record in ${of(f)}${where(f)} has ${f.found} bytes, which cannot be: the rest of its sector is skipped.`,
  },
  'identifier-length': {
    severity: 'error',
    section: 'ECMA-119 9.1.10',
    sentence: (f) => `The name of an entry in ${of(f)}${where(f)} is empty or longer than its record.`,
  },
  'name-unsafe': {
    severity: 'error',
    section: 'RRIP 4.1.4',
    sentence: (f) => `An entry is called “${f.found}”, which is no name of a file: it is shown as ${of(f)}.`,
  },
  'name-twice': {
    severity: 'warning',
    section: 'ECMA-119 6.8.2.2',
    sentence: (f) => `Another entry of its folder is called “${f.found}”, too: this one is shown as ${of(f)}.`,
  },
  'associated-file': {
    severity: 'note',
    section: 'ECMA-119 6.5.4',
    sentence: (f) => `${of(f)} is an associated file, such as the resource fork of a Macintosh file.`,
  },
  interleaved: {
    severity: 'error',
    section: 'ECMA-119 6.4.3',
    sentence: (f) => `${of(f)} is recorded in interleaved mode, which Isodrop does not read.`,
  },
  'other-volume': {
    severity: 'error',
    section: 'ECMA-119 9.1.9',
    sentence: (f) => `The contents of ${of(f)} are on disc ${f.found} of the set, and this is disc ${f.wanted}.`,
  },
  'section-missing': {
    severity: 'error',
    section: 'ECMA-119 9.1.6',
    sentence: (f) => `${of(f)} is recorded in several sections, and the last one is missing.`,
  },
  'contents-beyond': {
    severity: 'error',
    section: 'ECMA-119 6.4.1',
    sentence: (f) =>
      f.found === 0
        ? `${of(f)} lies beyond the end of the image: nothing of its ${f.wanted} bytes is there.`
        : `${of(f)} reaches beyond the end of the image: ${f.found} of its ${f.wanted} bytes are there.`,
  },
  'susp-length': {
    severity: 'error',
    section: 'SUSP 4.1',
    sentence: (f) =>
      `A system use entry of ${of(f)}${where(f)} has ${f.found} bytes, which cannot be: those behind it are not read.`,
  },
  'continuation-loop': {
    severity: 'error',
    section: 'SUSP 5.1',
    sentence: (f) => `The continuation areas of ${of(f)} lead round in a circle${where(f)}.`,
  },
  'continuation-beyond': {
    severity: 'error',
    section: 'SUSP 5.1',
    sentence: (f) => `A continuation area of ${of(f)} lies beyond the end of the image${where(f)}.`,
  },
  'continuation-length': {
    severity: 'error',
    section: 'SUSP 5.1',
    sentence: (f) => `The continuation areas of ${of(f)} have more than ${f.wanted} bytes: the rest is not read.`,
  },
  'continuations-too-large': {
    severity: 'error',
    section: 'SUSP 5.1',
    sentence: () =>
      'The continuation areas are together larger than the whole image: they overlap, and no more are read.',
  },
  'name-incomplete': {
    severity: 'error',
    section: 'RRIP 4.1.4',
    sentence: (f) => `The name of ${of(f)} is to be continued, and is not.`,
  },
  'link-incomplete': {
    severity: 'error',
    section: 'RRIP 4.1.3',
    sentence: (f) => `The target of the link ${of(f)} is cut short or cannot be read.`,
  },
  'relocation-lost': {
    severity: 'error',
    section: 'RRIP 4.1.5.1',
    sentence: (f) => `The relocated folder ${of(f)} is not where its entry says (block ${f.found}).`,
  },
  'entry-hidden': {
    severity: 'error',
    section: 'RRIP 4.1.4, 4.1.5.3',
    sentence: (f) => `${of(f)} says that it is ${f.found}, and is not: it is shown.`,
  },
  sparse: {
    severity: 'error',
    section: 'RRIP 4.1.7',
    sentence: (f) => `${of(f)} is recorded as a sparse file, whose holes Isodrop cannot fill in.`,
  },
  'zisofs-unknown': {
    severity: 'error',
    section: 'zisofs',
    sentence: (f) => `${of(f)} is compressed in a way that Isodrop does not know (${f.found}).`,
  },
  'zisofs-damaged': {
    severity: 'error',
    section: 'zisofs',
    sentence: (f) => `The compressed contents of ${of(f)} are damaged: ${f.found}.`,
  },
  'form-two': {
    severity: 'error',
    section: 'ISO/IEC 10149 and the CD-ROM XA specification',
    sentence: (f) =>
      `${of(f)} has sectors of Mode 2 Form 2 (audio or video), whose 2,324 bytes do not fit a file of an image.`,
  },
  'boot-catalog': {
    severity: 'error',
    section: 'El Torito 2.0',
    sentence: (f) => `The boot catalog${where(f)} is damaged: ${f.found}.`,
  },
  udf: {
    severity: 'note',
    section: 'ECMA-167 2/9.1.3',
    sentence: () => 'The image has a UDF file system too. Isodrop reads its ISO 9660 part.',
  },
  'apple-map': {
    severity: 'note',
    section: 'Inside Macintosh: Devices',
    sentence: ({ found }) => `The image has an Apple partition map${found ? ` (${found})` : ''}.`,
  },
  hfs: {
    severity: 'note',
    section: 'Apple TN1150',
    sentence: ({ found }) => `The image has a ${found} file system too. Isodrop reads its ISO 9660 part.`,
  },
  'partition-table': {
    severity: 'note',
    section: 'UEFI 5',
    sentence: ({ found }) => `The image has a partition table (${found}), so that it can be written to a USB stick.`,
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

export type ReadingCode = keyof typeof KINDS;
export const READING_KINDS: Readonly<Record<ReadingCode, FindingKind>> = KINDS;
