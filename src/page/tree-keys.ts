/** The keys of a treegrid that is used by rows (ARIA Authoring Practices), and those of file managers. */
import { folderOf, keepForPaste, leaveOut, paste, rename } from './edits';
import { lookInto } from './looking';
import { session, summary } from './state';
import type { TreeMenus } from './tree-menus';
import type { TreeSelection } from './tree-selection';
import type { TreeView } from './tree-view';
import type { TypeAhead } from './type-ahead';

export interface TreeParts {
  view: TreeView;
  selection: TreeSelection;
  menus: TreeMenus;
  typeAhead: TypeAhead;
}

/** Does what a key means in the tree, if it means anything. */
export function actOnKey(event: KeyboardEvent, parts: TreeParts) {
  if (event.altKey || event.defaultPrevented) return;
  if (event.target instanceof HTMLInputElement) return;
  const onButton = event.target instanceof HTMLButtonElement;
  if (onButton && (event.key === 'Enter' || event.key === ' ')) return;
  const takes = [move, select, openMenu, cutAndPaste, act, type];
  if (takes.some((take) => take(event, parts))) event.preventDefault();
}

const isWithControl = (event: KeyboardEvent) => event.ctrlKey || event.metaKey;

/** Keys that lead to another row; with Shift they select all on the way. */
function move(event: KeyboardEvent, { view, selection }: TreeParts): boolean {
  const index = view.active.value;
  const targets: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + view.pageRows,
    PageUp: index - view.pageRows,
    Home: 0,
    End: view.store.total.value - 1,
  };
  const target = targets[event.key];
  if (target === undefined) return false;
  if (event.shiftKey) void selection.extendTo(target, isWithControl(event));
  else view.activate(target);
  return true;
}

function select(event: KeyboardEvent, { view, selection, typeAhead }: TreeParts): boolean {
  const row = view.store.row(view.active.value);
  if (isWithControl(event) && event.key.toLowerCase() === 'a' && !event.shiftKey) selection.all();
  else if (event.key === 'Escape' && summary.value.selection.count > 0) selection.none();
  else if (event.key !== ' ' || typeAhead.isTyping || !row) return false;
  else if (event.shiftKey) void selection.extendTo(view.active.value, isWithControl(event));
  else if (isWithControl(event)) selection.toggle(row);
  else selection.only(row);
  return true;
}

function openMenu({ key, shiftKey, target }: KeyboardEvent, { menus }: TreeParts): boolean {
  if (key !== 'ContextMenu' && !(shiftKey && key === 'F10')) return false;
  menus.openByKey(target);
  return true;
}

function cutAndPaste(event: KeyboardEvent, { view }: TreeParts): boolean {
  if (!isWithControl(event) || event.shiftKey) return false;
  const row = view.store.row(view.active.value);
  const actions: Record<string, () => void> = {
    x: () => row && void keepForPaste('move', row),
    c: () => row && void keepForPaste('copy', row),
    v: () => void paste(folderOf(row)),
  };
  const action = actions[event.key.toLowerCase()];
  action?.();
  return action !== undefined;
}

function act(event: KeyboardEvent, { view }: TreeParts): boolean {
  if (isWithControl(event) || (event.shiftKey && event.key !== '*')) return false;
  const index = view.active.value;
  const row = view.store.row(index);
  const isFolder = row?.kind === 'folder';
  const inwards = () => {
    if (row && isFolder && !row.expanded) void view.open(row, true);
    else if (isFolder && row?.childCount) view.activate(index + 1);
  };
  const outwards = () => {
    if (row && isFolder && row.expanded) void view.open(row, false);
    else if (row) void view.goToParent(row);
  };
  const isRightToLeft = document.documentElement.dir === 'rtl';
  const actions: Record<string, () => void> = {
    ArrowRight: isRightToLeft ? outwards : inwards,
    ArrowLeft: isRightToLeft ? inwards : outwards,
    Enter: () => row && void (isFolder ? view.open(row, !row.expanded) : lookInto(row.entry)),
    '*': () => row && void view.openSiblings(row),
    F2: () => row && rename(row),
    Delete: () => row && void leaveOut(row),
  };
  actions[event.key]?.();
  return event.key in actions;
}

/** A letter leads to the next name that begins with what is typed. */
function type(event: KeyboardEvent, { view, typeAhead }: TreeParts): boolean {
  if (isWithControl(event) || [...event.key].length !== 1) return false;
  const { prefix, isHereToo } = typeAhead.type(event.key);
  const from = view.active.value + (isHereToo ? 0 : 1);
  session()
    .find(prefix, from)
    .then(
      (index) => index >= 0 && view.activate(index),
      () => {},
    );
  return true;
}
