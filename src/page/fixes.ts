/** What can be done about a notice or a finding, each with one press and undone in one step. */
import type { NoticeCode } from '../image/notices';
import type { EntryId, Finding, ReaderReport } from '../worker/session';
import { leaveOutEntry, nameVolume } from './actions';
import { texts } from './texts-worlds';

export interface Fix {
  /** What the button says. */
  label: string;
  /** With what it is about, for those who do not see where the button stands. */
  name?: string;
  act: () => void;
}

/** Of these the entry itself cannot be had, or only in part. */
const LEFT_OUT_HELPS: readonly NoticeCode[] = ['sections', 'iso-path', 'deep', 'path-table'];

/** What can be done about one notice of an entry. */
export function entryFixes(code: NoticeCode, entry: EntryId, path: string): Fix[] {
  if (!LEFT_OUT_HELPS.includes(code)) return [];
  const act = () => void leaveOutEntry(entry, path);
  return [{ label: texts.fixes.leaveOut, name: texts.fixes.leaveOutPath(path), act }];
}

/** What can be done so that a reader sees more. */
export function readerFixes({ cloudInit }: ReaderReport): Fix[] {
  if (!cloudInit?.isMeant || cloudInit.isLabelled) return [];
  return [{ label: texts.fixes.nameCidata, act: () => void nameVolume('cidata') }];
}

/** What can be done about all entries of a finding. */
export function findingFixes(_report: ReaderReport, _finding: Finding): Fix[] {
  return [];
}
