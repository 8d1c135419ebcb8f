/** Dragging rows onto folders, and files from elsewhere onto rows. Each has an equal by keys: Move to …, Add files here … */
import type { Row } from '../worker/session';
import { add } from './actions';
import type { Targets } from './edit-state';
import { moveTo, targetsOf } from './edits';
import { dropFolder, session } from './state';
import { rowIndexOf, type TreeView } from './tree-view';

/** What rows are while they are dragged: nothing for other programs. */
const ROWS = 'application/x-isodrop-rows';
/** Milliseconds over a closed folder after which it opens. */
const OPENING = 900;

export class TreeDrag {
  readonly #view: TreeView;
  #dragged: Promise<Targets> | undefined;
  #opening: ReturnType<typeof setTimeout> | undefined;

  constructor(view: TreeView) {
    this.#view = view;
  }

  start(event: DragEvent) {
    const row = this.#rowOf(event.target);
    if (!row || !event.dataTransfer) return;
    event.dataTransfer.setData(ROWS, '');
    event.dataTransfer.effectAllowed = 'copyMove';
    this.#dragged = targetsOf(row);
  }

  over(event: DragEvent) {
    const { dataTransfer } = event;
    const isRows = this.#dragged !== undefined && dataTransfer?.types.includes(ROWS);
    if (!dataTransfer || !(isRows || dataTransfer.types.includes('Files'))) return;
    const row = this.#rowOf(event.target);
    const folder = this.#folderOf(row);
    if (folder.entry !== dropFolder.value?.entry) this.#aim(folder, row);
    event.preventDefault();
    if (isRows) dataTransfer.dropEffect = isCopying(event) ? 'copy' : 'move';
  }

  /** The drag has left the tree. */
  leave(event: DragEvent) {
    const { currentTarget, relatedTarget } = event;
    if (currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
    this.#forget();
  }

  drop(event: DragEvent) {
    const { dataTransfer } = event;
    const into = this.#folderOf(this.#rowOf(event.target)).entry;
    const dragged = this.#dragged;
    this.end();
    if (!dataTransfer) return;
    if (dragged && dataTransfer.types.includes(ROWS)) {
      event.preventDefault();
      const how = isCopying(event) ? 'copy' : 'move';
      void dragged.then((targets) => moveTo(how, targets, into)).catch(() => {});
    } else if (dataTransfer.types.includes('Files') && into !== 0) {
      // The window takes what is dropped anywhere else.
      event.preventDefault();
      add(() => session().addDrop(dataTransfer, into));
    }
  }

  end() {
    this.#dragged = undefined;
    this.#forget();
  }

  #aim(folder: { entry: number; name: string }, row: Row | undefined) {
    this.#forget();
    dropFolder.value = folder;
    if (row?.kind !== 'folder' || row.expanded) return;
    this.#opening = setTimeout(() => void this.#view.open(row, true), OPENING);
  }

  #forget() {
    clearTimeout(this.#opening);
    dropFolder.value = undefined;
  }

  /** The folder that a drop on a row goes into: it, or the one that it lies in. */
  #folderOf(row: Row | undefined): { entry: number; name: string } {
    if (row?.kind === 'folder') return { entry: row.entry, name: row.name };
    return { entry: row?.parent ?? 0, name: '' };
  }

  #rowOf(target: EventTarget | null): Row | undefined {
    const index = target instanceof Element ? rowIndexOf(target) : undefined;
    return index === undefined ? undefined : this.#view.store.row(index);
  }
}

/** As file managers have it: Ctrl, or Option on a Mac. */
const isCopying = (event: DragEvent) => event.ctrlKey || event.altKey;
