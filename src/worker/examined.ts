/** Images that are looked into, whatever the tree holds: what is asked and answered. */
import type { Matter as RuleMatter, RuleState } from '../reader/check/rule-list';
import type { Difference, DifferenceDetail, DifferenceKind } from '../reader/compare/differences';
import type { FinishedImage } from './session';
import type { CheckedFinding, Told, Work } from './works';

export type { Difference, DifferenceDetail, DifferenceKind, RuleMatter, RuleState };

/** A rule, and how an image stands to it. */
export interface ExaminedRule {
  code: string;
  matter: RuleMatter;
  /** What the matter is called, in English, as all that standards say. */
  about: string;
  says: string;
  section: string;
  state: RuleState;
  severity: CheckedFinding['severity'];
  /** How often it is broken, and the first of what was found. */
  count: number;
  findings: string[];
}

/** What came of holding an image to every rule. */
export interface ImageReport {
  name: string;
  bytes: number;
  /** The volume's name, and what names the image has, in words. */
  volume: string;
  kinds: string;
  files: number;
  folders: number;
  errors: number;
  warnings: number;
  notes: number;
  rules: ExaminedRule[];
  /** What was found that is of no rule. */
  others: CheckedFinding[];
  /** All of it, as `isodrop check --rules` prints it, and with `--json`. */
  text: string;
  json: string;
}

/** Something that is compared. */
export type ComparedPlace =
  /** An image: its file, or the parts of it in their order, or a cue sheet with what it names. */
  | { kind: 'image'; name: string; files: File[] }
  /** A folder: its files, with their paths in it. */
  | { kind: 'folder'; name: string; paths: string[]; files: File[] }
  /** What is in the tree. */
  | { kind: 'disc'; image: FinishedImage };

/** The differences that somebody wants to see. */
export interface DifferenceFilter {
  kinds: DifferenceKind[];
  /** Is in the path, whatever the case of letters. */
  text: string;
}

export interface ComparisonFacts {
  /** Entries of both sides. */
  entries: number;
  counts: Record<DifferenceKind, number>;
  /** Folders without files, links and devices, of which a browser does not tell where a folder was chosen. */
  untold: number;
  /** What is damaged or odd in an image of either side. */
  troubles: string[];
}

/** What came of a comparison: the differences stay in the worker until this is closed. */
export interface Comparison extends ComparisonFacts {
  /** A window of the differences, and how many there are. */
  rows(filter: DifferenceFilter, first: number, count: number): Promise<{ total: number; rows: Difference[] }>;
  /** The list as `isodrop diff` prints it, or with `--json`. */
  text(filter: DifferenceFilter, asJson: boolean): Promise<string>;
  close(): void;
}

/** What can be done with any image. */
export interface Examinations {
  /** @param files of one image, as those of a `ComparedPlace` */
  examine(files: readonly File[], told: Told): Work<ImageReport>;
  compare(first: ComparedPlace, second: ComparedPlace, told: Told): Work<Comparison>;
  /** Takes what is dropped. Call it in the drop handler itself: the items die at its first `await`. */
  dropped(transfer: DataTransfer): Promise<ComparedPlace[]>;
  /** Files that were chosen: images, or one that lies in several files. */
  images(files: readonly File[]): ComparedPlace[];
  /** What an `<input type=file>` with `webkitdirectory` gave. */
  folder(files: readonly File[]): ComparedPlace | undefined;
}
