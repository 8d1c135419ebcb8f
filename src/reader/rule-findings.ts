/** Kinds of findings that the conformance check makes, with the section of the standard and the sentence of each. */
import type { FindingDetails, FindingKind } from './findings';

const of = ({ path }: FindingDetails) => (path === undefined ? '' : ` of “${path || '/'}”`);
const place = ({ at }: FindingDetails) => (at === undefined ? '' : ` (byte ${at})`);
const field = ({ field: name = 'a field' }: FindingDetails) => name.charAt(0).toUpperCase() + name.slice(1);
const is = ({ found, wanted }: FindingDetails) =>
  `${found ?? 'missing'}${wanted === undefined ? '' : `, not ${wanted}`}`;
/** “Location of extent of “x” (byte 1): 3, not 4.” */
const plain = (f: FindingDetails) => `${field(f)}${of(f)}${place(f)}: ${is(f)}.`;

const rule = (severity: FindingKind['severity'], section: string, sentence = plain): FindingKind => ({
  severity,
  section,
  sentence,
});

const KINDS = {
  'both-byte-orders': rule(
    'error',
    'ECMA-119 7.2.3 and 7.3.3',
    (f) =>
      `${field(f)}${of(f)}${place(f)} is ${f.found} to readers of the one byte order and ${f.wanted} to those of the other.`,
  ),
  'descriptor-version': rule('warning', 'ECMA-119 8.1.3'),
  'descriptor-value': rule('error', 'ECMA-119 8.4'),
  'volume-size': rule(
    'warning',
    'ECMA-119 8.4.8',
    (f) => `The volume has ${f.found} bytes by its descriptor${place(f)}, and the image ${f.wanted}.`,
  ),
  'descriptor-characters': rule(
    'warning',
    'ECMA-119 7.4',
    (f) => `${field(f)}${place(f)} has characters that are not allowed there: “${f.found}”.`,
  ),
  'unused-zero': rule(
    'warning',
    'ECMA-119 7.1 and 8.4',
    (f) => `${field(f)}${of(f)}${place(f)} should be zero, and is not.`,
  ),
  date: rule('warning', 'ECMA-119 8.4.26.1 and 9.1.5', (f) => `${field(f)}${of(f)}${place(f)} is no date: ${f.found}.`),
  'root-record': rule('error', 'ECMA-119 8.4.18'),
  'directory-blocks': rule(
    'warning',
    'ECMA-119 6.8.1.3',
    (f) => `The directory${of(f)}${place(f)} has ${f.found} bytes: no whole number of sectors.`,
  ),
  'dot-records': rule('warning', 'ECMA-119 6.8.2.2'),
  'record-odd': rule(
    'warning',
    'ECMA-119 9.1.1',
    (f) => `The directory record${of(f)}${place(f)} has ${f.found} bytes, an odd number.`,
  ),
  'record-value': rule('warning', 'ECMA-119 9.1'),
  'record-in-block': rule(
    'error',
    'ECMA-119 6.8.1.1',
    (f) =>
      `A directory record in “${f.path || '/'}”${place(f)} has ${f.found} bytes, for which its sector has no room.`,
  ),
  'directory-once': rule(
    'warning',
    'ECMA-119 6.8.2',
    (f) => `“${f.path}” leads to a directory that another record leads to.`,
  ),
  'extent-in-volume': rule(
    'error',
    'ECMA-119 6.4.1',
    (f) => `The extent${of(f)}${place(f)} lies outside of the image: ${f.found}.`,
  ),
  sorted: rule(
    'warning',
    'ECMA-119 9.3',
    (f) => `“${f.path}”${place(f)} stands behind “${f.found}”, and should stand before it.`,
  ),
  unique: rule(
    'error',
    'ECMA-119 7.5.1 and RRIP 4.1.4',
    (f) => `“${f.path}”${place(f)}: there are two of this name${f.found ? ` (${f.found})` : ''}.`,
  ),
  sections: rule('error', 'ECMA-119 6.5.1 and 9.1.6', (f) => `The sections${of(f)}${place(f)}: ${f.found}.`),
  'path-table-size': rule('error', 'ECMA-119 8.4.13'),
  'path-table-complete': rule('error', 'ECMA-119 6.9'),
  'path-table-parent': rule('error', 'ECMA-119 9.4.4'),
  'path-table-identifier': rule('error', 'ECMA-119 9.4.5'),
  'path-table-order': rule(
    'error',
    'ECMA-119 6.9.1',
    (f) => `${field(f)}${of(f)}${place(f)} stands behind one that should follow it.`,
  ),
  'path-tables-alike': rule('error', 'ECMA-119 6.9.2'),
  identifier: rule('warning', 'ECMA-119 7.5, 7.6 and 10', (f) => `“${f.path}”${place(f)}: ${f.found}.`),
  depth: rule(
    'warning',
    'ECMA-119 6.8.2.1',
    (f) => `“${f.path}” lies at level ${f.found} of directories, and there are eight.`,
  ),
  'path-length': rule(
    'warning',
    'ECMA-119 6.8.2.1',
    (f) => `The path of “${f.path}” has ${f.found} characters, and may have 255.`,
  ),
  'joliet-identifier': rule('warning', 'Joliet: identifiers', (f) => `“${f.path}”${place(f)}: ${f.found}.`),
  'same-contents': rule(
    'note',
    'Joliet',
    (f) => `Joliet leads to ${f.found} contents and the primary hierarchy to ${f.wanted}, or to other ones.`,
  ),
  'extension-reference': rule('warning', 'SUSP 5.5'),
  'system-use-length': rule('warning', 'SUSP 4.1'),
  'system-use-version': rule('warning', 'SUSP 4.1'),
  'one-continuation': rule('warning', 'SUSP 5.1', (f) => `A system use area${of(f)}${place(f)} has two CE entries.`),
  'continuation-in-block': rule(
    'warning',
    'SUSP 5.1',
    (f) => `A continuation area${of(f)}${place(f)} crosses the end of its block.`,
  ),
  'rock-ridge': rule('warning', 'RRIP 4.1'),
  'rock-ridge-version': rule('note', 'RRIP 4.3'),
  'rock-ridge-flags': rule('warning', 'RRIP 1.09, RR'),
  'rock-ridge-mode': rule('warning', 'RRIP 4.1.1'),
  relocation: rule('error', 'RRIP 4.1.5'),
  'link-count': rule('note', 'RRIP 4.1.1'),
  overlap: rule('warning', 'ECMA-119 6.4.1', (f) => `The ${f.field}${of(f)}${place(f)} overlaps ${f.found}.`),
  'system-area': rule(
    'note',
    'ECMA-119 6.2.1',
    () => 'The system area is used, by a boot loader or a partition table.',
  ),
  unclaimed: rule(
    'note',
    'ECMA-119 6.4.1',
    (f) => `There is something${place(f)} that nothing leads to, behind ${f.found}.`,
  ),
  'whole-blocks': rule(
    'warning',
    'ECMA-119 6.2.2',
    (f) => `The image has ${f.found} bytes: no whole number of sectors.`,
  ),
  'boot-entry': rule(
    'error',
    'El Torito 2.2 and 2.4',
    (f) => `An entry of the boot catalog${place(f)} leads outside of the image: block ${f.found}.`,
  ),
  'boot-sectors': rule(
    'warning',
    'El Torito 2.2',
    (f) => `An entry of the boot catalog${place(f)} has ${f.found} sectors to load, which reach beyond the image.`,
  ),
  'implanted-md5': rule(
    'error',
    'isomd5sum',
    (f) =>
      `The MD5 implanted in the image is ${f.wanted}, and that of its bytes ${f.found}: it is damaged, or was changed${f.field === undefined ? '' : `, at first between the bytes ${f.field}`}.`,
  ),
  'implanted-md5-good': rule(
    'note',
    'isomd5sum',
    (f) => `The MD5 implanted in the image is that of its bytes: ${f.found}.`,
  ),
  'checksum-tag': rule(
    'error',
    'libisofs: checksums',
    (f) => `${field(f)}${place(f)}: the MD5 of ${f.wanted} is another: they are damaged, or were changed.`,
  ),
  'checksum-list': rule(
    'error',
    'libisofs: checksums',
    (f) => `The list of the files’ checksums${place(f)} is damaged, or missing: files cannot be held to it.`,
  ),
  'session-md5': rule(
    'error',
    'libisofs: checksums',
    (f) =>
      `The MD5 of the session is ${f.wanted} by the list of checksums, and that of its bytes ${f.found}: it is damaged, or was changed.`,
  ),
  'file-md5': rule(
    'error',
    'libisofs: checksums',
    (f) =>
      `The MD5 of “${f.path}” is ${f.wanted} by the list of checksums, and that of its bytes${place(f)} ${f.found}: it is damaged, or was changed.`,
  ),
  'file-md5-number': rule(
    'warning',
    'libisofs: checksums',
    (f) => `“${f.path}” has the checksum of number ${f.found}, and there are ${f.wanted}.`,
  ),
  'file-md5-passed-over': rule(
    'warning',
    'libisofs: checksums',
    (f) =>
      `The checksums of ${f.found} ${f.found === 1 ? 'file was' : 'files were'} not looked at: the files lie over one another, and have more than twice the bytes of the image.`,
  ),
  'file-md5-good': rule(
    'note',
    'libisofs: checksums',
    (f) => `The MD5 of ${f.found} ${f.found === 1 ? 'file' : 'files'} is right.`,
  ),
  'checksum-tag-good': rule('note', 'libisofs: checksums', (f) => `${field(f)}: the MD5 of ${f.wanted} is right.`),
} as const satisfies Readonly<Record<string, FindingKind>>;

export type RuleCode = keyof typeof KINDS;
export const RULE_KINDS: Readonly<Record<RuleCode, FindingKind>> = KINDS;
