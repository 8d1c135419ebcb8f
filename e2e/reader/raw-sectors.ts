/** Images as programs for copying discs write them: all 2,352 bytes of each sector (ISO/IEC 10149). */

const SECTOR_BYTES = 2048;
const RAW_BYTES = 2352;
const SYNC = [0, ...Array<number>(10).fill(0xff), 0];

const decimal = (value: number) => Math.floor(value / 10) * 16 + (value % 10);

/** @param lead sectors before sector 0 */
export function rawSectors(image: Uint8Array, mode: 1 | 2, lead = 0): Buffer<ArrayBuffer> {
  const sectors = image.length / SECTOR_BYTES;
  const raw = Buffer.alloc((lead + sectors) * RAW_BYTES);
  for (let sector = -lead; sector < sectors; sector++) {
    const at = (lead + sector) * RAW_BYTES;
    const frames = sector + 150;
    raw.set(SYNC, at);
    raw.set(
      [decimal(Math.floor(frames / 4500)), decimal(Math.floor(frames / 75) % 60), decimal(frames % 75), mode],
      at + 12,
    );
    // the subheader stands twice: file, channel, submode (data), coding
    if (mode === 2) raw.set([0, 0, 8, 0, 0, 0, 8, 0], at + 16);
    const from = Math.max(0, sector) * SECTOR_BYTES;
    if (sector >= 0) raw.set(image.subarray(from, from + SECTOR_BYTES), at + (mode === 1 ? 16 : 24));
  }
  return raw;
}
