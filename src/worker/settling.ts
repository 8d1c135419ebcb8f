/** Files about which a person chose when other things had been done since they came: they come in by a step of their own. */
import { type EntryId, NO_ENTRY, ROOT } from '../image/tree';
import { pathIn } from './clashes';
import { type CommandRooms, doEdit, whatOf } from './command-rooms';
import { freeName, type NamesGiven } from './keep-both';
import { eachMove, movesOf } from './origin-lists';
import type { JournalStep } from './protocol';
import type { SetAside } from './resolving';
import { say } from './saying';
import type { TreeChange } from './tree-changes';

/** A file that comes in, where, and what it replaces, if that is there. */
interface Coming {
  entry: EntryId;
  into: EntryId;
  name: string;
  old: EntryId | undefined;
}

export class Settling {
  readonly #rooms: CommandRooms;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  /** Files that were set aside take the places of those that they replace, or get names that are free beside them. */
  bringIn(setAside: SetAside): boolean {
    const { tree } = this.#rooms;
    const given = new Map<EntryId, NamesGiven>();
    const nameIn = (folder: EntryId, name: string) => {
      const names: NamesGiven = given.get(folder) ?? new Map();
      given.set(folder, names);
      if (tree.find(folder, name) !== NO_ENTRY || names.has(name)) return freeName(tree, folder, name, names);
      names.set(name, 2);
      return name;
    };
    return this.#do(
      [...setAside].map(([entry, old]): Coming => {
        if (old !== undefined) return { entry, into: tree.parent(old), name: tree.name(old), old };
        const into = tree.parent(entry);
        return { entry, into, name: nameIn(into, tree.name(entry)), old };
      }),
    );
  }

  /** Does again what was done to a tree that is lost. */
  replay(step: JournalStep): boolean {
    if (step.step !== 'settle') return false;
    const { tree, origins } = this.#rooms;
    const replaced = new Map(step.replaced.map(({ by, ...origin }) => [by, origin]));
    const coming = eachMove(step.moves).flatMap(({ what, into: folder, name }, at): Coming[] => {
      const [entry, into] = [origins.find(what), origins.find(folder)];
      if (entry <= ROOT || into === NO_ENTRY || !tree.isIncluded(into)) return [];
      const origin = replaced.get(at);
      const old = origin ? origins.find(origin) : NO_ENTRY;
      return [{ entry, into, name, old: old > ROOT && old !== entry && tree.isIncluded(old) ? old : undefined }];
    });
    return this.#do(coming);
  }

  #do(coming: readonly Coming[]): boolean {
    const { tree, origins } = this.#rooms;
    if (coming.length === 0) return false;
    const entries = coming.map(({ entry }) => entry);
    const pairs = coming.flatMap(({ entry, old }, by) => (old === undefined ? [] : [{ entry, old, by }]));
    const journal: JournalStep = {
      step: 'settle',
      moves: movesOf(origins, coming),
      replaced: pairs.map(({ old, by }) => ({ ...origins.originOf(old), by })),
    };
    const removed = pairs.map(({ old }) => old);
    for (const entry of [...removed, ...entries]) origins.remember(entry);
    const numbered = coming.filter(({ entry, name, old }) => old === undefined && name !== tree.name(entry));
    const what = whatOf(tree, entries);
    return doEdit(this.#rooms, removed.length > 0 ? say('replace', what) : say('keep-both', what), {
      removed,
      added: entries.filter((entry) => tree.isExcluded(entry)),
      gaveWay: new Map(pairs.map(({ old, entry }) => [old, entry])),
      changes: coming.flatMap((one) => this.#change(one)),
      notices: numbered.map(({ entry, into, name }) => ({
        code: 'kept-both',
        path: pathIn(tree, into, name),
        before: pathIn(tree, into, tree.name(entry)),
      })),
      journal,
    });
  }

  #change({ entry, into, name }: Coming): TreeChange[] {
    const { tree } = this.#rooms;
    const before = { parent: tree.parent(entry), name: tree.name(entry) };
    if (before.parent === into && before.name === name) return [];
    return [{ change: 'place', entry, before, after: { parent: into, name } }];
  }
}
