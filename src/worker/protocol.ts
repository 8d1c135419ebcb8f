/**
 * What crosses between the page's side and the workers, and between the workers. All of it survives a structured
 * clone: numbers, names, handles, Files and Blobs; never a function, never one message per file.
 */

import type { BootEntry } from '../image/boot';
import type { NameSpace } from '../image/changes';
import type { Directories } from '../image/disc-map';
import type { Layout } from '../image/layout';
import type { Mask } from '../image/readers';
import type { Mark } from '../image/tree';
import type { FolderChange } from '../sources/observer';
import type { ArchiveColumns } from './archive-columns';
import type {
  Command,
  ConflictChoice,
  Done,
  EntryAbout,
  EntryContents,
  EntryId,
  Failure,
  FinishedImage,
  ImageAbout,
  Label,
  LossReason,
  ProblemChoice,
  Questions,
  Refusal,
  Revision,
  Summary,
  TextFile,
} from './session';
import type { Settings } from './settings';
import type { Made } from './step';
import type { ArchiveEnd } from './unpacking';

export type JobId = number;
export type SourceId = number;

/** A folder, or loose files, from one place; never reused. */
export interface SourceInfo {
  source: SourceId;
  /** The folder's name; undefined for loose files. */
  name?: string;
  way: 'drop' | 'picker' | 'input' | 'sample';
  /** The page can list and read it through entries. */
  entries: boolean;
  /** The read worker can list and read it through these. */
  directory?: FileSystemDirectoryHandle;
  files?: FileSystemFileHandle[];
  /** The page has its Files and sends them to the read worker. */
  pushed: boolean;
  /** The archive that it is, by the name of its file; what is in it is what a folder would have. */
  archive?: string;
  /** The archive's own file is to be there instead of what is in it: its source. */
  insteadOf?: SourceId;
  /** Of a disc image: the session that is opened, from 1; without one the last. */
  discSession?: number;
  /** The file in the tree that is the archive: what is in it takes its place. */
  opens?: Origin;
  /** The folder of the image that it is put into, instead of the top. */
  into?: Origin;
  /** Unix milliseconds. */
  readAt: number;
  /** What was there at an earlier time, of a source that is brought back. */
  before?: SourceBefore;
}

/** What is known of a source from an earlier time. */
export interface SourceBefore {
  /** Files that were in it. */
  files: number;
  /** What handles hid of it. */
  hidden: HiddenPart[];
  /** It could not be brought back. */
  lost?: { reason: LossReason; names?: string[] | undefined };
}

/** A file that handles hide, or a folder with all that is in it. */
export interface HiddenPart {
  /** Names on disk, below the source's folder. */
  path: string[];
  isFolder: boolean;
  files: number;
}

/** How much of a source is in the tree. */
export interface SourceCensus {
  source: SourceId;
  files: number;
  /** What is in the image and handles hide. */
  hidden: HiddenPart[];
}

/**
 * Where an entry comes from: a path below a source's folder, with the names on disk, or below something that a person
 * made, by its number. Source 0 is the top of the image.
 */
export type Origin = { source: SourceId; path: string[] } | { made: number; path: string[] };

/** An entry that gets a folder and a name. */
export interface Move {
  what: Origin;
  into: Origin;
  name: string;
}

/** Many entries that were found in one folder: their names there, `/` between them. */
export type OriginsIn = Origin & { inside: string };
export type OriginList = readonly (Origin | OriginsIn)[];

/** Many entries that get one folder; `names` where they are other ones than were found. */
export interface MovesIn {
  what: OriginsIn;
  into: Origin;
  names?: string;
}
export type MoveList = readonly (Move | MovesIn)[];

/** What gives way, to what the step puts there by that one of its moves; always where that is not told. */
export type Replaced = Origin & { by?: number };

/**
 * Who numbered the folders of a message: the page (entries, inputs), the read worker (handles), or the tree, whose
 * numbers are entries themselves.
 */
export type Numbering = 'page' | 'handles' | 'tree';

/** Files up to this that a person gives another file's place are read at once, and kept for the next visit. */
export const SNAPSHOT_BYTES = 2 ** 20;

/** Names found, as columns: see `NameBatch` of src/sources/entries.ts. */
export interface Names {
  source: SourceId;
  numbering: Numbering;
  parents: number[];
  names: string[];
  folders: number[];
}

/** Stands in `stores` for a file that stays a reference: the next one of `large`. */
export const LARGE = 0xffffffff;

/** Files that were read, as columns. */
export interface FilesRead {
  source: SourceId;
  numbering: Numbering;
  parents: number[];
  names: string[];
  sizes: number[];
  /** Unix milliseconds. */
  modified: number[];
  stores: number[];
  offsets: number[];
  large: File[];
}

/** Some rows of an archive, in their order. */
export interface ArchivePart {
  source: SourceId;
  first: number;
  rows: ArchiveColumns;
  /** With the first part: the archive itself. */
  file?: File;
  /** With the last part; the stores are those of what was decompressed or decoded. */
  end?: ArchiveEnd & { stores: number[] };
}

/** A file that could not be read. */
export interface FileFailed {
  parent: number;
  name: string;
  /** Name of the error, as the browser spells it. */
  error: string;
}

/** A file to be checked: by its path below its source (0: none), or by its File where there is no handle. */
export interface CheckRequest {
  source: SourceId;
  path: string[];
  file: File;
}

/** A file to be read again by handle. */
export interface PathRequest {
  parent: EntryId;
  path: string[];
}

/** Where things stand in the read worker. */
export interface ReadProgress {
  filesSeen: number;
  bytesSeen: number;
}

/** What was chosen for a file whose name was there already. */
export interface MadeChoice {
  source: SourceId;
  /** Where it was found in the tree, `/`-separated; below what a person made from `/` and the number of that. */
  path: string;
  /**
   * `set-aside`: it came in by a step of its own, as other things had been done before it was chosen. `behind`: nothing was
   * chosen yet, and it met one that comes after it, as things had been done to that.
   */
  choice: ConflictChoice | 'set-aside' | 'behind';
  /** Which one it got where both were kept. */
  name?: string;
}

/**
 * A step of the session's history, by sources and paths, for a tree that must be made anew.
 * `again`: which one it is of those that are being done again.
 */
export type JournalStep = { again?: number } & StepDone;

type StepDone =
  | { step: 'add'; job: JobId; choices?: readonly MadeChoice[] }
  | { step: 'leave-out'; what: OriginList }
  /** What is replaced gives way to one of `what`. */
  | { step: 'bring-back'; what: OriginList; moves: MoveList; replaced?: Replaced[] }
  /** `settle`: files that were set aside come in, beside those that had their names or in the stead of them. */
  | { step: 'move' | 'settle'; moves: MoveList; replaced: Replaced[] }
  /** `made`: the number of what is made, or of the first of many. */
  | { step: 'copy'; copies: readonly (MoveList[number] & { made: number })[]; replaced: Replaced[] }
  | { step: 'make-folder'; made: number; into: Origin; name: string }
  /** Times are Unix seconds. */
  | { step: 'make-file'; made: number; into: Origin; name: string; bytes: Blob; modifyTime: number }
  | { step: 'content'; what: Origin; bytes: Blob; modifyTime: number }
  /** A `content` of an earlier visit whose bytes are not kept: what their file was called. */
  | { step: 'content-gone'; what: Origin; name: string }
  | { step: 'mark'; what: OriginList; mark: Mark; on: boolean }
  | { step: 'weight' | 'mode'; what: OriginList; value: number }
  | { step: 'dissolve'; what: Origin; dissolved: boolean }
  | { step: 'volume-name'; name: string }
  /** With the disc's name, which may change with a preset. */
  | {
      step: 'options';
      label: Label;
      before: { made: Made; name: string };
      after: { made: Made; name: string };
    }
  | {
      step: 'boot';
      label: Label;
      /** Whether the catalog's file is that of the image that was opened. */
      hasCatalog: boolean;
      /** Nothing was known then of what an opened image boots from: its entries come before these. */
      isEarly?: boolean;
      entries: KeptBootEntry[];
    }
  | { step: 'start-over' };

/** A boot entry of a file; or of what no folder of an opened image shows: which entry that was there. */
export type KeptBootEntry = Omit<BootEntry, 'image'> & { file?: Origin; opened?: number };

/** The page's side, called by the tree worker. */
export interface PageService {
  summary(summary: Summary): void;
  /**
   * What it would take to bring the tree back: the first `same` steps of those told before, and then these, after the
   * volume was called `volumeName` and made for `made`.
   */
  journal(same: number, steps: JournalStep[], volumeName: string, made: Made): void;
  /** Sends the Files right in a folder to the read worker; without names, all of them. */
  readEntries(source: SourceId, folder: number, names: string[] | undefined): Promise<void>;
  /** Lists a folder through entries again. */
  listEntries(source: SourceId, folder: number): Promise<void>;
  /** Looks anew at files that only the page can look at, by path below their source. */
  filesNow(source: SourceId, paths: string[][]): Promise<FileNow[]>;
  /** Ends the encode worker and starts another. */
  restartEncoder(): Promise<void>;
}

/** The tree worker, called by the page. */
export interface TreeService extends Questions {
  /** `choices`: what was chosen before, of a job that is done again. */
  addJob(job: JobId, sources: SourceInfo[], choices?: readonly MadeChoice[]): Promise<void>;
  names(names: Names): Promise<void>;
  /** A folder that could not be listed to its end. */
  folderFailed(source: SourceId, numbering: Numbering, folder: number, error: string): Promise<void>;
  /** Files that the page could not read. */
  filesFailed(source: SourceId, failed: FileFailed[]): Promise<void>;
  /** Changes of this source will be told. */
  observed(source: SourceId): Promise<void>;
  changed(source: SourceId, changes: FolderChange[]): Promise<void>;
  /** All names were sent, and all Files that the page pushes. */
  pageDone(job: JobId): Promise<void>;
  do(command: Command): Promise<Done | { refusal: Refusal }>;
  undo(): Promise<Revision>;
  redo(): Promise<Revision>;
  /** Where an entry comes from, for what is put into it. */
  originOf(entry: EntryId): Promise<Origin>;
  text(entry: EntryId): Promise<TextFile | { refusal: Refusal }>;
  contents(entry: EntryId): Promise<EntryContents | { refusal: Refusal }>;
  resolveConflict(id: number, choice: ConflictChoice, forAll: boolean): Promise<void>;
  resolveProblem(choice: ProblemChoice, entry?: EntryId): Promise<void>;
  readAgain(entry?: EntryId): Promise<void>;
  /** Leaves out what of a source did not come back. */
  goWithout(source: SourceId): Promise<void>;
  /** How much of each source is in the tree; undefined while that is being found out. */
  census(): Promise<SourceCensus[] | undefined>;
  /** Whether the tree knows an entry at a path below a source's folder, be it left out by now. */
  hasPath(source: SourceId, path: string[]): Promise<boolean>;
  image(): Promise<FinishedImage | { failure: Failure }>;
  /**
   * Looks again at the large files of an image that was finished: a failure names one that is another by now, or says
   * that nobody could look.
   */
  changedSince(revision: Revision): Promise<Failure | undefined>;
  /** Sends what the image of a revision should hold, an `ExpectedTree`, to who reads it back; unless it fails. */
  expected(revision: Revision, reader: MessagePort): Promise<Failure | undefined>;
  /**
   * Sends what is to be extracted, an `OutgoingTree`, to who writes it: some entries, or everything; unless it fails, as
   * while names are still being found.
   */
  outgoing(entries: EntryId[] | undefined, writer: MessagePort): Promise<Failure | undefined>;
  dismissFailure(): Promise<void>;
  /** Takes back what is under way, or was added last. Returns whether there was something: it may have ended meanwhile. */
  cancel(): Promise<boolean>;
}

/** The tree worker, called by the read worker. */
export interface TreeSink {
  names(names: Names): Promise<void>;
  folderFailed(source: SourceId, numbering: Numbering, folder: number, error: string): Promise<void>;
  files(read: FilesRead, failed: FileFailed[], progress: ReadProgress): Promise<void>;
  /** The same of how far the reading is, between two of those. */
  seen(progress: ReadProgress): Promise<void>;
  store(store: number, blob: Blob): Promise<void>;
  /** How far the opening of an archive is, in bytes of it. */
  unpacking(source: SourceId, bytes: number, byteLength: number): Promise<void>;
  archive(part: ArchivePart): Promise<void>;
  /** So many more bytes were read for digests. */
  digested(bytes: number): Promise<void>;
}

/** What a file is now; undefined where that cannot be told. */
export type FileNow = { byteLength: number; modified: number } | 'missing' | undefined;

/** What became of a file that was checked. */
export type CheckResult = 'same' | 'changed' | 'missing';

/** The read worker, called by the tree worker and, for Files of its own, by the page. */
export interface ReadService {
  /** Takes note of sources whose files will be asked for, or come from the page. */
  know(sources: SourceInfo[]): Promise<void>;
  /** Lists and reads sources through their handles. Resolves when everything is on its way. */
  list(sources: SourceInfo[]): Promise<void>;
  /** Opens an archive that the page has. Resolves when all of it was told. */
  openArchive(source: SourceId, name: string, files: File[], discSession?: number): Promise<void>;
  /** Lists and reads a folder again; `folder` is its number among the handles' folders. */
  listFolder(source: SourceId, path: string[], folder: number): Promise<void>;
  /** Reads single files again, numbered as the tree does. */
  readPaths(source: SourceId, requests: PathRequest[]): Promise<void>;
  /** Reads Files of the page, numbered as the page does. */
  addFiles(source: SourceId, parents: number[], names: string[], files: File[]): Promise<void>;
  /** Completes what is under way: everything was reported and every store sealed. */
  finish(): Promise<Failure | undefined>;
  /** Stops listing and reading some sources, and drops what of them is under way, until they are asked for again. */
  cancel(sources: SourceId[]): Promise<void>;
  /** Deletes the files of stores that nothing refers to any more. */
  discard(stores: number[]): Promise<void>;
  check(files: CheckRequest[]): Promise<CheckResult[]>;
  /**
   * Digests contents with a cryptographic hash; with `endBytes` only so many at either end of large files, each of
   * which is a store of its own. Fewer digests than were asked for: it was stopped.
   */
  digest(stores: Map<number, Blob>, places: Places, endBytes: number | undefined): Promise<Digests | Failure>;
  stopDigesting(): Promise<void>;
  /** What an opened image has recorded of an entry. A newer question ends older ones, with undefined. */
  recorded(request: RecordedRequest): Promise<EntryAbout | undefined>;
  /** Copies packed bytes to new stores, one after the other. */
  gather(stores: Map<number, Blob>, from: Places): Promise<Pick<Places, 'stores' | 'offsets'> | Failure>;
}

/** An entry of an opened image. */
export interface RecordedRequest {
  file: File;
  /** The number of that file. */
  store: number;
  reopen: NonNullable<ImageAbout['reopen']>;
  path: string[];
}

/** Where packed contents lie, as columns. */
export interface Places {
  stores: Uint32Array;
  offsets: Float64Array;
  byteLengths: Float64Array;
}

/** Digests of contents, in order; those of files that could not be read mean nothing. */
export interface Digests {
  digests: string[];
  failed: { row: number; error: string }[];
}

/** The encode worker, called by the tree worker. It keeps the image that it laid out last. */
export interface EncodeService {
  /** The compiled encoder. Given one, it is used instead of compiling another. */
  compile(module?: WebAssembly.Module): Promise<WebAssembly.Module>;
  /** Gives the manifest back, whose buffer is handed over. A failure may speak of one of the manifest's rows. */
  layout(revision: Revision, manifest: Uint8Array<ArrayBuffer>): Promise<LayoutMade | LayoutFailure>;
  /** All structures of the image. They can be read until others are rendered, or for good when they are kept. */
  render(): Promise<Blob | Failure>;
  keep(): Promise<void>;
  /** Lets go of the image, and of the structures that are not kept. */
  forget(): Promise<void>;
  /** Names that the image gives; undefined when it is another one by now. */
  names(revision: Revision, space: NameSpace, rows: number[]): Promise<string[] | undefined>;
  /** First block of what a row is; undefined when the image is another one by now. */
  firstBlock(revision: Revision, row: number): Promise<number | undefined>;
  /** Where directories lie; undefined when the image is another one by now. */
  directories(revision: Revision, joliet: boolean): Promise<Directories | undefined>;
  /** `SURVEY_*` of some rows; undefined when the image is another one by now. */
  facts(revision: Revision, rows: number[]): Promise<number[] | undefined>;
  /** How many rows have any bit of each mask; undefined when the image is another one by now. */
  survey(revision: Revision, masks: Mask[]): Promise<number[] | undefined>;
  /** Of the rows that have any bit of a mask, those from `first` on. */
  surveyed(revision: Revision, mask: Mask, first: number, count: number): Promise<number[] | undefined>;
}

/** An image that was laid out, and the manifest that it is of. */
export interface LayoutMade {
  layout: Layout;
  manifest: Uint8Array<ArrayBuffer>;
}

/** Why there is no layout. */
export interface LayoutFailure extends Failure {
  row?: number;
}

/** The three workers. They share one script, so that what they have in common is loaded once. */
export type WorkerName = 'tree' | 'read' | 'encode';

/** What the page says to every worker. */
interface Living {
  /** Holds a lock as long as the worker lives. */
  live(lifeline: string): Promise<void>;
}
export interface ReadWorker extends ReadService, Living {
  connect(tree: MessagePort, session: string, firstStore: number): void;
}
export interface EncodeWorker extends EncodeService, Living {
  connect(tree: MessagePort, session: string): void;
}
export interface TreeWorker extends TreeService, Living {
  /** Takes a read worker. Returns the jobs that were lost with the one before and have to be added again. */
  connectReader(reader: MessagePort): Promise<JobId[]>;
  connectEncoder(encoder: MessagePort): Promise<void>;
  /** Whether what was done to something is lost with the read worker, as that is being added. */
  losesEdits(): Promise<boolean>;
  /** The first number that packed stores of a new read worker may have. */
  nextStore(): Promise<number>;
  /** Does steps again to a tree that was made anew, after the jobs that were added so far. Resolves when they are done. */
  replay(steps: JournalStep[]): Promise<void>;
  /** What a person makes from now on has higher numbers than this: those up to it are for steps that are done again. */
  keepNumbers(highest: number): Promise<void>;
  start(settings: Settings): void;
}
