import type { CachedBytes } from './cached-bytes';
import { latin1, little16, little32, trimmed } from './fields';
import type { Findings } from './findings';
import { SECTOR_BYTES } from './sectors';
import type { VolumeDescriptor } from './volume-descriptors';

/** Emulation of a boot image (El Torito 1.0, figure 3). */
export type Emulation = 'none' | '1.2 MB diskette' | '1.44 MB diskette' | '2.88 MB diskette' | 'hard disk' | 'unknown';

/** An entry of the boot catalog: an image to boot from. */
export interface BootEntry {
  /** Place of the entry in the image, in bytes. */
  at: number;
  isDefault: boolean;
  isBootable: boolean;
  /** 0: x86, 1: PowerPC, 2: Macintosh, 0xef: UEFI. */
  platform: number;
  emulation: Emulation;
  /** The byte that tells it. */
  media: number;
  /** Of an x86 real mode program; 0: the usual 07C0. */
  loadSegment: number;
  /** System type: a copy of the partition table's, for hard disks. */
  systemType: number;
  /** Virtual sectors of 512 bytes that the firmware loads. */
  sectors: number;
  /** Where the boot image begins: a block of 2,048 bytes. */
  block: number;
  /** Selection criteria type and the bytes for it, of section entries. */
  criteriaType: number;
  criteria: Uint8Array;
}

/** A section of the catalog: entries for one platform. The first one is the default entry's. */
export interface BootSection {
  platform: number;
  /** Identifier of who made it (validation entry, section header). */
  identifier: string;
  /** All of its bytes. */
  identifierBytes: Uint8Array;
  entries: BootEntry[];
}

export interface BootCatalog {
  /** Place in the image, in bytes. */
  at: number;
  byteLength: number;
  sections: BootSection[];
}

/** Whether firmware takes what there is from the start block to the end of the disc (UEFI 2.10, 13.3.2.1). */
export const loadsToEnd = ({ platform, emulation, sectors }: BootEntry): boolean =>
  platform === UEFI && emulation === 'none' && sectors <= 1;

const UEFI = 0xef;
const SYSTEM_IDENTIFIER = 'EL TORITO SPECIFICATION';
const ENTRY_BYTES = 32;
/** 2,048 entries: no catalog has as many. */
const MOST_BYTES = 1 << 16;
const EMULATIONS: readonly Emulation[] = [
  'none',
  '1.2 MB diskette',
  '1.44 MB diskette',
  '2.88 MB diskette',
  'hard disk',
];
const BOOTABLE = 0x88;
const HEADER = 0x90;
const FINAL_HEADER = 0x91;
const EXTENSION = 0x44;
/** Of an entry's media type: an extension follows. Of an extension: another one does. */
const FLAG_EXTENDED = 0x20;

export const isElTorito = ({ kind, bytes }: VolumeDescriptor) =>
  kind === 'boot-record' && trimmed(latin1(bytes.subarray(7, 39))) === SYSTEM_IDENTIFIER;

/** The boot catalog that a boot record leads to. */
export async function readBootCatalog(
  bytes: CachedBytes,
  bootRecord: VolumeDescriptor,
  findings: Findings,
): Promise<BootCatalog | undefined> {
  const at = little32(bootRecord.bytes, 71) * SECTOR_BYTES;
  const table = await bytes.read(at, MOST_BYTES);
  const damaged = (offset: number, found: string) => findings.add('boot-catalog', { at: at + offset, found });
  if (table.length < 2 * ENTRY_BYTES || table[0] !== 1) {
    damaged(0, 'it has no validation entry');
    return undefined;
  }
  if (little16(table, 30) !== 0xaa55) damaged(30, 'its key bytes are not 55 AA');
  let sum = 0;
  for (let word = 0; word < ENTRY_BYTES; word += 2) sum += little16(table, word);
  if ((sum & 0xffff) !== 0) damaged(28, 'the checksum of its validation entry is wrong');
  const platform = table[1] as number;
  const first = bootEntry(table, ENTRY_BYTES, at, platform, true);
  const sections: BootSection[] = [
    { platform, identifier: text(table, 4, 24), identifierBytes: table.slice(4, 28), entries: [first] },
  ];
  let offset = 2 * ENTRY_BYTES;
  for (let isLast = false; !isLast && offset + ENTRY_BYTES <= table.length; ) {
    const indicator = table[offset];
    if (indicator !== HEADER && indicator !== FINAL_HEADER) {
      if (indicator !== 0) damaged(offset, `a section header begins with ${indicator}`);
      break;
    }
    isLast = indicator === FINAL_HEADER;
    const section: BootSection = {
      platform: table[offset + 1] as number,
      identifier: text(table, offset + 4, 28),
      identifierBytes: table.slice(offset + 4, offset + ENTRY_BYTES),
      entries: [],
    };
    sections.push(section);
    const count = little16(table, offset + 2);
    offset += ENTRY_BYTES;
    for (let index = 0; index < count; index++) {
      const value = table[offset];
      if (offset + ENTRY_BYTES > table.length || (value !== BOOTABLE && value !== 0)) {
        damaged(offset, `a section has ${section.entries.length} of ${count} entries`);
        return { at, byteLength: offset, sections };
      }
      const entry = bootEntry(table, offset, at, section.platform, false);
      section.entries.push(entry);
      let isExtended = ((table[offset + 1] as number) & FLAG_EXTENDED) !== 0;
      offset += ENTRY_BYTES;
      while (isExtended && table[offset] === EXTENSION) {
        isExtended = ((table[offset + 1] as number) & FLAG_EXTENDED) !== 0;
        entry.criteria = Uint8Array.from([...entry.criteria, ...table.subarray(offset + 2, offset + ENTRY_BYTES)]);
        offset += ENTRY_BYTES;
      }
    }
  }
  return { at, byteLength: offset, sections };
}

const text = (table: Uint8Array, at: number, length: number) => trimmed(latin1(table.subarray(at, at + length)));

/** An initial/default entry, or a section entry. */
function bootEntry(table: Uint8Array, offset: number, at: number, platform: number, isDefault: boolean): BootEntry {
  return {
    at: at + offset,
    isDefault,
    isBootable: table[offset] === BOOTABLE,
    platform,
    emulation: EMULATIONS[(table[offset + 1] as number) & 0x0f] ?? 'unknown',
    media: table[offset + 1] as number,
    loadSegment: little16(table, offset + 2),
    systemType: table[offset + 4] as number,
    sectors: little16(table, offset + 6),
    block: little32(table, offset + 8),
    criteriaType: isDefault ? 0 : (table[offset + 12] as number),
    criteria: isDefault ? new Uint8Array(0) : table.slice(offset + 13, offset + ENTRY_BYTES),
  };
}

/** A platform for a person. */
export function platformName(platform: number): string {
  return PLATFORMS[platform] ?? `platform ${platform}`;
}

const PLATFORMS: Readonly<Record<number, string>> = { 0: 'x86 (BIOS)', 1: 'PowerPC', 2: 'Macintosh', 239: 'UEFI' };
