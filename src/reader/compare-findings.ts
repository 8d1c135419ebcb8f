/** Kinds of findings that come of comparing an image with what it is meant to hold. */
import type { FindingDetails, FindingKind } from './findings';

const as = ({ field }: FindingDetails) => (field === undefined ? '' : ` (${field})`);

const kind = (sentence: FindingKind['sentence']): FindingKind => ({
  severity: 'error',
  section: 'compared with what it is made of',
  sentence,
});

const KINDS = {
  'image-length': kind((f) => `The image has ${f.found} bytes, and should have ${f.wanted}.`),
  'entry-missing': kind((f) => `“${f.path}”${as(f)} is not in the image.`),
  'entry-unexpected': kind((f) => `“${f.path}”${as(f)} is in the image, and nobody put it there.`),
  'entry-kind': kind((f) => `“${f.path}”${as(f)} is a ${f.found}, and should be a ${f.wanted}.`),
  'entry-length': kind((f) => `“${f.path}”${as(f)} has ${f.found} bytes, and should have ${f.wanted}.`),
  'entry-attributes': kind((f) => `“${f.path}”${as(f)} is otherwise than it should be: ${f.found}, not ${f.wanted}.`),
  'entry-elsewhere': kind((f) => `“${f.path}”${as(f)} leads to other bytes there than in the other names.`),
  'contents-differ': kind((f) => `“${f.path}” holds other bytes than it should, from byte ${f.found} of it on.`),
  'contents-missing': kind((f) => `“${f.path}” cannot be read to its end: ${f.found}`),
  'structure-differs': kind(
    (f) => `The image has other bytes than it should, from byte ${f.at} on, where no file lies.`,
  ),
} as const satisfies Readonly<Record<string, FindingKind>>;

export type CompareCode = keyof typeof KINDS;
export const COMPARE_KINDS: Readonly<Record<CompareCode, FindingKind>> = KINDS;
