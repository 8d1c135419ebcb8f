/** The checksum tags that libisofs leaves behind descriptors, directories and files: a block of text each. */
import type { ByteSource } from '../byte-source';
import { latin1 } from '../fields';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';
import { FIRST_DESCRIPTOR_SECTOR } from '../volume-descriptors';
import { hex, type NewDigest, type Summed } from './digests';

const TAG =
  /^(libisofs_(?:sb_|tree_|rlsb32_)?checksum_tag_v1) pos=(\d{1,10}) range_start=(\d{1,10}) range_size=(\d{1,10}) (?:session_start=(\d{1,10}) )?(?:next=(\d{1,10}) )?md5=([0-9a-f]{32}) self=([0-9a-f]{32})\n/;
/** What the tags are about. */
const RANGES: Readonly<Record<string, string>> = {
  libisofs_rlsb32_checksum_tag_v1: 'the volume descriptors at the beginning',
  libisofs_sb_checksum_tag_v1: 'the volume descriptors',
  libisofs_tree_checksum_tag_v1: 'the directories',
  libisofs_checksum_tag_v1: 'the whole session',
};
/** A tag leads to the next one; there are four at most. */
const MOST_TAGS = 8;
/** Of a session that is somewhere else than its descriptors the tag is looked for in so many sectors. */
const MOST_DESCRIPTORS = 16;

interface Tag {
  name: string;
  from: number;
  byteLength: number;
  session: number | undefined;
  next: number | undefined;
  md5: string;
  isOwn: boolean;
}

/**
 * What is to be digested of an image with such tags; what is found is a finding.
 * @param firstBlock where the first one is looked for: behind the descriptors
 */
export async function checksumTags(
  source: ByteSource,
  firstBlock: number,
  newDigest: NewDigest,
  findings: Findings,
): Promise<Summed[]> {
  const runs: Summed[] = [];
  const seen = new Set<number>();
  let block: number | undefined = firstBlock;
  while (block !== undefined && seen.size < MOST_TAGS && !seen.has(block)) {
    seen.add(block);
    const at: number = block * SECTOR_BYTES;
    const tag: Tag | undefined = await readTag(source, block, newDigest);
    if (!tag) {
      if (seen.size > 1)
        findings.add('checksum-tag', {
          ...{ at, field: 'checksum tag', wanted: 'what it is about is not told: it is missing' },
        });
      break;
    }
    const { name, from, byteLength, md5, isOwn, session } = tag;
    const about = { at, field: `checksum tag ${name}`, wanted: RANGES[name] ?? 'a range' };
    if (!isOwn) findings.add('checksum-tag', about);
    else {
      const found = (digits: string | undefined) =>
        findings.add(digits === md5 ? 'checksum-tag-good' : 'checksum-tag', about);
      runs.push({ extents: [{ at: from, byteLength }], marks: [{ at: byteLength, found }] });
    }
    block = tag.next ?? (session === undefined ? undefined : await sessionTag(source, session));
  }
  return runs;
}

async function readTag(source: ByteSource, block: number, newDigest: NewDigest): Promise<Tag | undefined> {
  const bytes = await source.read(block * SECTOR_BYTES, SECTOR_BYTES);
  const match = TAG.exec(latin1(bytes));
  if (!match) return undefined;
  const [text, name = '', position, start, size, session, next, md5 = '', self] = match;
  const digest = await newDigest();
  digest.update(bytes.subarray(0, text.indexOf(' self=')));
  const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
  return {
    name,
    from: Number(start) * SECTOR_BYTES,
    byteLength: Number(size) * SECTOR_BYTES,
    session: number(session),
    next: number(next),
    md5,
    isOwn: hex(digest.digest()) === self && Number(position) === block,
  };
}

/** The first tag of a session whose descriptors are copied to the beginning of the image. */
async function sessionTag(source: ByteSource, session: number): Promise<number | undefined> {
  const first = session + FIRST_DESCRIPTOR_SECTOR;
  const bytes = await source.read(first * SECTOR_BYTES, MOST_DESCRIPTORS * SECTOR_BYTES);
  for (let sector = 0; sector < MOST_DESCRIPTORS; sector++) {
    const text = latin1(bytes.subarray(sector * SECTOR_BYTES, sector * SECTOR_BYTES + 32));
    if (text.startsWith('libisofs_sb_checksum_tag_v1')) return first + sector;
  }
  return undefined;
}
