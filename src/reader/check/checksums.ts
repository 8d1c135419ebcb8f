import type { ByteSource } from '../byte-source';
import { latin1 } from '../fields';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';
import type { TreeDescriptor } from '../volume-descriptors';

/** An MD5 under way. */
export interface Digest {
  update(bytes: Uint8Array): unknown;
  /** Its sixteen bytes. */
  digest(): Uint8Array;
}

export type NewDigest = () => Digest;

/** The field for applications of a primary descriptor (ECMA-119 8.4.32). */
const APPLICATION_USE = 883;
const APPLICATION_USE_BYTES = 512;
const RUN_BYTES = 1 << 20;
const SPACE = 0x20;

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The MD5 of a range of the image, of which a part counts as other bytes. */
async function md5Of(
  source: ByteSource,
  from: number,
  to: number,
  newDigest: NewDigest,
  blank?: { from: number; to: number },
): Promise<string> {
  const digest = newDigest();
  for (let at = from; at < to; ) {
    let piece = await source.read(at, Math.min(RUN_BYTES, to - at));
    if (piece.length === 0) break;
    if (blank && at < blank.to && at + piece.length > blank.from) {
      piece = piece.slice().fill(SPACE, Math.max(0, blank.from - at), Math.min(piece.length, blank.to - at));
    }
    digest.update(piece);
    at += piece.length;
  }
  return hex(digest.digest());
}

/**
 * The MD5 that implantisomd5 leaves in the field for applications: of the volume but its last sectors, where that field
 * counts as spaces.
 */
export async function checkImplanted(
  source: ByteSource,
  { at, bytes, blocks }: TreeDescriptor,
  newDigest: NewDigest,
  findings: Findings,
): Promise<void> {
  const text = latin1(bytes.subarray(APPLICATION_USE, APPLICATION_USE + APPLICATION_USE_BYTES));
  const wanted = /^ISO MD5SUM = ([0-9a-f]{32})/.exec(text)?.[1];
  if (wanted === undefined) return;
  const skipped = Number(/SKIPSECTORS = (\d+)/.exec(text)?.[1] ?? 0);
  const from = at + APPLICATION_USE;
  const end = Math.max(0, Math.min((blocks - skipped) * SECTOR_BYTES, source.byteLength));
  const found = await md5Of(source, 0, end, newDigest, { from, to: from + APPLICATION_USE_BYTES });
  findings.add(found === wanted ? 'implanted-md5-good' : 'implanted-md5', { at: from, found, wanted });
}

const TAG =
  /^(libisofs_(?:sb_|tree_|rlsb32_)?checksum_tag_v1) pos=(\d+) range_start=(\d+) range_size=(\d+) (?:session_start=\d+ )?(?:next=(\d+) )?md5=([0-9a-f]{32}) self=([0-9a-f]{32})\n/;
/** What the tags are about. */
const RANGES: Readonly<Record<string, string>> = {
  libisofs_sb_checksum_tag_v1: 'the volume descriptors',
  libisofs_tree_checksum_tag_v1: 'the directories',
  libisofs_checksum_tag_v1: 'the whole session',
};
/** A tag leads to the next one; there are three. */
const MOST_TAGS = 8;

/**
 * The checksum tags that libisofs leaves behind descriptors, directories and files: a block of text each.
 * @param firstBlock where the first one is looked for: behind the descriptors
 */
export async function checkTags(
  source: ByteSource,
  firstBlock: number,
  newDigest: NewDigest,
  findings: Findings,
): Promise<void> {
  let block: number | undefined = firstBlock;
  const seen = new Set<number>();
  for (let count = 0; block !== undefined && count < MOST_TAGS && !seen.has(block); count++) {
    seen.add(block);
    const bytes = await source.read(block * SECTOR_BYTES, SECTOR_BYTES);
    const match = TAG.exec(latin1(bytes));
    if (!match) {
      if (count > 0)
        findings.add('checksum-tag', {
          at: block * SECTOR_BYTES,
          field: 'checksum tag',
          wanted: 'what it is about is not told: it is missing',
        });
      return;
    }
    const [text, name = '', position, start, size, next, md5, self] = match;
    const at = block * SECTOR_BYTES;
    const range = RANGES[name] ?? 'a range';
    const digest = newDigest();
    digest.update(bytes.subarray(0, text.indexOf(' self=')));
    const isOwn = hex(digest.digest()) === self && Number(position) === block;
    const from = Number(start) * SECTOR_BYTES;
    const isGood = isOwn && (await md5Of(source, from, from + Number(size) * SECTOR_BYTES, newDigest)) === md5;
    findings.add(isGood ? 'checksum-tag-good' : 'checksum-tag', { at, field: `checksum tag ${name}`, wanted: range });
    block = next === undefined ? undefined : Number(next);
  }
}
