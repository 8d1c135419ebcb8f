/** The folder that came alone and first: its contents can be the image's root, and the image has its name. */

import { presetOf } from '../image/presets';
import { type EntryId, type ImageTree, NO_ENTRY, ROOT } from '../image/tree';
import type { History } from './history';
import type { Summary } from './session';
import type { Sources } from './sources';

/** What lies beside a top-level folder that is not dissolved, each with what would meet it if it were. */
export function* namesBeside(tree: ImageTree, top: EntryId): Generator<{ beside: EntryId; inside: EntryId }> {
  for (const beside of tree.children(ROOT)) {
    if (beside === top || tree.isExcluded(beside)) continue;
    const inside = tree.find(top, tree.nameBytes(beside));
    if (inside !== NO_ENTRY) yield { beside, inside };
  }
}

export class TopFolder {
  readonly #tree: ImageTree;
  readonly #history: History;
  readonly #sources: Sources;

  constructor(tree: ImageTree, history: History, sources: Sources) {
    this.#tree = tree;
    this.#history = history;
    this.#sources = sources;
  }

  /** The folder whose contents can be the image's root, or `NO_ENTRY`. */
  get entry(): EntryId {
    const tree = this.#tree;
    const top = this.#history.current.findLast((step) => step.top !== undefined)?.top ?? NO_ENTRY;
    if (top === NO_ENTRY || tree.isExcluded(top) || tree.parent(top) !== ROOT) return NO_ENTRY;
    if (tree.dissolved === top) return top;
    return namesBeside(tree, top).next().done ? top : NO_ENTRY;
  }

  /** The name of the folder that was added first. */
  get name(): string | undefined {
    for (const { journal } of this.#history.current) {
      if (journal?.step !== 'add') continue;
      for (const { addedBy, info } of this.#sources.all()) {
        if (addedBy === journal.job && info.name !== undefined) return info.name;
      }
    }
    return undefined;
  }

  get fileName(): string {
    const purpose = presetOf(this.#history.made.preset)?.volumeName?.name;
    return `${this.name ?? purpose ?? 'image'}.iso`;
  }

  /** What the page shows of it. */
  summary(): Pick<Summary, 'fileName' | 'topFolder'> {
    const { entry, fileName } = this;
    if (entry === NO_ENTRY) return { fileName };
    const dissolved = this.#tree.dissolved === entry;
    return { fileName, topFolder: { entry, name: this.#tree.name(entry), dissolved } };
  }
}
