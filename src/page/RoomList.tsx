import { useSignal } from '@preact/signals';
import type { EntryId, RoomInFolder, RoomPart } from '../worker/session';
import { fileKind, kindIcon } from './file-kinds';
import { formatBytes, formatCount, formatShare, formatSize } from './format';
import { Icon } from './Icon';
import { Folder } from './icons';
import { ListTree } from './icons-later';
import { groupName } from './map-colours';
import { Name } from './Name';
import { sought } from './state';
import { texts } from './texts-disc';

/** Rows that are shown at first. */
const PAGE = 8;

/** What takes the room in a folder, as a list with bars: the same as the treemap says. */
export function RoomList({ room, open }: { room: RoomInFolder; open: (folder: EntryId) => void }) {
  const isLong = useSignal(false);
  const { parts, others, byteLength } = room;
  if (parts.length === 0) return null;
  const shown = isLong.value ? parts : parts.slice(0, PAGE);
  const rest = parts.slice(shown.length).reduce((sum, part) => sum + part.byteLength, others.byteLength);
  const hasFolders = parts.some(({ kind }) => kind === 'folder');
  const restCount = parts.length - shown.length + others.count;
  return (
    <>
      <table class="room-list">
        <caption>{texts.sizes.list}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.sizes.name}</th>
            <th scope="col">{texts.sizes.size}</th>
            <th scope="col">{texts.sizes.shareColumn}</th>
            {hasFolders && <th scope="col">{texts.sizes.files}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((part) => (
            <Row key={part.entry} part={part} all={byteLength} hasFolders={hasFolders} open={open} />
          ))}
          {restCount > 0 && (
            <tr>
              <th scope="row">{texts.sizes.others(restCount)}</th>
              <td>{formatSize(rest)}</td>
              <Share bytes={rest} all={byteLength} />
              {hasFolders && <td />}
            </tr>
          )}
        </tbody>
      </table>
      {shown.length < parts.length && (
        <button type="button" class="button small" onClick={() => (isLong.value = true)}>
          {texts.list.more}
        </button>
      )}
    </>
  );
}

interface RowProps {
  part: RoomPart;
  /** Bytes of the folder. */
  all: number;
  hasFolders: boolean;
  open: (folder: EntryId) => void;
}

function Row({ part, all, hasFolders, open }: RowProps) {
  const { entry, name, kind, byteLength, files, group } = part;
  const isFolder = kind === 'folder';
  const show = () => {
    sought.value = { entry };
  };
  return (
    <tr>
      <th scope="row">
        <span class="room-name" data-colour={group === undefined ? undefined : groupName(group)}>
          <span class="kind">
            <Icon path={isFolder ? Folder : kindIcon(fileKind(name))} size={16} />
          </span>
          <button
            type="button"
            class="seek"
            title={isFolder ? texts.sizes.open(name) : texts.sizes.show(name)}
            onClick={() => (isFolder ? open(entry) : show())}
          >
            <Name>{name}</Name>
          </button>
          {isFolder && (
            <button
              type="button"
              class="row-button"
              aria-label={texts.sizes.show(name)}
              title={texts.sizes.show(name)}
              onClick={show}
            >
              <Icon path={ListTree} size={15} />
            </button>
          )}
        </span>
      </th>
      <td title={formatBytes(byteLength)}>{formatSize(byteLength)}</td>
      <Share bytes={byteLength} all={all} />
      {hasFolders && <td>{isFolder ? formatCount(files) : ''}</td>}
    </tr>
  );
}

function Share({ bytes, all }: { bytes: number; all: number }) {
  const share = all > 0 ? bytes / all : 0;
  return (
    <td>
      <span class="share-bar" style={{ '--share': String(share) }} />
      <span class="share-text">{formatShare(share)}</span>
    </td>
  );
}
