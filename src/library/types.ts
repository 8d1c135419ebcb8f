/** What the library's callers see, and nothing else. */
import type { FullNotice } from '../image/notices';
import type { ImageOptions, IsoNameRules, VolumeTimes } from '../image/options';

/** What every entry of an image may have. */
interface Described {
  /** Its place in the image: names joined by `/`. Folders on the way are made. */
  path: string;
  /** When it was last modified. By default a `File`'s own time, else 1980; a folder is as new as the newest file in it. */
  modifyTime?: Date;
  /** The twelve POSIX permission bits; by default 0444, for folders 0555. */
  mode?: number;
  /** Number of its owner, for `rockRidge: 'full'`. */
  user?: number;
  /** Number of its group, for `rockRidge: 'full'`. */
  group?: number;
}

/** A file. Its content is read when the image is written: a `Blob` or `File` costs no memory until then. */
export interface FileEntry extends Described {
  content: Blob | Uint8Array | ArrayBuffer | string;
}

/** A symbolic link, for Rock Ridge. */
export interface LinkEntry extends Described {
  /** What it leads to. */
  target: string;
}

/** A folder; needed only for one that is empty or has attributes of its own. */
export interface DirectoryEntry extends Described {
  directory: true;
}

/** A file or folder of the disk, in Node. */
export interface DiskEntry {
  /** Its path on the disk. */
  disk: string;
  /** Its place in the image; by default a folder's contents come to the root, and a file under its own name. */
  path?: string;
}

/** Something that an image is made of. */
export type ImageEntry = FileEntry | LinkEntry | DirectoryEntry | DiskEntry;

/** A file that a computer boots from (El Torito). */
export interface BootImage {
  /** Its path in the image. */
  file: string;
  /** By default `bios`. */
  platform?: 'bios' | 'efi';
  /** What it stands for: by default a program. A floppy disk is as long as one, a hard disk has one partition. */
  emulation?: 'none' | 'floppy' | 'hard-disk';
  /** False: the disk is there, and nothing boots from it. */
  bootable?: boolean;
  /** Where BIOSes load it; 0 by default: where they usually do. */
  loadSegment?: number;
  /** Sectors of 512 bytes of a program that are loaded; by default all of it. */
  loadSectors?: number;
  /** A table in its bytes 8 to 63 tells it where on the disc it lies. ISOLINUX and GRUB need it. */
  infoTable?: boolean;
}

/** Dates of the volume. Whole seconds are recorded. */
export type VolumeDates = { [Name in keyof VolumeTimes]?: Date };

/** What kind of image is wanted: by default Joliet and Rock Ridge beside plain ISO 9660, as `isodrop -J -r` makes it. */
export interface BuildOptions
  extends Partial<Omit<ImageOptions, 'duplicatesOnce' | 'isoNames' | 'translationTable' | 'volumeTimes'>> {
  /** What plain ISO 9660 names may have; by default what their level allows. */
  isoNames?: Partial<IsoNameRules>;
  /** A file in every folder that lists its names: by default there is none; its name is TRANS.TBL unless another is given. */
  translationTable?: { name?: string; inJoliet?: boolean };
  /** By default the newest file's, so that equal entries make equal bytes. */
  volumeTimes?: VolumeDates;
  /** What the disc boots from, by default nothing. Images that need a table are read when the image is laid out. */
  boot?: readonly BootImage[];
  /** Path of the boot catalog in the image, by default `boot.catalog`; false: no folder shows it. */
  bootCatalog?: string | false;
  /** Of folders of the disk: take what symbolic links lead to, instead of the links. */
  followLinks?: boolean;
  /** Of folders of the disk: see what a browser sees, which is no links, owners, modes or folders' times. */
  portable?: boolean;
  /** Of folders of the disk: leaves out the files and folders for whose paths it returns true. */
  exclude?: (path: string) => boolean;
  /** Ends the building. */
  signal?: AbortSignal;
}

/** Something that was not recorded as it was given, or not at all. */
export type ImageNotice = FullNotice;

/** How an image is handed over. */
export interface OutputOptions {
  /** Ends the writing: nothing is left behind, and what waits for it is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Told how many bytes of the image are made, up to `byteLength`. */
  onProgress?: (bytes: number) => void;
}

/**
 * An image that is laid out: its size and all that is to be said of it are known, and its bytes are made when they
 * are asked for, as often as that is done.
 */
export interface DiscImage {
  readonly byteLength: number;
  readonly noticeCount: number;
  /** What was renamed, cut, moved, dated differently or left out. Each is made when it is asked for. */
  notices(): IterableIterator<ImageNotice>;
  /** The image's bytes in order. */
  stream(options?: OutputOptions): ReadableStream<Uint8Array<ArrayBuffer>>;
  /**
   * The image as a Blob, to be downloaded or uploaded. Large Blobs and Files stay references, so that they must not
   * change until it was read. Images with files of the disk in Node have none.
   */
  blob(options?: OutputOptions): Promise<Blob>;
  /**
   * Writes the image to a file of the disk, in Node: completely, or not at all.
   */
  write(path: string, options?: OutputOptions): Promise<void>;
}

/**
 * Lays out an image of entries, in Node and in a browser. Nothing of their contents is read until the image is
 * written. Rejects with a sentence as its message: a `TypeError` where an entry or an option is not what it must be.
 */
export type BuildImage = (entries: Iterable<ImageEntry>, options?: BuildOptions) => Promise<DiscImage>;
