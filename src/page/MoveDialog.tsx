import { useState } from 'preact/hooks';
import { type EntryId, FOLDERS_TOLD } from '../worker/session';
import { useAnswer } from './answers';
import type { Asked } from './edit-state';
import { moveTo } from './edits';
import { Icon } from './Icon';
import { Folder } from './icons';
import { CornerLeftUp } from './icons-later';
import { endAsking, Modal } from './Modal';
import { Name } from './Name';
import { session } from './state';
import { texts } from './texts-edits';

interface Place {
  entry: EntryId;
  name: string;
}
const TOP: Place = { entry: 0, name: '' };

/** Asks for the folder that something is moved or copied to: what dragging does, by keys and single presses. */
export function MoveDialog({ kind, targets, from }: Extract<Asked, { kind: 'move' | 'copy' }>) {
  const [path, setPath] = useState<Place[]>([TOP]);
  const here = path.at(-1) ?? TOP;
  const folders = useAnswer(`${here.entry}`, async () => ({
    of: here.entry,
    list: await session().foldersIn(here.entry),
  }));
  const list = folders?.of === here.entry ? folders.list : undefined;
  const where =
    here.entry === 0
      ? texts.top
      : path
          .slice(1)
          .map(({ name }) => name)
          .join(' / ');
  const isThere = kind === 'move' && here.entry === from;
  const submit = () => {
    endAsking();
    void moveTo(kind, targets, here.entry);
  };
  const heading = (kind === 'move' ? texts.move.headingMove : texts.move.headingCopy)(targets.label);
  return (
    <Modal heading={heading} submit={submit}>
      <p class="fine" id="move-where" aria-live="polite">
        {texts.move.into(where)}
        {isThere && ` · ${texts.move.there}`}
      </p>
      <ul class="folders" aria-label={texts.move.where}>
        {path.length > 1 && (
          <li>
            <button type="button" data-first onClick={() => setPath(path.slice(0, -1))}>
              <Icon path={CornerLeftUp} size={16} />
              {texts.move.up}
            </button>
          </li>
        )}
        {list?.map((folder) => (
          <li key={folder.entry}>
            <button
              type="button"
              data-first
              disabled={targets.entries.includes(folder.entry)}
              onClick={() => setPath([...path, folder])}
            >
              <Icon path={Folder} size={16} />
              <Name>{folder.name}</Name>
            </button>
          </li>
        ))}
      </ul>
      {list?.length === 0 && <p class="fine">{texts.move.none}</p>}
      {list?.length === FOLDERS_TOLD && <p class="fine">{texts.move.tooMany(FOLDERS_TOLD)}</p>}
      <div class="answers">
        <button type="submit" class="button primary" disabled={isThere} aria-describedby="move-where">
          {kind === 'move' ? texts.move.move : texts.move.copy}
        </button>
        <button type="button" class="button" onClick={endAsking}>
          {texts.cancel}
        </button>
      </div>
    </Modal>
  );
}
