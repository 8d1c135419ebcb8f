import { ActionMenu } from './ActionMenu';
import { dissolve, redo, startOver, undo } from './actions';
import { AddButtons } from './Choose';
import { ColumnsButton, ColumnsMenu } from './ColumnsMenu';
import { EditDialog } from './EditDialog';
import { menu } from './edit-state';
import { openMenuAt } from './edits';
import { FilterField, NoMatches } from './FilterField';
import { Icon } from './Icon';
import { Ellipsis, Redo2, RotateCcw, Undo2 } from './icons-later';
import { lookDialog, looked } from './looking';
import { Name } from './Name';
import { OpenedArchives } from './OpenedArchives';
import { hasSelection, SelectionBar } from './SelectionBar';
import { ShowAs } from './ShowAs';
import { saidText } from './said';
import { part } from './state';
import { Tree } from './Tree';
import { TreeNews } from './TreeNews';
import { texts as editTexts } from './texts-edits';
import { texts } from './texts-later';

const canUndo = part('canUndo');
const canRedo = part('canRedo');
const undoLabel = part('undoLabel');
const redoLabel = part('redoLabel');
const topFolder = part('topFolder');
const phase = part('phase');

/** What is in the image, and what can be done to it. */
export function Contents() {
  return (
    <section class="panel contents" aria-labelledby="contents-heading">
      <div class="contents-head">
        <h2 id="contents-heading" tabindex={-1}>
          {texts.contents.heading}
        </h2>
        <div class="look">
          <FilterField />
          <ColumnsButton />
        </div>
        <div class="tools history">
          <IconButton
            icon={Undo2}
            label={texts.undo}
            what={undoLabel.value && saidText(undoLabel.value)}
            on={canUndo.value}
            act={undo}
          />
          <IconButton
            icon={Redo2}
            label={texts.redo}
            what={redoLabel.value && saidText(redoLabel.value)}
            on={canRedo.value}
            act={redo}
          />
          <IconButton icon={RotateCcw} label={texts.startOver} on act={startOver} />
          <MoreButton />
        </div>
        <AddButtons />
      </div>
      <div class="tree-line">
        <TopFolderLine />
        <SelectionBar />
      </div>
      <OpenedArchives />
      <ShowAs />
      <div class="tree-frame">
        <Tree />
        <NoMatches />
        <ColumnsMenu />
      </div>
      <TreeNews />
      <ActionMenu />
      <EditDialog />
      <LookHost />
    </section>
  );
}

/** The dialog that looks into a file, while somebody does. */
function LookHost() {
  const LookDialog = lookDialog.value;
  return LookDialog && looked.value !== undefined ? <LookDialog /> : null;
}

/** Where what was dropped lies: a line that is always there, so that the tree below does not move. */
function TopFolderLine() {
  const className = hasSelection() ? 'top-folder covered' : 'top-folder';
  if (!topFolder.value) return <p class={className}>{phase.value === 'ready' && texts.contents.sideBySide}</p>;
  const { entry, name, dissolved } = topFolder.value;
  const [before, shown, after] = dissolved ? texts.contents.topDissolved(name) : texts.contents.topFolder(name);
  return (
    <p class={className}>
      <span>
        {before}
        <Name>{shown}</Name>
        {after}
      </span>
      <button type="button" class="link" onClick={() => void dissolve(entry, !dissolved)}>
        {dissolved ? texts.contents.makeFolder : texts.contents.makeTop}
      </button>
    </p>
  );
}

/** Opens the menu of what can be done to all of it. */
function MoreButton() {
  return (
    <button
      type="button"
      class="button small icon-only"
      aria-label={editTexts.menu.contents}
      title={editTexts.menu.contents}
      aria-haspopup="menu"
      aria-expanded={menu.value !== undefined && menu.value.row === undefined}
      onClick={({ currentTarget }) => openMenuAt(currentTarget, undefined)}
    >
      <Icon path={Ellipsis} size={17} />
    </button>
  );
}

interface IconButtonProps {
  icon: string;
  label: string;
  what?: string | undefined;
  on: boolean;
  act: () => Promise<void>;
}

function IconButton({ icon, label, what, on, act }: IconButtonProps) {
  const name = texts.withLabel(label, what);
  return (
    <button
      type="button"
      class="button small icon-only"
      aria-label={name}
      title={name}
      disabled={!on}
      onClick={() => void act()}
    >
      <Icon path={icon} size={17} />
    </button>
  );
}
