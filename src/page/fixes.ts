/** What can be done about a notice or a finding, each with one press and undone in one step. */
import { DEFAULT_CHOICE } from '../image/choice';
import type { NoticeCode, NoticeGroup } from '../image/notices';
import type { EntryId, Finding, FindingCode, Matter, OptionsCommand, ReaderReport } from '../worker/session';
import { leaveOutAll, leaveOutEntry, nameVolume, setOptions } from './actions';
import { part, sought } from './state';
import { texts as volume } from './texts-volume';
import { texts } from './texts-worlds';
import { openedImages, showVolume } from './volume-view';

export interface Fix {
  /** What the button says. */
  label: string;
  /** With what it is about, for those who do not see where the button stands. */
  name?: string;
  act: () => void;
}

const options = part('options');
const noticeGroups = part('noticeGroups');

/** More than so many are not left out by one press: they are the disc. */
const MOST_LEFT_OUT = 100_000;
/** Of these the entry cannot be had by some readers, or only in part: an image without it says so. */
const LOST_NOTICES: readonly NoticeCode[] = ['sections', 'iso-path', 'deep', 'path-table'];
/** Of these another name is the remedy. */
const RENAMING_HELPS: readonly NoticeCode[] = [
  'joliet-characters',
  'joliet-length',
  'joliet-collision',
  'rock-ridge-length',
  'iso-twin',
  'iso-path',
];
const LOST_FINDINGS: readonly FindingCode[] = ['over-2-gib', 'over-4-gib', 'long-path', 'standard-path', 'path-table'];

const SHORT_NAMES = { isoLevel: 1, isoNames: DEFAULT_CHOICE.isoNames, keepDeep: false } as const;

/** A fix that sets options, unless they are so already. */
function setting(label: string, isOff: boolean, wanted: OptionsCommand['options']): Fix[] {
  return isOff ? [{ label, act: () => void setOptions(label, wanted) }] : [];
}

const jolietLong = () => setting(texts.fixes.jolietLong, options.value.jolietUnits === 64, { jolietUnits: 103 });
const level1 = () => setting(texts.fixes.level1, options.value.isoLevel > 1, SHORT_NAMES);
const rockRidge = () =>
  setting(texts.fixes.rockRidge, options.value.rockRidge === 'none', { rockRidge: 'rationalized' });
const moveDeep = () =>
  setting(texts.fixes.moveDeep, true, {
    keepDeep: false,
    ...(options.value.rockRidge === 'none' ? { rockRidge: 'rationalized' } : {}),
  });
const noTables = () =>
  setting(texts.fixes.noTables, options.value.translationTable !== undefined, { translationTable: undefined });

function leavingOut(what: Matter, count: number): Fix[] {
  if (count > MOST_LEFT_OUT) return [];
  const label = texts.fixes.leaveOutAll(count);
  return [{ label, act: () => void leaveOutAll(what, texts.fixes.leftOutAll) }];
}

/** What can be done about one notice of an entry. */
export function entryFixes(code: NoticeCode, entry: EntryId, path: string): Fix[] {
  const fixes: Fix[] = [];
  if (RENAMING_HELPS.includes(code)) {
    const act = () => {
      sought.value = { entry, toRename: true };
    };
    fixes.push({ label: texts.fixes.rename, name: texts.fixes.renamePath(path), act });
  }
  if (LOST_NOTICES.includes(code)) {
    const act = () => void leaveOutEntry(entry, texts.fixes.leftOut(path));
    fixes.push({ label: texts.fixes.leaveOut, name: texts.fixes.leaveOutPath(path), act });
  }
  return fixes;
}

/** What can be done about all notices of a kind. */
export function noticeFixes({ code, count }: NoticeGroup): Fix[] {
  const leaveOut = LOST_NOTICES.includes(code) && count > 1 ? leavingOut({ notice: code }, count) : [];
  switch (code) {
    case 'joliet-length':
      return jolietLong();
    case 'iso-name':
      return setting(texts.fixes.level2, options.value.isoLevel === 1, { isoLevel: 2 });
    case 'iso-path':
      return [...level1(), ...leaveOut];
    case 'sections':
      return [...setting(texts.fixes.level3, options.value.isoLevel < 3, { isoLevel: 3 }), ...leaveOut];
    case 'deep':
      return [...moveDeep(), ...leaveOut];
    case 'link-without-rock-ridge':
    case 'special-without-rock-ridge':
      return rockRidge();
    case 'no-table':
    case 'table-name':
    case 'table-replaces':
      return noTables();
    case 'opened-boot':
    case 'opened-systems':
    case 'opened-cut':
    case 'opened-sessions':
    case 'opened-odd':
      return openedImages.value.length > 0 ? [{ label: volume.details, act: () => void showVolume() }] : [];
    default:
      return leaveOut;
  }
}

/** What can be done so that a reader sees more. */
export function readerFixes({ reader, world, cloudInit }: ReaderReport): Fix[] {
  const fixes: Fix[] = [];
  if (cloudInit?.isMeant && !cloudInit.isLabelled) {
    fixes.push({ label: texts.fixes.nameCidata, act: () => void nameVolume('cidata') });
  }
  const isWindows = reader === 'windows' || reader === 'windows9x';
  const isUnix = reader === 'linux' || reader === 'macos' || (cloudInit?.missing.length ?? 0) > 0;
  if (isWindows && world === 'iso') fixes.push(...setting(texts.fixes.joliet, !options.value.joliet, { joliet: true }));
  if (isUnix && world !== 'rockRidge') fixes.push(...rockRidge());
  return fixes;
}

/** What can be done about all entries of a finding. */
export function findingFixes({ reader, world }: ReaderReport, { code, count }: Finding): Fix[] {
  const leaveOut = LOST_FINDINGS.includes(code) ? leavingOut({ reader, finding: code }, count) : [];
  switch (code) {
    case 'names': {
      const areLong = noticeGroups.value.some((group) => group.code === 'joliet-length');
      return world === 'joliet' && areLong ? jolietLong() : [];
    }
    case 'dos-name':
      return level1();
    case 'long-path':
    case 'standard-path':
      return [...(world === 'iso' ? level1() : []), ...leaveOut];
    case 'deep':
      return moveDeep();
    default:
      return leaveOut;
  }
}
