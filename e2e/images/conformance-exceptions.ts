/** Where an image breaks a rule and is meant to: a table of problems, each with the reason. */
import { problemLine } from './conformance';
import type { Problem } from './iso-fields';

/** A problem that is meant. */
export interface Exception {
  rule: string;
  says?: RegExp;
  /** Options that ask for it, any of them; undefined: all images may have it. */
  options?: readonly string[];
  reason: string;
}

/** Where Isodrop knows better than the rule, as genisoimage does, and every reader follows; and what options ask for. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: 'identifier',
    says: /is no directory identifier/,
    reason: 'a directory keeps the full stop of its name, which ECMA-119 7.6.3 does not allow and DOS does',
  },
  {
    rule: 'identifier',
    says: /\/([^/]+\/){7}[^/]+”: “[^”]+” (is no file identifier|has more than thirty characters)/,
    reason: 'the empty file in the place of a relocated directory has the identifier that the directory had',
  },
  {
    rule: 'unique',
    says: /^unique: NM entry, NM of “\/[._]?RR_MOVED?\//i,
    reason: 'relocated directories keep their names, which may be alike in RR_MOVED only',
  },
  {
    rule: 'depth',
    says: /level (9|[1-9]\d)$/,
    reason: 'without Rock Ridge deep directories stay where they are (6.8.2.1), with a notice: never a smaller image',
  },
  {
    rule: 'sorted',
    says: /^sorted: ISO 9660 .*“[^”;]*\.[^”;/]*”/,
    reason: 'the full stop of a directory is no separator to the standard, but sorts like one, as genisoimage has it',
  },
  {
    rule: 'sorted',
    options: ['4', '-relaxed-filenames', '-no-iso-translate', '-allow-multidot', '-U'],
    reason: '9.3 knows one full stop and d-characters only; the full stop sorts as the lowest, as genisoimage has it',
  },
  {
    rule: 'path-length',
    options: ['4', '-U', '-D', '-disable-deep-relocation'],
    reason: 'they allow longer names or deeper folders than a path of 255 characters has room for (6.8.2.1)',
  },
  {
    rule: 'identifier',
    options: [
      '4',
      '-L',
      '-N',
      '-U',
      '-d',
      '-l',
      '-allow-lowercase',
      '-allow-multidot',
      '-full-iso9660-filenames',
      '-max-iso9660-filenames',
      '-no-iso-translate',
      '-relaxed-filenames',
    ],
    reason: 'they allow other identifiers than 7.5 and 7.6 do, and say so',
  },
  {
    rule: 'joliet-identifier',
    says: /: ([6-9]\d|10[0-3]) characters$/,
    options: ['-joliet-long'],
    reason: 'it allows 103 characters, where Joliet has 64',
  },
  {
    rule: 'same-contents',
    options: ['-hide', '-hide-list', '-hide-joliet', '-hide-joliet-list', '-hide-joliet-trans-tbl'],
    reason: 'what is hidden from one hierarchy is in the other',
  },
  {
    rule: 'unused-zero',
    says: /^unused-zero: unclaimed/,
    options: ['-hide', '-hide-list'],
    reason: 'what is hidden from every hierarchy keeps its bytes in the image, as genisoimage has it',
  },
  {
    rule: 'descriptor-characters',
    options: ['-V', '-volid', '-A', '-appid', '-p', '-publisher', '-preparer', '-P', '-sysid', '-volset'],
    reason: 'small letters stay as they are given, with a notice',
  },
];

/** Whether a problem of an image that was made with these options is meant. */
export function isExcepted(problem: Problem, words: readonly string[]): boolean {
  return EXCEPTIONS.some(
    ({ rule, says, options }) =>
      problem.rule === rule &&
      (says?.test(problemLine(problem)) ?? true) &&
      (options?.some((option) => words.includes(option)) ?? true),
  );
}
