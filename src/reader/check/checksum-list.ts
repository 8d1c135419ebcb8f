/** The list of MD5s that libisofs leaves behind the files: of the session, and of each file (its checksums.txt). */
import type { ByteSource } from '../byte-source';
import { type Extent, joinPath } from '../entry';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';
import type { SystemUseEntry } from '../system-use';
import { isofsAttribute } from './aaip';
import { type Digest, hex, type NewDigest, type Summed } from './digests';
import { type CheckedRecord, shownName } from './tree-reading';

const MD5_BYTES = 16;
/** More files than a hierarchy may have. */
const MOST_ITEMS = 1 << 24;
const UNKNOWN = '0'.repeat(2 * MD5_BYTES);

/** Files that lie over one another are digested until their bytes are so many times the image's. */
const MOST_TIMES = 2;

type FoundMd5 = (md5: string | undefined) => void;

/** A file with a number in the list. */
interface Listed {
  index: number;
  path: string;
  extents: readonly Extent[];
}

/** `isofs.ca` of the root: the blocks from which the session's MD5 is, behind which the list follows, and its items. */
interface ListPlace {
  start: number;
  end: number;
  count: number;
}

/** What an image says of checksums of its files, gathered as its directories are read. */
export class ChecksumList {
  #place: ListPlace | undefined;
  readonly #files = new Map<number, Listed>();
  #good = 0;

  /** Whether there is such a list. */
  get isThere(): boolean {
    return this.#place !== undefined;
  }

  /** Looks at the root's `.`. */
  takeRoot(entries: readonly SystemUseEntry[]): void {
    const value = isofsAttribute(entries, 'ca');
    if (value) this.#place = placeOf(value);
  }

  /** Looks at the records of a file in a folder. */
  takeFile(folder: string, sections: readonly CheckedRecord[], blockBytes: number): void {
    for (const checked of sections) {
      const value = isofsAttribute(checked.entries, 'cx');
      if (value?.length !== 4) continue;
      const index = big(value);
      const extents = sections.map(({ record }) => ({
        at: (record.block + record.attributeBlocks) * blockBytes,
        byteLength: record.dataLength,
      }));
      // Hard links share a number.
      if (!this.#files.has(index))
        this.#files.set(index, { index, path: joinPath(folder, shownName(checked)), extents });
      return;
    }
  }

  /** What is to be digested; what is found is a finding. The list itself is verified at once. */
  async runs(source: ByteSource, newDigest: NewDigest, findings: Findings): Promise<Summed[]> {
    const place = this.#place;
    if (!place) return [];
    const { start, end, count } = place;
    const at = end * SECTOR_BYTES;
    const bytes = await source.read(at, count * MD5_BYTES);
    const item = (index: number) => hex(bytes.subarray(index * MD5_BYTES, (index + 1) * MD5_BYTES));
    const digest: Digest = await newDigest();
    digest.update(bytes.subarray(0, (count - 1) * MD5_BYTES));
    if (bytes.length < count * MD5_BYTES || hex(digest.digest()) !== item(count - 1)) {
      findings.add('checksum-list', { at });
      return [];
    }
    const runs = new Map<string, { byteLength: number; extents: readonly Extent[]; found: FoundMd5[] }>();
    let summedBytes = 0;
    let passedOver = 0;
    const sessionBytes = (end - start) * SECTOR_BYTES;
    for (const { index, path, extents } of this.#files.values()) {
      if (index < 1 || index >= count - 1) {
        findings.add('file-md5-number', { path, found: index, wanted: count - 2 });
        continue;
      }
      const wanted = item(index);
      const byteLength = extents.reduce((sum, one) => sum + one.byteLength, 0);
      if (byteLength === 0 || wanted === UNKNOWN) continue;
      const found = (md5: string | undefined) => {
        if (md5 === wanted) this.#good++;
        else findings.add('file-md5', { at: extents[0]?.at ?? 0, path, found: md5 ?? 'not to be had', wanted });
      };
      // Files that lie in the same place are digested once.
      const place = extents.map((extent) => `${extent.at}+${extent.byteLength}`).join();
      const there = runs.get(place);
      if (there) there.found.push(found);
      else if (summedBytes + byteLength > MOST_TIMES * source.byteLength) passedOver++;
      else {
        summedBytes += byteLength;
        runs.set(place, { byteLength, extents, found: [found] });
      }
    }
    if (passedOver > 0) findings.add('file-md5-passed-over', { found: passedOver });
    const session = (md5: string | undefined) => {
      if (md5 !== item(0)) findings.add('session-md5', { found: md5 ?? 'not to be had', wanted: item(0) });
    };
    return [
      ...Array.from(runs.values(), ({ byteLength, extents, found }) => ({
        extents,
        marks: [
          {
            at: byteLength,
            found: (md5: string | undefined) => {
              for (const tell of found) tell(md5);
            },
          },
        ],
      })),
      {
        extents: [{ at: start * SECTOR_BYTES, byteLength: sessionBytes }],
        marks: [{ at: sessionBytes, found: session }],
      },
    ];
  }

  /** All were digested: tells how many are right. */
  finish(findings: Findings): void {
    if (this.#good > 0) findings.add('file-md5-good', { found: this.#good });
  }
}

/** Numbers with their lengths before them, then what the checksums are called. */
function placeOf(value: Uint8Array): ListPlace | undefined {
  const numbers: number[] = [];
  let at = 0;
  while (numbers.length < 4 && at < value.length) {
    const length = value[at] as number;
    numbers.push(big(value.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  const [start = 0, end = 0, count = 0, size = 0] = numbers;
  const name = String.fromCharCode(...value.subarray(at));
  const isMd5 = size === MD5_BYTES && name === 'MD5';
  return isMd5 && end > start && count >= 2 && count <= MOST_ITEMS ? { start, end, count } : undefined;
}

/** A number, its highest byte first. */
const big = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
