/** How the tree is looked at, and what is shown of it: rows, what is selected, and more columns. */
import type { EntryId, Revision } from './session';

/** In which order the children of a folder are shown, folders first: for looking only, the image has its own. */
export interface Sort {
  by: 'name' | 'size' | 'modified';
  descending: boolean;
}

/** How the tree is looked at. */
export interface View {
  sort: Sort;
  /** Rows whose names have it in them are shown, and the folders around those; empty: all are. */
  filter: string;
}

/** What a filter found. */
export interface FilterState {
  text: string;
  /** Entries whose names match. */
  matches: number;
  /** It is not through yet: more may be found. */
  isSearching: boolean;
}

/** What is selected and in the image. */
export interface SelectionSummary {
  /** Entries, each by itself, also one that lies in a selected folder. */
  count: number;
  files: number;
  folders: number;
  /** Of all that is in them, each file once. */
  bytes: number;
  /** The entry, where it is one alone. */
  only?: EntryId;
}

/** Columns of the tree that tell what the image has: its names, and the first block of a file's bytes. */
export type DiscColumn = 'iso' | 'joliet' | 'block';
/** Columns of the tree that are shown when somebody wants them. */
export const MORE_COLUMNS = ['mode', 'iso', 'joliet', 'block'] as const;
export type MoreColumn = (typeof MORE_COLUMNS)[number];

/** Cells of such columns; null where an entry has none. */
export interface DiscCells {
  iso?: (string | null)[];
  joliet?: (string | null)[];
  block?: (number | null)[];
}

/** How the selection changes. It is kept by entry: sorting, filtering, undo and closed folders leave it as it is. */
export type Selecting =
  | { do: 'only' | 'toggle'; entry: EntryId }
  /** The rows from one to the other as they are shown, in place of what is selected or in addition to it. */
  | { do: 'range'; from: EntryId; to: EntryId; adds: boolean }
  /** All rows that are shown; with a filter, those whose names match. */
  | { do: 'all' }
  | { do: 'none' };

/** A window of the visible rows, for the preview of the tree. */
export interface Row {
  entry: EntryId;
  /** The folder in whose rows it stands; absent at the top. */
  parent?: EntryId;
  name: string;
  level: number;
  kind: 'folder' | 'file';
  /** Of a file: its bytes. Of a folder: of everything in it. */
  byteLength: number;
  /** Unix milliseconds; undefined where it cannot be known. */
  modified?: number;
  expanded?: boolean;
  /** POSIX permission bits, as the image has them. */
  mode: number;
  /** Entries in a folder. */
  childCount?: number;
  position: number;
  setSize: number;
  selected: boolean;
  flags: {
    changed: boolean;
    unreadable: boolean;
    /** Windows (Joliet), or DOS (plain ISO 9660), does not see it. */
    notInJoliet: boolean;
    notInIso: boolean;
  };
}
export interface Rows {
  revision: Revision;
  first: number;
  total: number;
  rows: Row[];
  /**
   * Where the entry stands that was asked about: its row; or that of the nearest folder around it, where it is in the
   * image and not shown. Absent where it is not in the image.
   */
  focus?: { entry: EntryId; index: number; isShown: boolean };
}

/** One entry, whether it is shown or not. */
export interface EntryDetails {
  entry: EntryId;
  name: string;
  /** Names from the top of the image, joined by `/`. */
  path: string;
  kind: Row['kind'];
  /** Of a file: its bytes. Of a folder: of everything in it. */
  byteLength: number;
  /** Unix milliseconds; absent where it cannot be known. */
  modified?: number;
  /** POSIX permission bits, where they are known. */
  mode?: number;
  /** The folder that it lies in. */
  parent: EntryId;
  /** Who does not see it: Windows (Joliet), DOS (plain ISO 9660). */
  hidden: { joliet: boolean; iso: boolean };
  /** Files of greater weight lie nearer to the beginning of the disc. */
  weight: number;
  /** Of a folder: what is right in it. */
  childCount?: number;
  /** A file that is an archive by its name: what is in it can take its place. */
  isArchive?: boolean;
}
