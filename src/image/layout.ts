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
  [abi.REGION_BOOT_RECORD]: 'Eltorito Volume Descriptor',
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
  /** Blocks [0, this) are structures, rendered on demand; contents follow, some of which are structures as well. */
  metadataBlocks: number;
  regions: Region[];
  /** Indices of non-empty contents, in the order they lie in the image. */
  contentOrder: Uint32Array;
  /** First block of each content. */
  contentBlocks: Uint32Array;
  /** Bytes of each content that is a structure: those that come last. */
  structureBytes: Float64Array;
  /** The content that is the boot catalog. */
  bootCatalog?: number | undefined;
  /** Totals of genisoimage's log, in bytes: it counts the boot catalog among the translation tables. */
  translationTableBytes: number;
  rockRidgeBytes: number;
  directoryBytes: number;
  pathTableBytes: number;
  /** `CHANGE_*` bits of each manifest entry. */
  changes: Uint32Array;
  /** How many entries have each `CHANGE_*` bit, by the bit's number. */
  changeCounts: number[];
}

/** A run of blocks of structures. */
export interface StructureRun {
  firstBlock: number;
  blocks: number;
}

/** Bytes of a content that is a structure; undefined for one whose bytes come from elsewhere. */
export function structureByteLength({ contentBlocks, structureBytes }: Layout, content: number): number | undefined {
  return structureBytes[content - (contentBlocks.length - structureBytes.length)];
}

/** All blocks of structures, in the order of the image. */
export function* structureRuns(layout: Layout): Generator<StructureRun> {
  yield { firstBlock: 0, blocks: layout.metadataBlocks };
  if (layout.structureBytes.length === 0) return;
  for (const content of layout.contentOrder) {
    const byteLength = structureByteLength(layout, content);
    if (byteLength === undefined) continue;
    yield { firstBlock: layout.contentBlocks[content] as number, blocks: Math.ceil(byteLength / abi.BLOCK_BYTES) };
  }
}
