import type { CachedBytes } from './cached-bytes';
import { big16, big32, latin1, little16 } from './fields';
import type { Findings } from './findings';
import { SECTOR_BYTES } from './sectors';
import { FIRST_DESCRIPTOR_SECTOR } from './volume-descriptors';

/** Other file systems and partition tables in an image, as far as their first bytes tell. */
export interface OtherSystems {
  /** ECMA-167: `NSR02` (UDF to 1.50) or `NSR03` (2.00 and later). */
  udf?: 'NSR02' | 'NSR03';
  hfs?: 'HFS' | 'HFS+' | 'HFSX';
  /** Names and types of the partitions of an Apple partition map. */
  appleMap?: string[];
  partitionTable?: 'MBR' | 'GPT';
  /** Something else in the system area (ECMA-119 6.2.1), such as what a computer boots from. */
  systemArea?: true;
}

/** Sectors of the volume recognition sequence that are looked at (ECMA-167 2/8.3). */
const RECOGNITION_SECTORS = 32;
const APPLE_BLOCK_BYTES = 512;
const MOST_PARTITIONS = 32;

/** Looks for what else there is. Reads the system area and some sectors behind the descriptors. */
export async function findOtherSystems(bytes: CachedBytes): Promise<OtherSystems> {
  const found: OtherSystems = {};
  for (let sector = FIRST_DESCRIPTOR_SECTOR; sector < FIRST_DESCRIPTOR_SECTOR + RECOGNITION_SECTORS; sector++) {
    const name = latin1(await bytes.read(sector * SECTOR_BYTES + 1, 5));
    if (name === 'NSR02' || name === 'NSR03') found.udf = name;
    else if (!['CD001', 'BEA01', 'TEA01', 'BOOT2', 'CDW02'].includes(name) && found.udf) break;
  }
  const area = await bytes.read(0, FIRST_DESCRIPTOR_SECTOR * SECTOR_BYTES);
  const map = appleMap(area);
  const hfsPlaces = [0];
  if (map) {
    found.appleMap = map.map(({ name, type }) => `${name} (${type})`);
    for (const { type, start } of map) if (type === 'Apple_HFS' || type === 'Apple_HFSX') hfsPlaces.push(start);
  }
  for (const place of hfsPlaces) {
    const kind = HFS_SIGNATURES[latin1((await bytes.read(place + 1024, 2)).subarray(0, 2))];
    if (kind) found.hfs = kind;
  }
  if (latin1(area.subarray(512, 520)) === 'EFI PART') found.partitionTable = 'GPT';
  else if (little16(area, 510) === 0xaa55 && hasPartition(area)) found.partitionTable = 'MBR';
  else if (!map && area.some((byte) => byte !== 0)) found.systemArea = true;
  return found;
}

const HFS_SIGNATURES: Readonly<Record<string, OtherSystems['hfs']>> = { BD: 'HFS', 'H+': 'HFS+', HX: 'HFSX' };

/** Whether a master boot record has an entry of some type (UEFI 5.2.1). */
function hasPartition(area: Uint8Array): boolean {
  return [446, 462, 478, 494].some((at) => area[at + 4] !== 0 && (area[at] === 0 || area[at] === 0x80));
}

/** The partitions of an Apple partition map, which begins in the second block. */
function appleMap(area: Uint8Array): { name: string; type: string; start: number }[] | undefined {
  if (latin1(area.subarray(0, 2)) !== 'ER' && latin1(area.subarray(512, 514)) !== 'PM') return undefined;
  const blockBytes = [512, 2048].find((size) => latin1(area.subarray(size, size + 2)) === 'PM');
  if (blockBytes === undefined) return undefined;
  const count = Math.min(big32(area, blockBytes + 4), MOST_PARTITIONS);
  const unit = latin1(area.subarray(0, 2)) === 'ER' ? big16(area, 2) || APPLE_BLOCK_BYTES : APPLE_BLOCK_BYTES;
  const partitions = [];
  for (let index = 1; index <= count; index++) {
    const at = index * blockBytes;
    if (latin1(area.subarray(at, at + 2)) !== 'PM') break;
    const text = (from: number) => latin1(area.subarray(from, from + 32)).replace(/\0.*$/s, '');
    partitions.push({ name: text(at + 16), type: text(at + 48), start: big32(area, at + 8) * unit });
  }
  return partitions;
}

/** Tells what else is in an image that has an ISO 9660 file system. */
export function noteOtherSystems(found: OtherSystems, findings: Findings): void {
  if (found.udf) findings.add('udf', { found: found.udf });
  if (found.appleMap) findings.add('apple-map', { found: found.appleMap.join(', ') });
  if (found.hfs) findings.add('hfs', { found: found.hfs });
  if (found.partitionTable) findings.add('partition-table', { found: found.partitionTable });
}
