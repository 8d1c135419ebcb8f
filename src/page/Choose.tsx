import { addFromInput, pickFolder } from './actions';
import { Icon } from './Icon';
import { FilePlus2, FileStack, FolderOpen, FolderPlus } from './icons';
import { texts } from './texts';

interface FolderPicker {
  showDirectoryPicker?: (options: { id: string; mode: 'read' }) => Promise<FileSystemDirectoryHandle>;
}
const { showDirectoryPicker } = globalThis as FolderPicker;

/** What choosing a folder comes with, in this browser. */
export const folderNote = () => (showDirectoryPicker ? texts.empty.picker : texts.empty.input)(!isTouch());

/** Not in the standard, but in every browser. */
const DIRECTORIES = { webkitdirectory: true };
const FOLDER_INPUT = 'folder-input';
const FILES_INPUT = 'files-input';

/** Asks for files. */
export const chooseFiles = () => open(FILES_INPUT);

function open(id: string) {
  const input = document.getElementById(id);
  if (input instanceof HTMLInputElement) input.click();
}

/** Asks for a folder, in the way that this browser has. */
export function chooseFolder() {
  if (showDirectoryPicker) void pickFolder(() => showDirectoryPicker.call(window, { id: 'isodrop', mode: 'read' }));
  else open(FOLDER_INPUT);
}

/** The two inputs that every browser has; the buttons open them. */
export function FileInputs() {
  return (
    <div class="visually-hidden">
      <input
        id={FOLDER_INPUT}
        type="file"
        {...DIRECTORIES}
        multiple
        tabindex={-1}
        aria-label={texts.folderInput}
        onChange={(event) => addFromInput(event.currentTarget)}
      />
      <input
        id={FILES_INPUT}
        type="file"
        multiple
        tabindex={-1}
        aria-label={texts.filesInput}
        onChange={(event) => addFromInput(event.currentTarget)}
      />
    </div>
  );
}

/** Where fingers point, files come first: phones know few folders. */
export const isTouch = () => matchMedia('(pointer: coarse)').matches;

/** The large buttons of the empty page. */
export function ChooseButtons({ describedBy }: { describedBy: string }) {
  const folder = (
    <button
      key="folder"
      type="button"
      class={isTouch() ? 'button' : 'button primary'}
      aria-describedby={describedBy}
      onClick={chooseFolder}
    >
      <Icon path={FolderOpen} />
      {texts.chooseFolder}
    </button>
  );
  const files = (
    <button key="files" type="button" class={isTouch() ? 'button primary' : 'button'} onClick={chooseFiles}>
      <Icon path={FileStack} />
      {texts.chooseFiles}
    </button>
  );
  return <div class="choose">{isTouch() ? [files, folder] : [folder, files]}</div>;
}

/** The small buttons beside the contents. */
export function AddButtons() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div class="tools add" role="group" aria-label={texts.addMore}>
      <button type="button" class="button small" title={folderNote()} onClick={chooseFolder}>
        <Icon path={FolderPlus} size={16} />
        {texts.addFolder}
      </button>
      <button type="button" class="button small" onClick={chooseFiles}>
        <Icon path={FilePlus2} size={16} />
        {texts.addFiles}
      </button>
    </div>
  );
}
