import type { ByteSource } from './byte-source';
import { ImageError } from './image-error';

/** Bytes of a sector's user data, as ECMA-119 has them (6.1.2). */
export const SECTOR_BYTES = 2048;

/** How a file holds the sectors of a disc. */
export interface SectorForm {
  /** Bytes of the file for each sector: 2048 where there is the user data alone. */
  byteLength: number;
  /** Where the user data begins in these. */
  dataAt: number;
  /** Where sector 0 begins in the file; below zero for a track that does not begin at sector 0. */
  startsAt: number;
  /** Sectors before it are not in the file, or not at their places; 0 if none is given. */
  firstSector?: number;
  /** For a person. */
  name: string;
}

export const PLAIN_SECTORS: SectorForm = { byteLength: 2048, dataAt: 0, startsAt: 0, name: '2,048 bytes' };

const FORMS: readonly Omit<SectorForm, 'startsAt' | 'firstSector'>[] = [
  { byteLength: 2048, dataAt: 0, name: '2,048 bytes' },
  { byteLength: 2352, dataAt: 16, name: '2,352 bytes, Mode 1' },
  { byteLength: 2352, dataAt: 24, name: '2,352 bytes, Mode 2 Form 1' },
  { byteLength: 2336, dataAt: 8, name: '2,336 bytes, Mode 2 Form 1' },
  { byteLength: 2448, dataAt: 16, name: '2,448 bytes, Mode 1 with subchannels' },
  { byteLength: 2448, dataAt: 24, name: '2,448 bytes, Mode 2 Form 1 with subchannels' },
];
/** Sectors that some programs put before sector 0 (the pregap), and bytes that some put before everything. */
const LEADING_SECTORS = [0, 150];
const LEADING_BYTES = [0, 307_200];

/** The first volume descriptor's sector (ECMA-119 6.2.1). */
const FIRST_DESCRIPTOR = 16;
const NAMES = ['CD001', 'BEA01', 'NSR02', 'NSR03'];

/** Finds how the sectors lie in a file, by the descriptor of sector 16. Undefined where none is found. */
export async function findSectorForm(source: ByteSource, firstSector = 0): Promise<SectorForm | undefined> {
  for (const bytes of LEADING_BYTES) {
    for (const sectors of LEADING_SECTORS) {
      for (const form of FORMS) {
        const startsAt = bytes + sectors * form.byteLength;
        const at = startsAt + (firstSector + FIRST_DESCRIPTOR) * form.byteLength + form.dataAt;
        const head = await source.read(at, 6);
        if (NAMES.includes(String.fromCharCode(...head.subarray(1)))) return { ...form, startsAt };
      }
    }
  }
  return undefined;
}

/** Bit 5 of the submode: Form 2 (CD-ROM XA). */
const SUBMODE_FORM_TWO = 0x20;
/** Sectors that are read at once. */
const RUN_SECTORS = 512;

/** Where the user data begins that is there. */
export function firstByte({ byteLength, startsAt, firstSector = 0 }: SectorForm): number {
  return Math.max(firstSector, Math.ceil(-startsAt / byteLength)) * SECTOR_BYTES;
}

/**
 * The user data of sectors alone: what the standards number in blocks.
 * @param isStrict whether reading fails in a sector of audio or video, and before the first sector that is there;
 * otherwise the first 2,048 bytes of the one are given, and something for the other
 */
export function userData(source: ByteSource, form: SectorForm, isStrict: boolean): ByteSource {
  const { byteLength: sectorBytes, dataAt, startsAt } = form;
  const begins = firstByte(form);
  if (sectorBytes === SECTOR_BYTES && startsAt === 0 && begins === 0) return source;
  const sectors = Math.max(0, Math.ceil((source.byteLength - startsAt - dataAt) / sectorBytes));
  const lastBytes = Math.min(SECTOR_BYTES, source.byteLength - startsAt - (sectors - 1) * sectorBytes - dataAt);
  const byteLength = sectors === 0 ? 0 : (sectors - 1) * SECTOR_BYTES + lastBytes;
  // The subheader stands right before the data in Mode 2.
  const submodeAt = dataAt === 24 || sectorBytes === 2336 ? dataAt - 6 : undefined;
  return {
    byteLength,
    async read(offset, wanted) {
      const end = Math.min(offset + wanted, byteLength);
      if (offset >= end) return new Uint8Array(0);
      if (isStrict && offset < begins) throw new EarlierSectorError(Math.floor(offset / SECTOR_BYTES));
      const bytes = new Uint8Array(end - offset);
      const last = Math.ceil(end / SECTOR_BYTES);
      for (let first = Math.floor(offset / SECTOR_BYTES); first < last; first += RUN_SECTORS) {
        const count = Math.min(RUN_SECTORS, last - first);
        const from = startsAt + first * sectorBytes;
        // A track that begins later has nothing before.
        const missing = Math.max(0, -from);
        const run = await source.read(from + missing, count * sectorBytes - missing);
        for (let sector = 0; sector < count; sector++) {
          const at = sector * sectorBytes - missing;
          if (isStrict && submodeAt !== undefined && ((run[at + submodeAt] ?? 0) & SUBMODE_FORM_TWO) !== 0) {
            throw new FormTwoError(first + sector);
          }
          const place = (first + sector) * SECTOR_BYTES;
          const start = Math.max(offset, place);
          const stop = Math.min(end, place + SECTOR_BYTES);
          if (at + dataAt < 0) continue;
          const data = run.subarray(at + dataAt + start - place, at + dataAt + stop - place);
          bytes.set(data, start - offset);
          // The file has become shorter: what is not there is not given.
          if (data.length < stop - start) return bytes.subarray(0, start - offset + data.length);
        }
      }
      return bytes;
    },
  };
}

/** A sector before those that are there: of a session or track in another place. */
export class EarlierSectorError extends ImageError {
  constructor(sector: number) {
    super(`Sector ${sector} lies in an earlier session or track that was not opened.`);
  }
}

/** A sector of audio or video, which has no 2,048 bytes of a file. */
export class FormTwoError extends ImageError {
  constructor(sector: number) {
    super(`Sector ${sector} is of Mode 2 Form 2 (audio or video): its 2,324 bytes are no part of a file system.`);
  }
}
