/** The keys of a treegrid that is used by rows (ARIA Authoring Practices). */
import { leaveOut } from './actions';
import type { TreeView } from './tree-view';

/** Does what a key means in the tree, if it means anything. */
export function actOnKey(event: KeyboardEvent, view: TreeView) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const onButton = event.target instanceof HTMLButtonElement;
  if (onButton && (event.key === 'Enter' || event.key === ' ')) return;
  const index = view.active.value;
  const row = view.store.row(index);
  const isFolder = row?.kind === 'folder';
  const toggle = () => row && isFolder && void view.open(row, !row.expanded);
  const actions: Record<string, () => void> = {
    ArrowDown: () => view.activate(index + 1),
    ArrowUp: () => view.activate(index - 1),
    PageDown: () => view.activate(index + view.pageRows),
    PageUp: () => view.activate(index - view.pageRows),
    Home: () => view.activate(0),
    End: () => view.activate(view.store.total.value - 1),
    ArrowRight: () => {
      if (row && isFolder && !row.expanded) void view.open(row, true);
      else if (isFolder && row?.childCount) view.activate(index + 1);
    },
    ArrowLeft: () => {
      if (row && isFolder && row.expanded) void view.open(row, false);
      else if (row && row.level > 1) void view.goToParent(index, row.level);
    },
    Enter: toggle,
    ' ': toggle,
    Delete: () => row && !row.flags.leftOut && void leaveOut(row),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
