import * as abi from '../../wasm/abi';
import type { Encoder } from './encoder';
import type { Layout } from './layout';
import type { Manifest } from './manifest';
import { type Notice, type NoticeCode, type NoticeGroup, noticeGroup } from './notices';
import type { ImageTree } from './tree';

/** The notice for each bit that the encoder sets, in the order in which people should see them. */
const CHANGE_NOTICES: readonly (readonly [bit: number, code: NoticeCode])[] = [
  [abi.CHANGE_LINK_LEFT_OUT, 'link-without-rock-ridge'],
  [abi.CHANGE_SPECIAL_LEFT_OUT, 'special-without-rock-ridge'],
  [abi.CHANGE_JOLIET_LENGTH, 'joliet-length'],
  [abi.CHANGE_JOLIET_CHARACTERS, 'joliet-characters'],
  [abi.CHANGE_JOLIET_COLLISION, 'joliet-collision'],
  [abi.CHANGE_ROCK_RIDGE_LENGTH, 'rock-ridge-length'],
  [abi.CHANGE_TIME, 'time'],
  [abi.CHANGE_TIME_PLAIN, 'time-plain'],
  [abi.CHANGE_SECTIONS, 'sections'],
  [abi.CHANGE_DEEP, 'deep'],
  [abi.CHANGE_RELOCATED, 'relocated'],
  [abi.CHANGE_ISO_NAME, 'iso-name'],
  [abi.CHANGE_ISO_COLLISION, 'iso-collision'],
  [abi.CHANGE_PATH_TABLE_PARENT, 'path-table'],
];

/** The groups of notices that a layout makes, most important first. */
export function encoderNoticeGroups(layout: Layout): NoticeGroup[] {
  return CHANGE_NOTICES.flatMap(([bit, code]) => {
    const count = layout.changeCounts[Math.log2(bit)] ?? 0;
    return count > 0 ? [noticeGroup(code, count)] : [];
  });
}

/** Notices `first` to `first + count` of one group, in the order of the manifest. None for a code of others. */
export function encoderNotices(
  encoder: Encoder,
  tree: ImageTree,
  manifest: Pick<Manifest, 'entries'>,
  code: NoticeCode,
  first: number,
  count: number,
): Notice[] {
  const bit = CHANGE_NOTICES.find((row) => row[1] === code)?.[0];
  if (bit === undefined) return [];
  const notices: Notice[] = [];
  let seen = 0;
  const { changes } = encoder.layout;
  for (let row = 0; row < changes.length && notices.length < count; row++) {
    if (((changes[row] as number) & bit) === 0 || seen++ < first) continue;
    const entry = manifest.entries[row] as number;
    const path = tree.path(entry);
    const after = changedTo(encoder, tree, row, entry, code);
    notices.push(after === undefined ? { code, path } : { code, path, before: tree.name(entry), after });
  }
  return notices;
}

function changedTo(
  encoder: Encoder,
  tree: ImageTree,
  row: number,
  entry: number,
  code: NoticeCode,
): string | undefined {
  switch (code) {
    case 'iso-name':
    case 'iso-collision':
      return encoder.isoName(row);
    case 'joliet-characters':
    case 'joliet-length':
    case 'joliet-collision':
      return encoder.jolietName(row);
    case 'rock-ridge-length':
      return encoder.rockRidgeName(row);
    case 'time':
      return tree.attributes(entry).modifyTime < 0 ? '1900-01-01' : '2155-12-31';
    default:
      return undefined;
  }
}
