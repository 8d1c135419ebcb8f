/** What kind of image is wanted: the options that the encoder and the report of an image need. */
export interface ImageOptions {
  joliet: boolean;
  /** `rationalized` is genisoimage's `-r`, `full` its `-R`. */
  rockRidge: 'none' | 'rationalized' | 'full';
  isoLevel: 1 | 2 | 3;
  volumeName: string;
  applicationName?: string;
  systemName?: string;
  /** Whole Unix seconds for the volume descriptors. Default: the newest file's time, 1980-01-01 without files. */
  volumeTime?: number;
}

/** What the page does, and what `isodrop -J -r` does. */
export const DEFAULT_OPTIONS: ImageOptions = {
  joliet: true,
  rockRidge: 'rationalized',
  isoLevel: 1,
  volumeName: 'CDROM',
};

/** Application identifier (ECMA-119 8.4.20) unless another is asked for. */
export const APPLICATION_NAME = 'ISODROP ISO 9660 DISC IMAGE BUILDER';
/** System identifier (ECMA-119 8.4.5) unless another is asked for; genisoimage's on Linux. */
export const SYSTEM_NAME = 'LINUX';

/** Stands in for times that nothing tells: 1980-01-01T00:00:00Z, the first that FAT and ZIP can hold. */
export const EPOCH_1980 = 315_532_800;

/** Blocks of zeros after the files (genisoimage's `-pad`): some drives read ahead past the end. */
export const END_PAD_BLOCKS = 150;

/** Most characters of a volume name: d-characters in the primary descriptor, UCS-2 in Joliet's. */
export const VOLUME_NAME_LIMIT = { iso: 32, joliet: 16 } as const;
