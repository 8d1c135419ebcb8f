import * as abi from '../../wasm/abi';

/** A part of the image that genisoimage's log names: a run of blocks. */
export interface Region {
  /** `REGION_*` of the encoder's interface. */
  id: number;
  /** As genisoimage's log spells it. */
  name: string;
  firstBlock: number;
  blocks: number;
}

/** Names of the regions, spelled as genisoimage's log does. */
export const REGION_NAMES: Readonly<Record<number, string>> = {
  [abi.REGION_SYSTEM_AREA]: 'Initial Padblock',
  [abi.REGION_PRIMARY_VOLUME_DESCRIPTOR]: 'Primary Volume Descriptor',
  [abi.REGION_ENHANCED_VOLUME_DESCRIPTOR]: 'Enhanced Volume Descriptor',
  [abi.REGION_JOLIET_VOLUME_DESCRIPTOR]: 'Joliet Volume Descriptor',
  [abi.REGION_VOLUME_DESCRIPTOR_SET_TERMINATOR]: 'End Volume Descriptor',
  [abi.REGION_VERSION_BLOCK]: 'Version block',
  [abi.REGION_PATH_TABLE]: 'Path table',
  [abi.REGION_JOLIET_PATH_TABLE]: 'Joliet path table',
  [abi.REGION_DIRECTORY_TREE]: 'Directory tree',
  [abi.REGION_JOLIET_DIRECTORY_TREE]: 'Joliet directory tree',
  [abi.REGION_DIRECTORY_TREE_CLEANUP]: 'Directory tree cleanup',
  [abi.REGION_EXTENSION_RECORD]: 'Extension record',
  [abi.REGION_FILES]: 'The File(s)',
  [abi.REGION_END_PADDING]: 'Ending Padblock',
};

/** What lies where in an image: the encoder's answer to a manifest. */
export interface Layout {
  /** Blocks of the whole image. */
  blocks: number;
  /** Blocks [0, this) are structures, rendered on demand; contents follow. */
  metadataBlocks: number;
  regions: Region[];
  /** Indices of non-empty contents, in the order they lie in the image. */
  contentOrder: Uint32Array;
  /** First block of each content. */
  contentBlocks: Uint32Array;
  /** Totals of genisoimage's log, in bytes. */
  rockRidgeBytes: number;
  directoryBytes: number;
  pathTableBytes: number;
  /** `CHANGE_*` bits of each manifest entry. */
  changes: Uint32Array;
  /** How many entries have each `CHANGE_*` bit, by the bit's number. */
  changeCounts: number[];
}
