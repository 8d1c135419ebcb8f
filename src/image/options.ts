import type { StructureFiles } from './manifest';

/** What kind of image is wanted: the options that the encoder and the report of an image need. */
export interface ImageOptions {
  joliet: boolean;
  /** UCS-2 level of Joliet's escape sequence; what is recorded is the same at each. */
  jolietLevel: 1 | 2 | 3;
  /** Most UTF-16 units of a Joliet name: 103 is beyond the specification, and what most readers take. */
  jolietUnits: 64 | 103;
  /** `rationalized` is genisoimage's `-r`, `full` its `-R`. */
  rockRidge: 'none' | 'rationalized' | 'full';
  rockRidgeVersion: '1.10' | '1.12';
  /** Interchange level (ECMA-119 10); 4 is ISO 9660:1999, for which see `LEVEL_4`. */
  isoLevel: 1 | 2 | 3 | 4;
  isoNames: IsoNameRules;
  /** Folders below the eighth level stay where they are. */
  keepDeep: boolean;
  /** The folder that relocated ones lie in is hidden. */
  hideRelocation: boolean;
  owner: OwnerOptions;
  /** A file in every folder that lists its names (genisoimage's TRANS.TBL); undefined: there is none. */
  translationTable?: (StructureFiles & { readonly name: string }) | undefined;
  volumeName: string;
  /** Others than the volume's name. */
  identifiers: Partial<Record<IdentifierName, string>>;
  /** At most 512 bytes of the primary descriptor (ECMA-119 8.4.32), zeros behind them; undefined: spaces. */
  applicationUse?: Uint8Array | undefined;
  volumeSetSize: number;
  volumeSequenceNumber: number;
  volumeTimes: VolumeTimes;
  /** Files of equal contents share their place in the image (schilytools' `-duplicates-once`). */
  duplicatesOnce: boolean;
  /** Blocks of zeros after the files (genisoimage's `-pad`): some drives read ahead past the end. */
  endPadBlocks: number;
}

/** What ISO 9660 names may have beyond their level. */
export interface IsoNameRules {
  /** Most characters of a level 2 to 4 name, 31 to 207. */
  length: number;
  leadingDots: boolean;
  lowercase: boolean;
  multidot: boolean;
  /** All ASCII characters but `/` and control characters. */
  relaxed: boolean;
  /** `#`, `-` and `~` stay. */
  noTranslate: boolean;
  omitVersion: boolean;
  omitPeriod: boolean;
  /** Characters beyond ASCII stay, too. */
  allBytes?: boolean;
  /** No full stops in the names of folders. */
  noFolderExtension?: boolean;
}

/** Owners and permission bits that stand in for those of every entry. */
export interface OwnerOptions {
  user?: number;
  group?: number;
  fileMode?: number;
  directoryMode?: number;
  /** Of folders that the tree does not have. */
  newDirectoryMode?: number;
}

/** Whole Unix seconds; NaN: no such date is recorded. */
export interface VolumeTimes {
  /** Default: the newest file's time, 1980-01-01 without files. */
  creation?: number;
  /** Default: the creation's. */
  modification?: number;
  /** Default: none. */
  expiration?: number;
  /** Default: the creation's. */
  effective?: number;
}

/** Identifiers of the volume descriptors (ECMA-119 8.4). */
export type IdentifierName =
  | 'system'
  | 'volumeSet'
  | 'publisher'
  | 'dataPreparer'
  | 'application'
  | 'copyrightFile'
  | 'abstractFile'
  | 'bibliographicFile';

/** What the page does, and what `isodrop -J -r` does. */
export const DEFAULT_OPTIONS: ImageOptions = {
  joliet: true,
  jolietLevel: 3,
  jolietUnits: 64,
  rockRidge: 'rationalized',
  rockRidgeVersion: '1.10',
  isoLevel: 1,
  isoNames: {
    length: 31,
    leadingDots: false,
    lowercase: false,
    multidot: false,
    relaxed: false,
    noTranslate: false,
    omitVersion: false,
    omitPeriod: false,
  },
  keepDeep: false,
  hideRelocation: false,
  owner: {},
  volumeName: 'CDROM',
  identifiers: {},
  volumeSetSize: 1,
  volumeSequenceNumber: 1,
  volumeTimes: {},
  duplicatesOnce: false,
  endPadBlocks: 150,
};

/** What genisoimage's `-iso-level 4` is: names as they are, in folders as deep as they are. */
export const LEVEL_4 = {
  isoLevel: 4,
  isoNames: {
    length: 207,
    leadingDots: true,
    lowercase: true,
    multidot: true,
    relaxed: true,
    noTranslate: false,
    omitVersion: true,
    omitPeriod: true,
  },
  keepDeep: true,
} as const satisfies Partial<ImageOptions>;

/** Application identifier (ECMA-119 8.4.20) unless another is asked for. */
export const APPLICATION_NAME = 'ISODROP ISO 9660 DISC IMAGE BUILDER';
/** System identifier (ECMA-119 8.4.5) unless another is asked for; genisoimage's on Linux. */
export const SYSTEM_NAME = 'LINUX';

/** Stands in for times that nothing tells: 1980-01-01T00:00:00Z, the first that FAT and ZIP can hold. */
export const EPOCH_1980 = 315_532_800;

/** Most characters of a volume name: d-characters in the primary descriptor, UCS-2 in Joliet's. */
export const VOLUME_NAME_LIMIT = { iso: 32, joliet: 16 } as const;
