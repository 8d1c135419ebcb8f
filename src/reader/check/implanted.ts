/** The MD5 that implantisomd5 leaves in an image (isomd5sum). */
import { latin1 } from '../fields';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';
import type { TreeDescriptor } from '../volume-descriptors';
import type { Summed } from './digests';

/** The field for applications of a primary descriptor (ECMA-119 8.4.32). */
const APPLICATION_USE = 883;
const APPLICATION_USE_BYTES = 512;
/** Characters of the sums of all fragments together. */
const FRAGMENT_SUMS = 60;
/** It digests pieces of this size, and a fragment ends with one. */
const PIECE_BYTES = 1 << 15;

/**
 * What is to be digested of an image with an implanted MD5: the volume but its last sectors, where the field for
 * applications counts as spaces. Undefined where there is none.
 */
export function implanted(
  { at, bytes, blocks }: TreeDescriptor,
  imageBytes: number,
  findings: Findings,
): Summed | undefined {
  const text = latin1(bytes.subarray(APPLICATION_USE, APPLICATION_USE + APPLICATION_USE_BYTES));
  const wanted = /ISO MD5SUM = ([0-9a-f]{32})/.exec(text)?.[1];
  if (wanted === undefined) return undefined;
  const skipped = Number(/SKIPSECTORS = (\d{1,9})/.exec(text)?.[1] ?? 0);
  const from = at + APPLICATION_USE;
  const total = Math.max(0, (blocks - skipped) * SECTOR_BYTES);
  const fragments = fragmentsOf(text, total, imageBytes);
  /** Where it is as it was up to, and, once that is known, up to where something is otherwise. */
  let good = 0;
  let bad: number | undefined;
  const marks: Summed['marks'][number][] = fragments.map(({ end, sum }) => ({
    at: end,
    found: (md5) => {
      if (bad !== undefined) return;
      if (md5 !== undefined && fragmentSum(md5, sum.length) === sum) good = end;
      else bad = end;
    },
  }));
  marks.push({
    at: total,
    found: (md5) => {
      if (md5 === wanted) findings.add('implanted-md5-good', { at: from, found: md5 });
      else if (md5 === undefined) findings.add('implanted-md5', { at: from, found: 'not to be had', wanted });
      else {
        const field = fragments.length === 0 ? undefined : `${good} and ${bad ?? total}`;
        findings.add('implanted-md5', { at: from, found: md5, wanted, ...(field === undefined ? {} : { field }) });
      }
    },
  });
  return {
    extents: [{ at: 0, byteLength: total }],
    blank: { from, to: from + APPLICATION_USE_BYTES },
    marks,
  };
}

/**
 * Sums of the fragments, each of all that lies before its end: a fragment ends with the first piece that begins in the
 * next one. Where an image is so small that a piece reaches beyond a whole fragment, that one has no sum.
 */
function fragmentsOf(text: string, total: number, imageBytes: number): { end: number; sum: string }[] {
  const count = Number(/FRAGMENT COUNT = (\d{1,2});/.exec(text)?.[1] ?? 0);
  const sums = /FRAGMENT SUMS = ([0-9a-f]+)/.exec(text)?.[1] ?? '';
  const digits = count > 0 ? Math.floor(FRAGMENT_SUMS / count) : 0;
  if (digits === 0) return [];
  const fragments: { end: number; sum: string }[] = [];
  let before = 0;
  for (let piece = 0; piece < Math.min(total, imageBytes); piece += PIECE_BYTES) {
    const fragment = Math.floor((piece * (count + 1)) / total);
    if (fragment === before) continue;
    before = fragment;
    const sum = sums.slice(fragments.length * digits, (fragments.length + 1) * digits);
    if (sum.length < digits) break;
    fragments.push({ end: Math.min(piece + PIECE_BYTES, total), sum });
  }
  return fragments;
}

/** Of each of the first bytes the first digit that is not zero. */
function fragmentSum(md5: string, digits: number): string {
  let sum = '';
  for (let at = 0; at < digits; at++)
    sum += Number.parseInt(md5.slice(2 * at, 2 * at + 2), 16)
      .toString(16)
      .charAt(0);
  return sum;
}
