/** What extensions an image says that it uses: the ER entries of its root (SUSP 5.5). */

import { directoryRecords } from './directory-record';
import type { DiscImage } from './disc-image';
import { latin1 } from './fields';
import { SECTOR_BYTES } from './sectors';
import { SystemUse } from './system-use';

export interface Extension {
  /** `RRIP_1991A`, `IEEE_P1282` or `IEEE_1282` of Rock Ridge, `AAIP_0200` of attribute lists. */
  identifier: string;
  version: number;
}

/** Bytes of an ER entry before its identifier. */
const HEAD_BYTES = 8;

/** The extensions that the root of the fullest hierarchy names, in their order. */
export async function extensionsOf(image: DiscImage): Promise<Extension[]> {
  const { sharing, primary, bytes, findings } = image;
  if (!sharing) return [];
  const at = image.reader('rock-ridge').root.extent.at;
  const [self] = directoryRecords(await bytes.read(at, SECTOR_BYTES), at);
  if (!self || 'defect' in self) return [];
  const systemUse = new SystemUse(bytes, sharing, primary.blockBytes);
  const place = { findings, path: '' };
  const { entries, next } = systemUse.inRecord(self, true, place);
  if (next) await systemUse.addContinued(entries, next, place);
  return entries.flatMap(({ signature, bytes: area, start, byteLength }) => {
    if (signature !== 'ER' || byteLength < HEAD_BYTES) return [];
    const length = Math.min(area[start + 4] as number, byteLength - HEAD_BYTES);
    const first = start + HEAD_BYTES;
    return [{ identifier: latin1(area.subarray(first, first + length)), version: area[start + 7] as number }];
  });
}
