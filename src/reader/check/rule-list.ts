/** Every rule that an image is held to, what it says, and how an image stands to it. */
import { FINDING_KINDS, type FindingCode, type FindingSeverity } from '../findings';
import type { CheckReport } from './check';

/** What rules are about; an image may lack some of it. */
export const MATTERS = {
  volume: 'Volume descriptors',
  directories: 'Directories',
  'path-tables': 'Path tables',
  names: 'Names',
  joliet: 'Joliet',
  'system-use': 'System use areas',
  'rock-ridge': 'Rock Ridge',
  boot: 'El Torito',
  space: 'Blocks',
  implanted: 'Implanted MD5',
  'checksum-tags': 'Checksum tags',
  'checksum-list': 'Checksums of files',
} as const;
export type Matter = keyof typeof MATTERS;

export interface Rule {
  code: FindingCode;
  matter: Matter;
  /** Of the standard. */
  section: string;
  /** What should be, as a sentence. */
  says: string;
}

export type RuleState =
  /** All that it speaks of is as it should be. */
  | 'kept'
  | 'broken'
  /** It is broken where that is only good to know. */
  | 'noted'
  /** The image has nothing that it speaks of. */
  | 'absent';

export interface RuleReport extends Rule {
  state: RuleState;
  severity: FindingSeverity;
  /** How often it is broken. */
  count: number;
}

const SAYINGS: Readonly<Record<Matter, Partial<Record<FindingCode, string>>>> = {
  volume: {
    'no-terminator': 'The set of volume descriptors ends with a terminator.',
    'no-primary': 'There is a primary volume descriptor.',
    'descriptor-version': 'Descriptors have the version that the standard gives them.',
    'descriptor-value': 'Fields of descriptors have values that may be there.',
    'descriptor-characters': 'Identifiers of the volume consist of the characters that are allowed.',
    'volume-size': 'The volume is as large as the image.',
    'volume-names': 'The primary descriptor and Joliet’s give the volume one name.',
    truncated: 'The image has all blocks of its volume.',
    'part-missing': 'An image that was split has all its parts.',
    'block-size': 'Logical blocks have 512, 1,024 or 2,048 bytes.',
    'both-byte-orders': 'Numbers in both byte orders are the same in both.',
    'unused-zero': 'Unused and reserved fields are zero.',
    date: 'Dates and times are such.',
    'root-record': 'Each descriptor has a record of its root directory.',
  },
  directories: {
    'root-unreadable': 'The root directory is where the descriptor says.',
    'directory-beyond': 'Directories lie within the image.',
    'directory-unreadable': 'Directories can be read.',
    'directory-blocks': 'Directories have a whole number of sectors.',
    'directory-length': 'The lengths of directories are whole numbers of sectors.',
    'directory-loop': 'No directory lies within itself.',
    'directory-shared': 'No two folders are one directory.',
    'directory-once': 'One record leads to each directory.',
    'directory-depth': 'Folders lie in no more folders than readers can enter.',
    'directories-too-large': 'All directories together are no larger than the image.',
    'too-many-entries': 'There are no more entries than readers can take.',
    'dot-records': 'Each directory begins with records of itself and of the one above it.',
    'record-length': 'Directory records have lengths that they may have.',
    'record-odd': 'Directory records have an even number of bytes.',
    'record-in-block': 'Directory records end in the sector in which they begin.',
    'record-value': 'Fields of directory records have values that may be there.',
    'identifier-length': 'Identifiers end within their records.',
    sorted: 'Records are in the order of their identifiers.',
    sections: 'Sections of one file follow each other.',
    'section-missing': 'Files have their last section.',
    'extent-in-volume': 'Extents lie within the image.',
    'contents-beyond': 'Contents of files lie within the image.',
    'other-volume': 'All that records lead to is on this disc.',
    depth: 'Folders lie at eight levels at most.',
    'path-length': 'Paths have 255 characters at most.',
    interleaved: 'Files are recorded in one piece.',
  },
  'path-tables': {
    'path-table-size': 'Path tables are as long as the descriptor says.',
    'path-table-complete': 'Path tables have every directory, and where it lies.',
    'path-table-parent': 'Path tables name the directory above each.',
    'path-table-identifier': 'Path tables have the identifiers of the directories.',
    'path-table-order': 'Path tables are in order.',
    'path-tables-alike': 'The path tables of both byte orders are alike.',
  },
  names: {
    identifier: 'Plain identifiers keep to their interchange level.',
    unique: 'No two records of a directory have one identifier.',
    'name-unsafe': 'Names have no slash and are neither “.” nor “..”.',
    'name-twice': 'No two entries of a folder are shown by one name.',
  },
  joliet: {
    'joliet-identifier': 'Joliet’s identifiers have characters and lengths that are allowed.',
    'same-contents': 'Joliet leads to the same contents as the primary hierarchy.',
  },
  'system-use': {
    'susp-length': 'Entries of system use areas end within them.',
    'system-use-length': 'Entries of system use areas have their lengths.',
    'system-use-version': 'Entries of system use areas have their versions.',
    'extension-reference': 'Extensions are announced in the root directory.',
    'one-continuation': 'A system use area goes on in one place.',
    'continuation-in-block': 'Continuation areas end in the block in which they begin.',
    'continuation-unreadable': 'Continuation areas can be read.',
    'continuation-loop': 'Continuation areas come to an end.',
    'continuation-beyond': 'Continuation areas lie within the image.',
    'continuation-length': 'Continuation areas of one entry are not too long.',
    'continuations-too-large': 'All continuation areas together are no larger than the image.',
  },
  'rock-ridge': {
    'rock-ridge': 'Rock Ridge entries have what the protocol asks for.',
    'rock-ridge-version': 'Rock Ridge entries are those of the version that is announced.',
    'rock-ridge-flags': 'The RR entry names the entries that are there.',
    'rock-ridge-mode': 'File types of POSIX are those of the records.',
    'link-count': 'Folders have the number of links that POSIX gives them.',
    relocation: 'Relocated directories are led to from both sides.',
    'relocation-lost': 'Relocated directories have a place that they belong in.',
    'name-incomplete': 'Names of several parts are complete.',
    'link-incomplete': 'Targets of symbolic links are complete.',
    'entry-hidden': 'All entries are shown by Rock Ridge.',
    sparse: 'Files are recorded without holes.',
    'zisofs-unknown': 'Compressed files are so by an algorithm that is known.',
    'zisofs-damaged': 'Compressed files can be decompressed.',
  },
  boot: {
    'boot-catalog': 'The boot catalog is valid.',
    'boot-entry': 'Boot entries lead to a place within the image.',
    'boot-sectors': 'What is loaded to boot lies within the image.',
  },
  space: {
    overlap: 'Nothing overlaps anything else.',
    'whole-blocks': 'The image has a whole number of sectors.',
    'structure-unreadable': 'All structures can be read.',
    'form-two': 'Sectors hold data, and not audio or video.',
    'system-area': 'The system area is empty.',
    unclaimed: 'Nothing lies where nothing leads to.',
  },
  implanted: { 'implanted-md5': 'The MD5 implanted in the image is that of its bytes.' },
  'checksum-tags': { 'checksum-tag': 'The MD5s of descriptors, directories and session are those of their bytes.' },
  'checksum-list': {
    'checksum-list': 'The list of checksums is as it was written.',
    'session-md5': 'The MD5 of the session in the list is that of its bytes.',
    'file-md5': 'The MD5 of each file is that of its bytes.',
    'file-md5-number': 'Each file’s checksum is in the list.',
    'file-md5-passed-over': 'The files with checksums do not lie over one another.',
  },
};

/** All rules, by what they are about. */
export const RULES: readonly Rule[] = (Object.keys(SAYINGS) as Matter[]).flatMap((matter) =>
  (Object.entries(SAYINGS[matter]) as [FindingCode, string][]).map(([code, says]) => {
    return { code, matter, section: FINDING_KINDS[code].section, says };
  }),
);

/** How an image stands to each rule. */
export function ruleReports({ findings, matters }: Pick<CheckReport, 'findings' | 'matters'>): RuleReport[] {
  return RULES.map((rule) => {
    const count = findings.counts.get(rule.code) ?? 0;
    const { severity } = FINDING_KINDS[rule.code];
    const broken = severity === 'note' ? 'noted' : 'broken';
    const state = count > 0 ? broken : matters.has(rule.matter) ? 'kept' : 'absent';
    return { ...rule, severity, state, count };
  });
}
