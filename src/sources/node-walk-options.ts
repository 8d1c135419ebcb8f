import type { Attributes } from '../image/tree';
import type { NodeArchive } from './node-archive';
import type { NameDecoder } from './node-charset';
import type { NodePath } from './node-path';

/** How folders are read. */
export interface WalkOptions {
  /** Take what symbolic links lead to, instead of the links. */
  followLinks?: boolean;
  /** The same for links that are given as paths. */
  followGiven?: boolean;
  /** See what a browser sees: no links, modes, owners or folders' times. */
  portable?: boolean;
  /** Hard links do not share their content. */
  separateLinks?: boolean;
  /** Read no access times. */
  noAccessTimes?: boolean;
  /** Small files are wanted at once: they are read as they are listed, and kept (`KeptFiles`). */
  keepsSmallFiles?: boolean;
  /** Which files are left out, marked, and come first. */
  selection?: Selection;
  /** How names that are not UTF-8 are read; absent: byte by byte. */
  decodeName?: NameDecoder;
  /** Of folders that only the image has, and of its root if no folder is given. */
  newFolder?: Attributes;
  /** What is being written meanwhile: those files, and their temporary ones, are left out. */
  own?: readonly OwnFile[];
  /** Whether a name is one of a file that was never finished. */
  isUnfinished?: (name: string) => boolean;
  /**
   * Told of each path that was given, before it is read; `folder` is where it goes, and `name`, for a file only, its
   * name in the image.
   */
  onPath?: (path: string, folder: string, name?: string) => void;
  /** Told after each folder that was given has been read. */
  onPathDone?: () => void;
  /** Told of each folder before it is read. */
  onFolder?: (path: string) => void;
  /** Told of each file that the selection leaves out. */
  onExcluded?: (path: string) => void;
}

/** A file that is being written while folders are read. */
export type OwnFile = {
  /** Such as “the image”. */
  what: string;
} & (
  | {
      directory: string;
      /** Whether a name in that folder is its own or a temporary one's. */
      isOwn: (name: string) => boolean;
    }
  /** One that is open, wherever it lies. */
  | { device: bigint; inode: bigint }
);

/** Decides by a file's name and its path in the file system. */
export interface Selection {
  isExcluded(name: string, path: string): boolean;
  /** The marks that it gets (`Mark`). */
  marks(name: string, path: string): number;
  /** @param inherited the weight of the folder that it lies in */
  weight(path: string, inherited: number): number;
}

/** A path and where it goes in the image: a file into a folder, what is in a folder into another. */
export interface PlacedPath {
  path: NodePath;
  /** Names of folders from the root on. Those that are missing are made. */
  folders: readonly NodePath[];
  /** Its name there; a file's default is its own, a folder's contents then go into the last of the folders. */
  name?: NodePath;
  /** What is in it, where it is an archive that is taken as a folder. */
  archive?: NodeArchive;
}
