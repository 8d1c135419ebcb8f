import type { CachedBytes } from './cached-bytes';
import { type DirectoryRecord, directoryRecord } from './directory-record';
import { big32, identifierText, type LongDate, latin1, little16, little32, longDate, trimmed, utf16 } from './fields';
import type { Findings } from './findings';
import { SECTOR_BYTES } from './sectors';

/** The kinds of volume descriptors (ECMA-119 8; a supplementary one is Joliet's by its escape sequences). */
export type DescriptorKind =
  | 'boot-record'
  | 'primary'
  | 'joliet'
  | 'enhanced'
  | 'supplementary'
  | 'partition'
  | 'terminator'
  | 'other';

export interface VolumeDescriptor {
  kind: DescriptorKind;
  /** Place in the image, in bytes. */
  at: number;
  /** All of its 2,048 bytes. */
  bytes: Uint8Array;
  /** Volume descriptor type (8.1.1) and version (8.1.3). */
  type: number;
  version: number;
}

/** The identifiers of a primary or supplementary descriptor, without filler. */
export interface VolumeIdentifiers {
  system: string;
  volume: string;
  volumeSet: string;
  publisher: string;
  preparer: string;
  application: string;
  copyrightFile: string;
  abstractFile: string;
  bibliographicFile: string;
}

/** A primary or supplementary volume descriptor (ECMA-119 8.4 and 8.5): a directory hierarchy. */
export interface TreeDescriptor extends VolumeDescriptor {
  kind: 'primary' | 'joliet' | 'enhanced' | 'supplementary';
  /** UCS-2 level 1 to 3 of Joliet's escape sequences. */
  jolietLevel?: 1 | 2 | 3;
  identifiers: VolumeIdentifiers;
  /** Volume space size, in logical blocks. */
  blocks: number;
  volumeSetSize: number;
  volumeSequenceNumber: number;
  /** Logical block size: 2048, 1024 or 512. */
  blockBytes: number;
  pathTableBytes: number;
  /** First blocks of the path tables (type L, optional L, M, optional M); 0: there is none. */
  pathTables: { l: number; optionalL: number; m: number; optionalM: number };
  root: DirectoryRecord;
  created: LongDate;
  modified: LongDate;
  expires: LongDate;
  effective: LongDate;
}

/** The first descriptor's sector of a session (ECMA-119 6.2.1). */
export const FIRST_DESCRIPTOR_SECTOR = 16;
const STANDARD_IDENTIFIER = 'CD001';
/** A set of descriptors that goes on for longer is none. */
const MOST_DESCRIPTORS = 100;
/** Escape sequences of UCS-2 (Joliet). */
const JOLIET_LEVELS: Readonly<Record<string, 1 | 2 | 3>> = { '%/@': 1, '%/C': 2, '%/E': 3 };

export const isTree = (descriptor: VolumeDescriptor): descriptor is TreeDescriptor =>
  ['primary', 'joliet', 'enhanced', 'supplementary'].includes(descriptor.kind);

/** The set of volume descriptors of a session that begins at a sector. */
export async function readDescriptors(
  bytes: CachedBytes,
  sessionSector: number,
  findings: Findings,
): Promise<VolumeDescriptor[]> {
  const descriptors: VolumeDescriptor[] = [];
  for (let sector = sessionSector + FIRST_DESCRIPTOR_SECTOR; descriptors.length < MOST_DESCRIPTORS; sector++) {
    const at = sector * SECTOR_BYTES;
    // Not a view of a chunk: it is kept.
    const block = (await bytes.read(at, SECTOR_BYTES)).slice();
    if (block.length < SECTOR_BYTES || latin1(block.subarray(1, 6)) !== STANDARD_IDENTIFIER) {
      findings.add('no-terminator', { at });
      break;
    }
    const descriptor = volumeDescriptor(block, at, findings);
    descriptors.push(descriptor);
    if (descriptor.kind === 'terminator') return descriptors;
  }
  return descriptors;
}

function volumeDescriptor(bytes: Uint8Array, at: number, findings: Findings): VolumeDescriptor {
  const type = bytes[0] as number;
  const version = bytes[6] as number;
  const common = { at, bytes, type, version };
  switch (type) {
    case 0:
      return { ...common, kind: 'boot-record' };
    case 1:
    case 2:
      return treeDescriptor(common, findings);
    case 3:
      return { ...common, kind: 'partition' };
    case 255:
      return { ...common, kind: 'terminator' };
    default:
      return { ...common, kind: 'other' };
  }
}

/** ECMA-119 8.4 and 8.5: both have the same places, but for the flags and the escape sequences. */
function treeDescriptor(common: Omit<VolumeDescriptor, 'kind'>, findings: Findings): TreeDescriptor {
  const { at, bytes, type, version } = common;
  const jolietLevel = type === 2 ? JOLIET_LEVELS[latin1(bytes.subarray(88, 91))] : undefined;
  const text = (from: number, length: number) => {
    const field = bytes.subarray(from, from + length);
    return trimmed(jolietLevel ? utf16(field) : identifierText(field));
  };
  let blockBytes = little16(bytes, 128);
  if (![512, 1024, 2048].includes(blockBytes)) {
    findings.add('block-size', { at, found: blockBytes });
    blockBytes = SECTOR_BYTES;
  }
  const kind = type === 1 ? 'primary' : jolietLevel ? 'joliet' : version === 2 ? 'enhanced' : 'supplementary';
  return {
    ...common,
    kind,
    ...(jolietLevel ? { jolietLevel } : {}),
    identifiers: {
      system: text(8, 32),
      volume: text(40, 32),
      volumeSet: text(190, 128),
      publisher: text(318, 128),
      preparer: text(446, 128),
      application: text(574, 128),
      copyrightFile: text(702, 37),
      abstractFile: text(739, 37),
      bibliographicFile: text(776, 37),
    },
    blocks: little32(bytes, 80),
    volumeSetSize: little16(bytes, 120),
    volumeSequenceNumber: little16(bytes, 124),
    blockBytes,
    pathTableBytes: little32(bytes, 132),
    pathTables: {
      l: little32(bytes, 140),
      optionalL: little32(bytes, 144),
      m: big32(bytes, 148),
      optionalM: big32(bytes, 152),
    },
    root: directoryRecord(bytes, 156, 34, at + 156),
    created: longDate(bytes, 813),
    modified: longDate(bytes, 830),
    expires: longDate(bytes, 847),
    effective: longDate(bytes, 864),
  };
}
