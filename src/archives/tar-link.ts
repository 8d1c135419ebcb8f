/** Hard links in tar archives that are not pax: old programs write a size, with and without the data that it is of. */
import type { MemberBytes } from './member';
import type { Reading } from './reading';
import { BLOCK_BYTES, isHeader, isZeros } from './tar-header';

/**
 * Whether a hard link's data follows its header: where the archive goes on tells, behind the header or behind so many
 * bytes. Where it may go on at both, as behind the copy of a tar archive, it is data if it begins as the file does.
 * @param at where the header ends
 * @param first the file that the link is another name of, if it lies in what is read
 */
export async function linkHasData(
  reading: Reading,
  at: number,
  size: number,
  first: MemberBytes | undefined,
): Promise<boolean> {
  if (!(await goesOn(reading, at))) return true;
  if (at + size > reading.byteLength) return false;
  if (!(await goesOn(reading, at + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES))) return false;
  if (first?.byteLength !== size) return false;
  const byteLength = Math.min(size, BLOCK_BYTES);
  const own = (await reading.read(at, byteLength)).slice();
  const others = await reading.read(first.offset, byteLength);
  return own.every((byte, index) => byte === others[index]);
}

/** Whether there is a header, the mark that ends an archive, or an archive's last byte. */
async function goesOn(reading: Reading, at: number): Promise<boolean> {
  if (at >= reading.byteLength) return true;
  const blocks = await reading.read(at, 2 * BLOCK_BYTES);
  if (blocks.length < BLOCK_BYTES) return false;
  return isZeros(blocks) || isHeader(blocks.subarray(0, BLOCK_BYTES));
}
