/** Where things stand: what the page is told of the tree as a whole, again and again. */
import { type ChosenOptions, DEFAULT_CHOICE, DEFAULT_PRESET } from '../image/choice';
import type { Region } from '../image/layout';
import type { NoticeGroup } from '../image/notices';
import type { Kept, Loss } from './earlier-visits';
import type { EntryId, Failure, Label, Revision } from './session';
import type { FilterState, SelectionSummary, Sort } from './shown-tree';

/** Where things stand, for `role=status` and the Download button. */
export type Phase =
  /** nothing was added yet */
  | 'empty'
  /** names are being listed and small files read */
  | 'listing'
  /** everything is listed; the image is being laid out or its small files put in order */
  | 'preparing'
  /** the image is known: Download is on */
  | 'ready'
  /** a person has to choose first: see `conflict` and `problems` */
  | 'blocked'
  /** the image cannot be made, or a worker failed: see `failure` */
  | 'failed';

export interface Progress {
  /** Files seen so far, and those whose bytes are known (small ones read, large ones referenced). */
  files: number;
  filesDone: number;
  bytes: number;
  bytesDone: number;
  /** Since the job began. */
  milliseconds: number;
  /** Files and bytes a second, over the last seconds. */
  filesRate: number;
  bytesRate: number;
  /** False while names are still being found: then no time left can be told. */
  listed: boolean;
  /** Milliseconds left, when it can be told. */
  left?: number;
  /** An archive is being opened: bytes of it. */
  unpacking?: { bytes: number; byteLength: number } | undefined;
}

/** A name that is there already: one question at a time. */
export interface Conflict {
  id: number;
  path: string;
  existing: { byteLength: number; modified: number };
  incoming: { byteLength: number; modified: number };
  /** How many more wait behind this one. */
  waiting: number;
}
export type ConflictChoice = 'replace' | 'keep-both' | 'leave-out';

/** Something that could not be read, or changed since it was read. Download waits for a choice. */
export interface Problem {
  entry: EntryId;
  path: string;
  kind: 'unreadable' | 'folder-unreadable' | 'changed' | 'missing' | 'lost';
  /** The name of the browser's error, or a `LossReason`. */
  error: string;
  /** What happened and what can be done, without the path. */
  message: string;
}
export type ProblemChoice = 'retry' | 'leave-out';

export interface TopFolder {
  entry: EntryId;
  name: string;
  /** True: its contents are the image's root, as genisoimage does. False: it is a folder in the image. */
  dissolved: boolean;
}

/** An archive that was opened. */
export interface OpenedArchive {
  source: number;
  /** Of its file. */
  name: string;
  /** It is an image of a disc. */
  isImage?: true;
}

export interface Summary {
  /** Counts up when the tree is made anew: entries have other numbers then. */
  generation?: number;
  revision: Revision;
  phase: Phase;
  /** Entries in the image, the root not counted. */
  files: number;
  folders: number;
  /** Bytes of all files' contents. */
  contentBytes: number;
  /** Exact size of the image, or an estimate while it is not known (`phase` other than ready or blocked). */
  imageBytes: number;
  imageExact: boolean;
  volumeName: string;
  /** The preset that was chosen last: one of `PRESETS`, or one of somebody's own. */
  preset: string;
  /** What it sets. */
  presetOptions: ChosenOptions;
  /** The options in force: the preset's, but for those that were changed since. */
  options: ChosenOptions;
  /** Ids of the options (`FIELDS` of src/command) that are not as the preset sets them. */
  changedOptions: string[];
  /** What is being prepared was added just now, and Cancel takes it back. */
  isJustAdded: boolean;
  /** Files of equal contents are being looked for, as far as `progress` tells. */
  isComparing: boolean;
  /** Files that are read only as the image is, and not before. */
  referenceCount: number;
  /** What that saves of the image, once it is known. */
  saved?: { files: number; bytes: number };
  /** File name of the download, with `.iso`. */
  fileName: string;
  /** When what is in the tree was read (Unix milliseconds): of the oldest and of the newest source. */
  readAt?: { first: number; last: number };
  joliet: boolean;
  rockRidge: boolean;
  /** Those whose contents are in the image. */
  archives: OpenedArchive[];
  /** Present when exactly one folder was added so far (and could be shown either way). */
  topFolder?: TopFolder;
  progress?: Progress;
  noticeGroups: NoticeGroup[];
  regions: Region[];
  /** What the disc boots from. */
  boot: ShownBoot[];
  conflict?: Conflict;
  /** The first few; `problemCount` says how many there are. */
  problems: Problem[];
  problemCount: number;
  /** What did not come back; not among `problems`. */
  losses: Loss[];
  /** Entries left out since they could not be read and the person agreed. */
  unreadableLeftOut: number;
  /** Entries that were left out and can be brought back. */
  leftOutCount: number;
  /** Entries known to have changed on disk since they were read. */
  changedCount: number;
  failure?: Failure;
  /** Grows whenever rows are others, or look otherwise, although the tree is the same: they are asked for anew. */
  view: number;
  /** The same of what came in, while more will come: that can wait a little. */
  arrivals: number;
  sort: Sort;
  filter: FilterState;
  selection: SelectionSummary;
  canUndo: boolean;
  canRedo: boolean;
  /** What undo would take back, as a short phrase, e.g. `Start over`. */
  undoLabel?: Label;
  redoLabel?: Label;
  /** Of the page, not of the tree: what earlier visits left, and what becomes of this one. */
  kept?: Kept;
}

/** Something that the disc boots. */
export interface ShownBoot {
  /** Its file; without one it is something that no folder of an opened image shows. */
  entry?: EntryId;
  path?: string;
  platform: number;
  /** What is emulated: 0 nothing, 1 to 3 floppy disks, 4 a hard disk. */
  media: number;
  isBootable: boolean;
  /** It is told where on the disc it lies. */
  isTold: boolean;
  /** Whether its file is in the image and has bytes. */
  isThere: boolean;
  /** Whether the catalog has room for it; nothing boots from it otherwise. */
  hasRoom: boolean;
}

/** Where things stand before the engine has told anything. */
export const NOTHING_YET: Summary = {
  revision: 0,
  phase: 'empty',
  files: 0,
  folders: 0,
  contentBytes: 0,
  imageBytes: 0,
  imageExact: false,
  volumeName: '',
  preset: DEFAULT_PRESET,
  presetOptions: DEFAULT_CHOICE,
  options: DEFAULT_CHOICE,
  changedOptions: [],
  isJustAdded: false,
  isComparing: false,
  referenceCount: 0,
  fileName: '',
  joliet: true,
  rockRidge: true,
  noticeGroups: [],
  regions: [],
  boot: [],
  problems: [],
  problemCount: 0,
  losses: [],
  archives: [],
  unreadableLeftOut: 0,
  leftOutCount: 0,
  changedCount: 0,
  view: 0,
  arrivals: 0,
  sort: { by: 'name', descending: false },
  filter: { text: '', matches: 0, isSearching: false },
  selection: { count: 0, files: 0, folders: 0, bytes: 0 },
  canUndo: false,
  canRedo: false,
};
