/** What earlier visits left, and what of it did not come back. */

/** Why something did not come back. */
export type LossReason =
  /** the browser gave it to the page only once */
  | 'once'
  /** reading it again was not allowed */
  | 'refused'
  /** it is not where it was */
  | 'gone'
  /** the browser shows it only when its folder is dropped */
  | 'hidden';

/** A folder, or loose files, of which something did not come back. Download waits until it is there or left out. */
export interface Loss {
  source: number;
  /** The folder's name; undefined for loose files. */
  name?: string;
  reason: LossReason;
  /** Files of it that are not there. */
  files: number;
  /** The first few of them, where they are known by name. */
  names: string[];
}

/** What an earlier visit left. */
export interface KeptSession {
  id: string;
  /** File name of its image. */
  fileName: string;
  files: number;
  /** Of its image, where that was known. */
  imageBytes?: number;
  /** Steps besides what was added. */
  changes: number;
  /** When something was done last: Unix milliseconds. */
  at: number;
  /** It is open in another tab. */
  isOpen: boolean;
}

export interface Kept {
  /** Those that can be taken up, the newest first, and those that another tab has open. */
  sessions: KeptSession[];
  /** One of them is being brought back: the browser may be asking the person. */
  asking?: string;
  /** Nothing can be kept here. */
  isImpossible: boolean;
}
