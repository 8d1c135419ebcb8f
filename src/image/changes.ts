/**
 * What the encoder had to change, as notices. Counting and finding are numbers only; names and paths, which cost a
 * string each, are made for the notices that somebody looks at.
 */
import * as abi from '../../wasm/abi';
import type { Layout } from './layout';
import { type Notice, type NoticeCode, type NoticeGroup, noticeGroup } from './notices';
import type { Attributes, ImageTree } from './tree';

/** Where an image gives names of its own; `moved`: a relocated folder its name in RR_MOVED. */
export type NameSpace = 'iso' | 'joliet' | 'rockRidge' | 'moved';

/** The names that an image gives, by the manifest's rows: an `Encoder`. */
export interface GivenNames {
  isoName(row: number): string;
  jolietName(row: number): string;
  rockRidgeName(row: number): string;
  movedName(row: number): string;
}

interface Change {
  /** `CHANGE_*` of the encoder's interface. */
  bit: number;
  code: NoticeCode;
  /** The notice tells the name that the entry has there. */
  names?: NameSpace;
}

/** The notice for each bit that the encoder sets, in the order in which people should see them. */
const CHANGES: readonly Change[] = [
  { bit: abi.CHANGE_LINK_LEFT_OUT, code: 'link-without-rock-ridge' },
  { bit: abi.CHANGE_SPECIAL_LEFT_OUT, code: 'special-without-rock-ridge' },
  { bit: abi.CHANGE_TABLE_REPLACES, code: 'table-replaces' },
  { bit: abi.CHANGE_JOLIET_LENGTH, code: 'joliet-length', names: 'joliet' },
  { bit: abi.CHANGE_JOLIET_CHARACTERS, code: 'joliet-characters', names: 'joliet' },
  { bit: abi.CHANGE_JOLIET_COLLISION, code: 'joliet-collision', names: 'joliet' },
  { bit: abi.CHANGE_ROCK_RIDGE_LENGTH, code: 'rock-ridge-length', names: 'rockRidge' },
  { bit: abi.CHANGE_TIME, code: 'time' },
  { bit: abi.CHANGE_TIME_PLAIN, code: 'time-plain' },
  { bit: abi.CHANGE_SECTIONS, code: 'sections' },
  { bit: abi.CHANGE_DEEP, code: 'deep' },
  { bit: abi.CHANGE_RELOCATED, code: 'relocated' },
  { bit: abi.CHANGE_ISO_NAME, code: 'iso-name', names: 'iso' },
  { bit: abi.CHANGE_ISO_COLLISION, code: 'iso-collision', names: 'iso' },
  { bit: abi.CHANGE_NO_TABLE, code: 'no-table' },
  { bit: abi.CHANGE_PATH_TABLE_PARENT, code: 'path-table' },
  { bit: abi.CHANGE_ISO_PATH, code: 'iso-path' },
  { bit: abi.CHANGE_ISO_TWIN, code: 'iso-twin', names: 'iso' },
];

/** The groups of notices that a layout makes, most important first. */
export function encoderNoticeGroups({ changeCounts }: Layout): NoticeGroup[] {
  return CHANGES.flatMap(({ bit, code }) => {
    const count = changeCounts[31 - Math.clz32(bit)] ?? 0;
    return count > 0 ? [noticeGroup(code, count)] : [];
  });
}

/** The manifest's rows of notices `first` to `first + count` of one group, in the manifest's order. */
export function changedRows(layout: Layout, code: NoticeCode, first: number, count: number): number[] {
  const rows: number[] = [];
  let seen = 0;
  for (const row of count > 0 ? rowsOf(layout, code) : []) {
    if (seen++ >= first) rows.push(row);
    if (rows.length === count) break;
  }
  return rows;
}

/** The codes of all that was changed about a row, in the order in which people should see them. */
export function changeCodes(changes: number): NoticeCode[] {
  return CHANGES.filter(({ bit }) => (changes & bit) !== 0).map(({ code }) => code);
}

/** Whether a folder lies in RR_MOVED instead of where it was. */
export function isRelocated({ changes }: Layout, row: number): boolean {
  return ((changes[row] as number) & abi.CHANGE_RELOCATED) !== 0;
}

/** Where the names are given that notices of this code tell; undefined when they tell none. */
export function toldNames(code: NoticeCode): NameSpace | undefined {
  return changeOf(code)?.names;
}

/** The name that an image gives to an entry. */
export function givenName(names: GivenNames, space: NameSpace, row: number): string {
  switch (space) {
    case 'iso':
      return names.isoName(row);
    case 'joliet':
      return names.jolietName(row);
    case 'rockRidge':
      return names.rockRidgeName(row);
    case 'moved':
      return names.movedName(row);
  }
}

/**
 * Notices for some rows of `changedRows`.
 * @param entries the tree's entry of each row of the manifest
 * @param names for each of `rows` the name in `toldNames(code)`
 */
export function changeNotices(
  tree: ImageTree,
  entries: Uint32Array,
  code: NoticeCode,
  rows: readonly number[],
  names: readonly string[] = [],
): Notice[] {
  return rows.map((row, at): Notice => {
    const entry = entries[row] as number;
    const path = tree.path(entry) || '/';
    const after = isTime(code) ? nearestDay(tree.attributes(entry)) : names[at];
    return after === undefined ? { code, path } : { code, path, before: tree.name(entry), after };
  });
}

/** The notices of one group, in the manifest's order, where the encoder is at hand: each is made when it is asked for. */
export function* encoderNotices(
  encoder: GivenNames & { readonly layout: Layout },
  tree: ImageTree,
  manifest: { readonly entries: Uint32Array },
  code: NoticeCode,
): Generator<Notice> {
  const space = toldNames(code);
  for (const row of rowsOf(encoder.layout, code)) {
    const names = space && [givenName(encoder, space, row)];
    yield* changeNotices(tree, manifest.entries, code, [row], names);
  }
}

/** The manifest's rows that a code's notices are about, in its order. None for a code that is not the encoder's. */
function* rowsOf({ changes }: Layout, code: NoticeCode): Generator<number> {
  const bit = changeOf(code)?.bit ?? 0;
  for (let row = 0; row < changes.length && bit !== 0; row++) {
    if (((changes[row] as number) & bit) !== 0) yield row;
  }
}

function changeOf(code: NoticeCode): Change | undefined {
  return CHANGES.find((change) => change.code === code);
}

/** The first and the last second that have a seven-byte form (ECMA-119 9.1.5), in Unix seconds. */
const FIRST_TIME = Date.UTC(1900, 0, 1) / 1000;
const LAST_TIME = Date.UTC(2155, 11, 31, 23, 59, 59) / 1000;

function isTime(code: NoticeCode): boolean {
  return code === 'time' || code === 'time-plain';
}

/**
 * What an entry's time becomes that has no seven-byte form. Undefined where it is another time than when it was
 * modified, which only Rock Ridge tells, or a folder's that has none of its own but a file's.
 */
function nearestDay({ modifyTime }: Attributes): string | undefined {
  if (modifyTime < FIRST_TIME) return '1900-01-01';
  return modifyTime > LAST_TIME ? '2155-12-31' : undefined;
}
