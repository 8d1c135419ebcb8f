/** Renaming, moving, copying, and bringing back what was left out: whatever puts entries at places. */
import { type EntryId, Kind, NO_ENTRY, ROOT } from '../image/tree';
import { type CommandRooms, doEdit, entriesMeant, folderMeant, whatOf } from './command-rooms';
import { freeName, type NamesGiven } from './keep-both';
import { checkFreeName, checkInImage, checkNames } from './naming';
import { eachMove, findAll, movesOf, originsOf } from './origin-lists';
import type { JournalStep, Move, Replaced } from './protocol';
import { Refused } from './refusal';
import { say } from './saying';
import type { Entries, IfTaken, Label } from './session';
import type { Step } from './step';
import type { TreeChange } from './tree-changes';

/** Names told of those that are taken. */
const NAMES_TOLD = 5;

/** An entry, and the folder and name that it gets. */
interface Placing {
  entry: EntryId;
  into: EntryId;
  name: string;
  /** The number of what is made, where it has one. */
  made?: number;
}

/** What gives way, and what it gives way to. */
interface GivingWay {
  entry: EntryId;
  to?: EntryId;
}

/** Where everything goes, and what gives way. */
interface Plan {
  placings: Placing[];
  replaced: GivingWay[];
}

export class Moving {
  readonly #rooms: CommandRooms;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  rename(entry: EntryId, name: string): boolean {
    const { tree } = this.#rooms;
    if (entry === ROOT) return false;
    checkInImage(tree, entry);
    if (tree.name(entry) === name) return false;
    checkFreeName(tree, tree.parent(entry), name, entry);
    const placings = [{ entry, into: tree.parent(entry), name }];
    return this.#place(say('rename', tree.name(entry)), { placings, replaced: [] });
  }

  move(entries: Entries, folder: EntryId, ifTaken?: IfTaken): boolean {
    const { tree } = this.#rooms;
    const into = folderMeant(tree, folder);
    const moved = entriesMeant(this.#rooms, entries).filter((entry) => folderMeant(tree, tree.parent(entry)) !== into);
    const plan = this.#plan(moved, into, ifTaken);
    return this.#place(say('move', whatOf(tree, moved)), plan);
  }

  copy(entries: Entries, folder: EntryId, ifTaken?: IfTaken): boolean {
    const { tree } = this.#rooms;
    if (!this.#rooms.isSettled()) {
      throw new Refused('reading', say('coming-in'));
    }
    const into = folderMeant(tree, folder);
    const copied = entriesMeant(this.#rooms, entries);
    // A copy beside what it is a copy of needs no question.
    const beside = copied.every((entry) => folderMeant(tree, tree.parent(entry)) === into);
    const plan = this.#plan(copied, into, beside ? 'keep-both' : ifTaken);
    return this.#copy(say('copy', whatOf(tree, copied)), plan);
  }

  /** @param gaveWay what gave way to which of them when that was done first */
  bringBack(entries: readonly EntryId[], ifTaken?: IfTaken, gaveWay?: ReadonlyMap<EntryId, EntryId>): boolean {
    const { tree, origins } = this.#rooms;
    const back = entries.filter((entry) => tree.isExcluded(entry) && tree.isIncluded(tree.parent(entry)));
    const placings: Placing[] = [];
    const replaced: GivingWay[] = [];
    const names = new Map<EntryId, NamesGiven>();
    const taken: string[] = [];
    for (const entry of back) {
      const into = tree.parent(entry);
      const given: NamesGiven = names.get(into) ?? new Map();
      names.set(into, given);
      let name = tree.name(entry);
      const other = tree.find(into, name);
      if (other !== NO_ENTRY || given.has(name)) {
        if (!ifTaken) taken.push(name);
        if (!ifTaken || ifTaken === 'skip') continue;
        const isReplaced = ifTaken === 'replace' || (other !== NO_ENTRY && gaveWay?.get(entry) === other);
        if (isReplaced && !given.has(name)) replaced.push({ entry: other, to: entry });
        else name = freeName(tree, into, name, given);
      }
      if (!given.has(name)) given.set(name, 2);
      placings.push({ entry, into, name });
    }
    this.#refuseTaken(taken);
    if (placings.length === 0) return false;
    const moved = placings.filter(({ entry, name }) => tree.name(entry) !== name);
    checkNames(moved.map(({ name }) => name));
    const journal: JournalStep = {
      step: 'bring-back',
      what: originsOf(
        origins,
        placings.map(({ entry }) => entry),
      ),
      moves: movesOf(origins, moved),
      replaced: this.#replaced(replaced, placings),
    };
    const added = placings.map(({ entry }) => entry);
    for (const { entry } of replaced) origins.remember(entry);
    const changes = moved.map((placing) => this.#change(placing));
    const step = { added, changes, journal, ...giveWay(replaced) };
    return doEdit(this.#rooms, say('bring-back', whatOf(tree, added)), step);
  }

  /** Does again what was done to a tree that is lost. */
  replay(step: JournalStep): boolean {
    const { tree, origins } = this.#rooms;
    const found = ({ what, into: folder, ...rest }: Move & { made?: number }): Placing | undefined => {
      const [entry, into] = [origins.find(what), origins.find(folder)];
      if (entry <= ROOT || !tree.isIncluded(entry) || into === NO_ENTRY || tree.isIn(into, entry)) return undefined;
      return { entry, into, ...rest };
    };
    if (step.step === 'move' || step.step === 'copy') {
      const all = eachMove(step.step === 'copy' ? step.copies : step.moves).map(found);
      const placings = all.filter((placing) => placing !== undefined);
      const replaced = step.replaced.flatMap(({ by, ...origin }): GivingWay[] => {
        const entry = origins.find(origin);
        const to = by === undefined ? undefined : all[by]?.entry;
        // What it gave way to may be gone.
        return entry <= ROOT || (by !== undefined && to === undefined) ? [] : [{ entry, ...toOne(to) }];
      });
      const what = whatOf(
        tree,
        placings.map(({ entry }) => entry),
      );
      if (step.step === 'copy') return this.#copy(say('copy', what), { placings, replaced });
      return this.#place(say('move', what), { placings, replaced });
    }
    if (step.step !== 'bring-back') return false;
    const entries = findAll(origins, step.what);
    const gaveWay = (step.replaced ?? []).flatMap(({ by, ...origin }): [EntryId, EntryId][] => {
      const to = by === undefined ? undefined : entries[by];
      return to === undefined ? [] : [[to, origins.find(origin)]];
    });
    const back = entries.filter((entry) => entry > ROOT);
    return this.bringBack(back, 'keep-both', new Map(gaveWay));
  }

  /** Where entries go in a folder. Throws where a name is taken and nobody said what is to be done then. */
  #plan(entries: readonly EntryId[], into: EntryId, ifTaken: IfTaken | undefined): Plan {
    const { tree } = this.#rooms;
    if (tree.kind(into) !== Kind.directory || !tree.isIncluded(into)) {
      throw new Refused('nothing', say('folder-gone'));
    }
    const plan: Plan = { placings: [], replaced: [] };
    const given: NamesGiven = new Map();
    const placed = new Set(entries);
    const taken: string[] = [];
    for (const entry of entries) {
      let name = tree.name(entry);
      if (tree.isIn(into, entry)) {
        throw new Refused('into-itself', say('into-itself', name));
      }
      const other = tree.find(into, name);
      if (other !== NO_ENTRY || given.has(name)) {
        if (!ifTaken) taken.push(name);
        if (!ifTaken || ifTaken === 'skip') continue;
        if (ifTaken === 'replace' && other !== NO_ENTRY && !given.has(name) && !placed.has(other)) {
          plan.replaced.push({ entry: other, to: entry });
        } else name = freeName(tree, into, name, given);
      }
      if (!given.has(name)) given.set(name, 2);
      plan.placings.push({ entry, into, name });
    }
    this.#refuseTaken(taken);
    return plan;
  }

  #refuseTaken(taken: readonly string[]): void {
    if (taken.length === 0) return;
    const [first = ''] = taken;
    const said = taken.length === 1 ? say('is-taken', first) : say('are-taken', taken.length);
    throw new Refused('taken', said, { names: taken.slice(0, NAMES_TOLD), count: taken.length });
  }

  #place(label: Label, { placings, replaced }: Plan): boolean {
    const { origins } = this.#rooms;
    if (placings.length === 0) return false;
    checkNames(placings.map(({ name }) => name));
    const journal: JournalStep = {
      step: 'move',
      moves: movesOf(origins, placings),
      replaced: this.#replaced(replaced, placings),
    };
    for (const { entry } of [...replaced, ...placings]) origins.remember(entry);
    const changes = placings.map((placing) => this.#change(placing));
    return doEdit(this.#rooms, label, { ...giveWay(replaced), ...this.#gone(replaced), changes, journal });
  }

  #copy(label: Label, { placings, replaced }: Plan): boolean {
    const { tree, origins } = this.#rooms;
    if (placings.length === 0) return false;
    checkNames(placings.map(({ name }) => name));
    const { places } = origins;
    const made = placings.map((placing) => placing.made ?? places.newNumber());
    const copies = movesOf(origins, placings, made);
    const journal: JournalStep = { step: 'copy', copies, replaced: this.#replaced(replaced, placings) };
    const gone = this.#gone(replaced);
    for (const { entry } of replaced) {
      origins.remember(entry);
      // A name that is free when a copy comes is found by it.
      tree.exclude(entry, true);
    }
    const added = placings.map(({ entry, into, name }, at) => {
      const copy = this.#copyOf(entry, into, name);
      places.made(copy, made[at] as number);
      return copy;
    });
    const copyOf = new Map(placings.map(({ entry }, at) => [entry, added[at] as EntryId]));
    const toCopies = replaced.map(({ entry, to }): GivingWay => ({ entry, ...toOne(to && copyOf.get(to)) }));
    return doEdit(this.#rooms, label, { ...giveWay(toCopies), ...gone, added, journal });
  }

  /** A copy of all that is in the image of an entry; what is copied is looked at before anything is added. */
  #copyOf(entry: EntryId, into: EntryId, name: string): EntryId {
    const { tree } = this.#rooms;
    const copy = tree.addLike(entry, into, name);
    const waiting = [{ from: entry, to: copy }];
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      if (tree.kind(one.from) !== Kind.directory) continue;
      for (const child of tree.sortedChildren(one.from)) {
        waiting.push({ from: child, to: tree.addLike(child, one.to, tree.name(child)) });
      }
    }
    return copy;
  }

  #change({ entry, into, name }: Placing): TreeChange {
    const { tree } = this.#rooms;
    const before = { parent: tree.parent(entry), name: tree.name(entry) };
    return { change: 'place', entry, before, after: { parent: into, name } };
  }

  /** What gives way, for the journal. */
  #replaced(replaced: readonly GivingWay[], placings: readonly Placing[]): Replaced[] {
    const order = new Map(placings.map(({ entry }, at) => [entry, at]));
    return replaced.map(({ entry, to }) => {
      const by = to === undefined ? undefined : order.get(to);
      return { ...this.#rooms.origins.originOf(entry), ...(by === undefined ? {} : { by }) };
    });
  }

  /** What a person should know of what gives way. */
  #gone(replaced: readonly GivingWay[]) {
    const { tree } = this.#rooms;
    const notices = replaced.map(({ entry }) => ({ code: 'left-out-by-choice' as const, path: tree.path(entry) }));
    return { notices, noticed: replaced.map(({ entry }) => entry) };
  }
}

const toOne = (to: EntryId | undefined) => (to === undefined ? {} : { to });

/** The part of a step that takes out what gives way. */
function giveWay(replaced: readonly GivingWay[]): Pick<Step, 'removed' | 'gaveWay'> {
  const pairs = replaced.flatMap(({ entry, to }): [EntryId, EntryId][] => (to === undefined ? [] : [[entry, to]]));
  return { removed: replaced.map(({ entry }) => entry), gaveWay: new Map(pairs) };
}
