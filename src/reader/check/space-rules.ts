import type { CachedBytes } from '../cached-bytes';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';

/** A run of bytes that something lies in. */
export interface Claim {
  from: number;
  to: number;
  what: string;
  path: string;
  /** Contents may be shared, by being the same run. */
  isShareable: boolean;
}

/** The system area (ECMA-119 6.2.1). */
const SYSTEM_AREA_BYTES = 16 * SECTOR_BYTES;
/** Of a gap so much is looked at: it may be an image of a whole disk. */
const MOST_GAP = 1 << 22;
const RUN_BYTES = 1 << 17;

/** Nothing may overlap, and what lies between is zero in most images. */
export async function checkSpace(bytes: CachedBytes, claims: Claim[], findings: Findings): Promise<void> {
  claims.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = bytes.firstByte;
  let last: Claim | undefined;
  for (const next of claims) {
    if (last && next.from < end) {
      const isSame = next.isShareable && last.isShareable && next.from === last.from && next.to === last.to;
      if (!isSame)
        findings.add('overlap', {
          at: next.from,
          path: next.path,
          field: next.what,
          found: named(last),
        });
    } else await checkZero(bytes, end, next.from, last, findings);
    if (next.to >= end) {
      end = next.to;
      last = next;
    }
  }
  await checkZero(bytes, end, bytes.byteLength, last, findings);
  if (bytes.byteLength % SECTOR_BYTES !== 0) findings.add('whole-blocks', { found: bytes.byteLength });
}

/** What lies somewhere, for a person. */
const named = ({ what, path }: Claim) => `the ${what}${path === '' ? '' : ` “${path}”`}`;

async function checkZero(
  bytes: CachedBytes,
  from: number,
  to: number,
  after: Claim | undefined,
  findings: Findings,
): Promise<void> {
  const stop = Math.min(to, bytes.byteLength, from + MOST_GAP);
  for (let at = from; at < stop; at += RUN_BYTES) {
    const run = await bytes.read(at, Math.min(RUN_BYTES, stop - at));
    let found = 0;
    while (found < run.length && run[found] === 0) found++;
    if (found === run.length) continue;
    if (at + found < SYSTEM_AREA_BYTES) findings.add('system-area', { at: at + found });
    else
      findings.add('unclaimed', {
        at: at + found,
        found: after ? named(after) : 'the system area',
      });
    return;
  }
}
