/**
 * What crosses between the page and the workers: the one interface the page knows. Everything here survives a
 * structured clone, except where a method says that it must be called on the page.
 */

import type { ChosenOptions } from '../image/choice';
import type { Notice } from '../image/notices';
import type { PresetChange } from '../image/presets';
import type { EntryAbout } from '../opened/entry-about';
import type { ImageAbout } from '../opened/image-about';
import type { Examinations } from './examined';
import type { Saying } from './saying';
import type {
  EntryNotice,
  EntryOnDisc,
  FindingCode,
  FindingEntry,
  Matter,
  ReaderId,
  ReaderReport,
} from './seen-by-readers';
import type { EntryContents, FileLook } from './seen-contents';
import type { DiscPicture, DiscPiece, RoomInFolder } from './shown-disc';
import type { ConflictChoice, ProblemChoice, Summary } from './shown-state';
import type { DiscCells, DiscColumn, EntryDetails, MoreColumn, Rows, Selecting, View } from './shown-tree';
import type { Works } from './works';

export type { EntryAbout, RecordedName } from '../opened/entry-about';
export type { BootAbout, ImageAbout, OddAbout, SessionAbout, VolumeAbout } from '../opened/image-about';
export * from './earlier-visits';
export * from './examined';
export * from './seen-by-readers';
export * from './seen-contents';
export * from './shown-disc';
export * from './shown-state';
export * from './shown-tree';
export * from './works';

/** Grows by one with every change of the tree. The page drops answers older than what it shows. */
export type Revision = number;
/** An entry of the tree: stable, never reused. */
export type EntryId = number;

/** What the page has words for in its language, or what somebody called it. */
export type Label = Saying | string;

export interface Failure {
  /** A stable name for tests and translations. */
  code: string;
  /** What happened, to which file, what to do: in English, and as a value where the page has words for it. */
  message: string;
  says?: Saying;
  /** The entry that it is about, where it is about one: `message` begins with it. */
  path?: string;
  /** The log so far, to copy. */
  log: string;
  /** It is over, and nothing was lost by it. */
  isMended?: boolean;
}

/** What genisoimage would have shown, and the command that makes the image. */
export interface ImageLog {
  text: string;
  command: string;
  /** Whether the command makes this very image: not all that can be done on the page can be said in one. */
  exact: boolean;
  /** Ids of the options (`FIELDS` of src/command) that no command asks for. */
  untold: string[];
}

/** What a command is about: these, or what is selected. */
export type Entries = EntryId[] | 'selection';

/** What becomes of something whose name is taken where it is put. */
export type IfTaken = 'replace' | 'keep-both' | 'skip';

/** Commands put into the root what they put into the folder whose contents are the root's. */
export type Command =
  | { do: 'volume-name'; name: string }
  | { do: 'dissolve'; entry: EntryId; dissolved: boolean }
  | { do: 'rename'; entry: EntryId; name: string }
  /** Without `ifTaken` it is refused where a name is taken. */
  | { do: 'move' | 'copy'; entries: Entries; into: EntryId; ifTaken?: IfTaken }
  | { do: 'new-folder'; into: EntryId; name: string }
  | { do: 'new-file'; into: EntryId; name: string; text: string }
  | { do: 'edit-text'; entry: EntryId; text: string }
  | { do: 'replace-file'; entry: EntryId; file: File }
  | { do: 'leave-out'; entries: Entries }
  /** Leaves out what patterns as of a .gitignore file match, whatever the case of letters. */
  | { do: 'leave-out-matching'; patterns: string[] }
  | { do: 'bring-back'; entries: EntryId[]; ifTaken?: IfTaken }
  /** Windows sees Joliet, DOS and firmware plain ISO 9660. */
  | { do: 'hide'; entries: Entries; from: 'joliet' | 'iso'; hidden: boolean }
  /** Folders: all files in them. */
  | { do: 'executable'; entries: Entries; executable: boolean }
  /** Files of greater weight lie nearer to the beginning of the disc. Folders: all files in them. */
  | { do: 'weight'; entries: Entries; weight: number }
  /** Has the disc boot a file, besides what it boots already. */
  | { do: 'boot'; entry: EntryId; platform: 'bios' | 'efi' }
  /** Takes a boot entry away, by its place among all. */
  | { do: 'no-boot'; index: number }
  /** Whether a boot image is told where on the disc it lies. */
  | { do: 'boot-table'; index: number; told: boolean }
  | { do: 'start-over' }
  | OptionsCommand;

/** Sets options, all in one step. */
export interface OptionsCommand {
  do: 'options';
  /** A preset that was chosen: one of `PRESETS`, whose name for the disc holds, or one of somebody's own. */
  preset?: string;
  /** What a preset of somebody's own sets; for one of `PRESETS` that is known. */
  presetOptions?: ChosenOptions;
  /** What the step is called; for a preset of somebody's own its name. */
  title?: string | undefined;
  options: Partial<ChosenOptions>;
  volumeName?: string;
}

/** A preset of somebody's own. */
export interface OwnPreset {
  id: string;
  title: string;
  options: ChosenOptions;
}

export type OwnPresetChange = PresetChange<OwnPreset>;

/** The revision after a command, and whether it did something: the revision grows with what is read meanwhile, too. */
export interface Done {
  revision: Revision;
  isDone: boolean;
}

/** Why a command was not done; the tree is as it was. */
export interface Refusal {
  code:
    | 'name'
    /** The name is there already: `taken` says which. */
    | 'taken'
    | 'into-itself'
    | 'reading'
    | 'unreadable'
    | 'not-text'
    | 'nothing';
  /** A sentence for people: in English, and as a value. */
  message: string;
  says?: Saying;
  /** The first of the names that are taken, and how many are. */
  taken?: { names: string[]; count: number };
}

/** A small file's text. */
export interface TextFile {
  name: string;
  text: string;
}

/** The most folders that are told of one. */
export const FOLDERS_TOLD = 1000;

/** The most bytes of a file that is edited as text. */
export const TEXT_LIMIT = 65_536;

/** What was left out and can be brought back, the last first. */
export interface LeftOut {
  revision: Revision;
  first: number;
  total: number;
  entries: { entry: EntryId; path: string; kind: 'folder' | 'file'; byteLength: number }[];
}

/** What one pattern would leave out. */
export interface PatternMatch {
  pattern: string;
  /** Entries that match and are in no folder that does, and what is in them. */
  items: number;
  files: number;
  bytes: number;
}

export interface FinishedImage {
  revision: Revision;
  blob: Blob;
  name: string;
  byteLength: number;
}

/** What the page asks of the tree, and the tree worker answers as it is asked. */
export interface Questions {
  /** @param focus an entry whose place is wanted too */
  rows(first: number, count: number, focus?: EntryId): Promise<Rows>;
  /** Somebody scrolls: for a moment, what is being added gives way to that. */
  scrolled(): Promise<void>;
  /** Opens or closes a folder of the preview. */
  expand(entry: EntryId, expanded: boolean): Promise<void>;
  /** Opens all folders beside an entry, and itself. */
  expandSiblings(entry: EntryId): Promise<void>;
  /** Sorts and filters the preview. */
  setView(view: View): Promise<void>;
  select(selecting: Selecting): Promise<void>;
  /** The row of an entry; -1 where it is not shown. */
  indexOf(entry: EntryId): Promise<number>;
  /** The first row from `from` on, or before it from the top, whose name begins so; -1 where there is none. */
  find(prefix: string, from: number): Promise<number>;
  /** Opens the folders around an entry, and ends a filter that hides it. Returns its row; -1 if it is not in the image. */
  reveal(entry: EntryId): Promise<number>;
  /** Undefined where the entry is not in the image. */
  entry(entry: EntryId): Promise<EntryDetails | undefined>;
  /** What the image that is known says of entries; undefined while there is none. */
  cells(entries: EntryId[], columns: DiscColumn[]): Promise<DiscCells | undefined>;
  notices(code: Notice['code'], first: number, count: number): Promise<EntryNotice[]>;
  /** An entry in the image; undefined while that is not known. */
  onDisc(entry: EntryId): Promise<EntryOnDisc | undefined>;
  /** The names that a reader shows; of a folder that it finds elsewhere the path; null where it does not have an entry; undefined while no image is known. */
  namesIn(reader: ReaderId, entries: EntryId[]): Promise<(string | null)[] | undefined>;
  /** Who can read the image, and what of it; undefined while none is known. */
  readers(): Promise<ReaderReport[] | undefined>;
  /** All entries that a notice or a finding is about. */
  entriesOf(what: Matter): Promise<EntryId[]>;
  /** Entries that a finding is about: a window of them. */
  findingEntries(reader: ReaderId, code: FindingCode, first: number, count: number): Promise<FindingEntry[]>;
  /** The image from a block on, as cells of `blocksEach` blocks; undefined while it is not known. */
  discPicture(first: number, blocksEach: number, cells: number): Promise<DiscPicture | undefined>;
  /** What lies in the image from the piece on that a block belongs to; undefined while it is not known. */
  discPieces(block: number, count: number): Promise<DiscPiece[] | undefined>;
  /** What an image that was opened is like itself; undefined where a source is none, or not read yet. */
  imageAbout(source: number): Promise<ImageAbout | undefined>;
  /**
   * What the image that an entry comes from has recorded of it; undefined where it comes from none. A newer question ends
   * older ones, with undefined.
   */
  recorded(entry: EntryId): Promise<EntryAbout | 'unreadable' | undefined>;
  /** The largest entries in a folder; undefined where that is not in the image, or the tree changes meanwhile. */
  room(folder: EntryId): Promise<RoomInFolder | undefined>;
  /** What is selected and in nothing else that is. */
  selected(): Promise<EntryId[]>;
  /** The folders right in a folder, in canonical order; no more than `FOLDERS_TOLD`. */
  foldersIn(folder: EntryId): Promise<{ entry: EntryId; name: string }[]>;
  /** The entry of a name in a folder. */
  childOf(folder: EntryId, name: string): Promise<EntryId | undefined>;
  leftOut(first: number, count: number): Promise<LeftOut>;
  /** What each of some patterns would leave out by itself. */
  matching(patterns: string[]): Promise<PatternMatch[]>;
  /** Files that begin as programs do and are not executable. */
  programs(): Promise<EntryId[]>;
  log(): Promise<ImageLog>;
  /** Presets that somebody made and kept; undefined where they cannot be read, as in a private window. */
  ownPresets(): Promise<OwnPreset[] | undefined>;
  /** Changes one of those that are kept by then, and returns them; undefined where that cannot be kept. */
  changeOwnPreset(change: OwnPresetChange): Promise<OwnPreset[] | undefined>;
}

/** The page's side of the workers. */
export interface Session extends Questions {
  /** Starts the workers ahead of their first use: when the page has been shown. */
  prepare(): Promise<void>;
  /**
   * Adds what was dropped, at the top or into a folder. Call it in the drop handler itself: the items die at its first
   * `await`.
   */
  addDrop(transfer: DataTransfer, into?: EntryId): void;
  /** Adds a folder from `showDirectoryPicker`. */
  addFolder(handle: FileSystemDirectoryHandle, into?: EntryId): void;
  /** Adds the files of an `<input type=file>`, with or without `webkitdirectory`. */
  addFiles(files: readonly File[], into?: EntryId): void;
  /** Adds files and folders that the system opened the page with, as a drop of them would. */
  addLaunched(handles: readonly FileSystemHandle[]): void;
  /** Puts what is in an archive that is a file of the image into its place. @param into the folder that it lies in, if any */
  openArchive(entry: EntryId, into?: EntryId): void;
  /** Puts an archive into the image as a file, in the place of what is in it; without a source those that were given last. */
  keepAsFile(source?: number): void;
  /** Opens another session of an image that was opened, in the place of the one that is. */
  openSession(source: number, session: number): void;
  /** Adds a small made-up folder, for somebody who wants to try. */
  addSample(): void;
  /** Calls back now and then at most every 100 ms. Returns the function that ends it. */
  subscribe(listener: (summary: Summary) => void): () => void;
  /** The columns that were chosen last, and those that are chosen now. */
  keptColumns(): Promise<MoreColumn[]>;
  keepColumns(columns: MoreColumn[]): void;
  /** What the disc is to fit on, as it was chosen last; undefined where it was not. */
  keptMedium(): Promise<string | undefined>;
  keepMedium(medium: string): void;
  /** Rejects with a {@link Refusal}, or a {@link Failure}, as a plain object. */
  do(command: Command): Promise<Done>;
  undo(): Promise<Revision>;
  redo(): Promise<Revision>;
  resolveConflict(id: number, choice: ConflictChoice, forAll: boolean): void;
  /** Without an entry: all problems alike. */
  resolveProblem(choice: ProblemChoice, entry?: EntryId): void;
  /** Reads again what changed (or everything, where changes cannot be seen). */
  readAgain(entry?: EntryId): void;
  /** Takes up what an earlier visit left. Call it in a click's handler: the browser may have to ask. */
  takeUp(id: string): void;
  /** Discards what an earlier visit left, or takes that back. Resolves when it is written: whether it was there. */
  discard(ids: readonly string[], isDiscarded: boolean): Promise<boolean>;
  /** Asks the browser again for what it did not allow. Call it in a click's handler. */
  allow(source: number): void;
  /** Leaves out what of a source did not come back. */
  goWithout(source: number): void;
  /** A file's text. Rejects with a {@link Refusal} where it is none, or too long. */
  text(entry: EntryId): Promise<TextFile>;
  /** What an entry has. Rejects with a {@link Refusal} where it is a folder, or not read yet. */
  contents(entry: EntryId): Promise<EntryContents>;
  /** Looks into a file's bytes. Rejects as the browser does where they cannot be read. */
  lookInto(bytes: Blob): Promise<FileLook>;
  /**
   * The finished image. Checks first that large files are what they were; throws a {@link Failure} as a plain
   * object, or leaves `problems` in the summary, when one is not.
   */
  image(): Promise<FinishedImage>;
  /**
   * Whether a file that was chosen to be written to is one that the tree is made of, or a folder is or lies in one of
   * those: nothing may be written to it, and it is nobody's to remove.
   */
  isSource(chosen: FileSystemFileHandle | FileSystemDirectoryHandle): Promise<boolean>;
  /** What else can be done with a finished image, and with what is in the tree. */
  works(): Promise<Works>;
  /** What can be done with any image. */
  examinations(): Promise<Examinations>;
  /** The files of an archive or an image that was opened. Rejects as the browser does where they cannot be had. */
  openedFiles(source: number): Promise<File[]>;
  /** The failure that is shown was seen. What still keeps the image from being made stays. */
  dismissFailure(): void;
  /** Ends whatever is going on; what was listed until then is taken back. Resolves with whether there was something. */
  cancel(): Promise<boolean>;
}
