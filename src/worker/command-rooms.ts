/** What commands touch, and what they have in common. */
import { type EntryId, type ImageTree, NO_ENTRY, ROOT } from '../image/tree';
import type { History } from './history';
import type { Losses } from './losses';
import type { Origins } from './origins';
import type { Problems } from './problems';
import { handedOver } from './rebased';
import type { What } from './sayings';
import type { Entries, Label } from './session';
import type { Sources } from './sources';
import type { Step } from './step';
import type { Stores } from './stores';
import type { TopFolder } from './top-folder';
import type { TreeChange } from './tree-changes';

export interface CommandRooms {
  tree: ImageTree;
  stores: Stores;
  history: History;
  origins: Origins;
  problems: Problems;
  sources: Sources;
  losses: Losses;
  top: TopFolder;
  /** Whether nothing is being read, and nothing waits for a choice about names. */
  isSettled(): boolean;
  /** What is selected and in the image, but not what lies in a selected folder. */
  selected(): EntryId[];
}

/** Does a step that edits the tree. What takes the place of something that the disc boots from is booted instead. */
export function doEdit(rooms: CommandRooms, label: Label, step: Partial<Step> & Pick<Step, 'journal'>): true {
  const { tree, history } = rooms;
  const { changes = [], gaveWay = [], boot } = step;
  const weights: TreeChange[] = [];
  const before = tree.boot;
  const after = handedOver(tree, before, gaveWay, (entry, old) => {
    const [weight, other] = [tree.weight(entry), tree.weight(old)];
    if (weight !== other) weights.push({ change: 'weight', entry, before: weight, after: other });
  });
  history.do({
    ...{ label, removed: [], added: [], notices: [] },
    ...step,
    changes: [...changes, ...weights],
    ...(boot || after === before ? {} : { boot: { before, after } }),
  });
  return true;
}

/**
 * What a command is about, as far as it is in the image: without what lies in something else that it is about, and
 * without the dissolved folder, which is none in the image.
 */
export function entriesMeant(rooms: CommandRooms, entries: Entries): EntryId[] {
  const { dissolved } = rooms.tree;
  return topmostMeant(rooms, entries).filter((entry) => entry !== dissolved);
}

/** The same where the dissolved folder may be meant: it can be what has a problem. */
export function topmostMeant({ tree, selected }: CommandRooms, entries: Entries): EntryId[] {
  if (entries === 'selection') return selected();
  const all = new Set(entries);
  return [...all].filter((entry) => {
    if (entry === ROOT || entry >= tree.length || !tree.isIncluded(entry)) return false;
    for (let at = tree.parent(entry); at !== ROOT; at = tree.parent(at)) if (all.has(at)) return false;
    return true;
  });
}

/** The folder that a person means: the one whose contents are the root's stands for the root. */
export function folderMeant(tree: ImageTree, folder: EntryId): EntryId {
  const { dissolved } = tree;
  return folder === ROOT && dissolved !== NO_ENTRY && tree.isIncluded(dissolved) ? dissolved : folder;
}

/** What something is called in “Undo: …”. */
export function whatOf(tree: ImageTree, entries: readonly EntryId[]): What {
  const [first] = entries;
  return entries.length === 1 && first !== undefined ? tree.name(first) : entries.length;
}
