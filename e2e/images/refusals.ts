/** Why genisoimage makes no image where this command makes one: a table of what it says, each with the reason. */
import type { Entry } from './trees';

export interface Refusal {
  id: string;
  says: RegExp;
  /** Whether the tree has what it fails at. */
  when?: (entries: readonly Entry[]) => boolean;
  reason: string;
}

export const REFUSALS: readonly Refusal[] = [
  {
    id: 'joliet-alike',
    says: /have the same Joliet name/,
    reason: 'names that are alike in their first 64 characters are numbered here: identifiers differ (ECMA-119 7.6)',
  },
  {
    id: 'iso-alike',
    says: /have the same ISO9660 name/,
    reason: 'a defect of genisoimage: it gives a name that is taken already; identifiers differ (ECMA-119 7.6)',
  },
  {
    id: 'joliet-encoding',
    says: /Incorrectly encoded string/,
    reason:
      'characters beyond UCS-2 are pairs in Joliet, as every reader takes them; bytes that are no UTF-8 become `_`',
  },
  {
    id: 'rr-moved-taken',
    says: /Unable to locate directory parent|have the same Rock Ridge name 'rr_moved'/,
    reason:
      'a defect of genisoimage: a folder that is called rr_moved already meets its own; here that is called otherwise',
  },
  {
    id: 'level-4-charset',
    says: /Unknown charset/,
    reason: 'a defect of genisoimage: level 4 looks for an encoding “utf-8” in a table that lacks it',
  },
  {
    id: 'large-file',
    says: /larger than 4GiB-1/,
    reason: 'a file over 4 GiB has several sections (ECMA-119 6.5.1), at level 3',
  },
  {
    id: 'too-deep',
    says: /^it ended by SIGSEGV.*Directories too deep|Directories too deep.*Unable to sort directory/s,
    reason: 'a defect of genisoimage: it leaves out what is too deep, and may crash at it or miss it when it sorts',
  },
  {
    id: 'endless',
    says: /^it ended by SIG(TERM|SEGV)/,
    when: (entries) => entries.some((entry) => entry.kind === 'link' && needsTwoEntries(entry.target)),
    reason:
      'a defect of genisoimage: it never ends, or crashes, at a link whose components need more than one SL entry (RRIP 4.1.3)',
  },
];

/** Whether a target's components take more than the 250 bytes that one SL entry has for them (RRIP 4.1.3). */
const needsTwoEntries = (target: string) =>
  target.split('/').reduce((sum, part) => sum + 2 + (/^\.?\.?$/.test(part) ? 0 : Buffer.byteLength(part)), 0) > 250;

/** The row that tells why genisoimage refused a tree, by what it said. */
export const refusalOf = (said: string, entries: readonly Entry[]): Refusal | undefined =>
  REFUSALS.find(({ says, when }) => says.test(said) && (when?.(entries) ?? true));
