/** What is set of entries: in which worlds they are seen, whether they are programs, where they lie on the disc. */
import { type EntryId, Kind, Mark, ROOT } from '../image/tree';
import { type CommandRooms, doEdit, entriesMeant, whatOf } from './command-rooms';
import { findAll, originsOf } from './origin-lists';
import type { JournalStep } from './protocol';
import { say } from './saying';
import type { Entries, Label } from './session';
import type { TreeChange } from './tree-changes';

const EXECUTABLE = 0o555;
const READABLE = 0o444;
/** What a weight can be: a 32-bit number that is not the one of what has none. */
const WEIGHT_LIMIT = 0x7fffffff;

const MARKS = { joliet: Mark.notInJoliet, iso: Mark.notInIso } as const;

export class Marking {
  readonly #rooms: CommandRooms;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  hide(entries: Entries, from: 'joliet' | 'iso', hidden: boolean): boolean {
    const { tree } = this.#rooms;
    const mark = MARKS[from];
    const found = entriesMeant(this.#rooms, entries);
    return this.#mark(say(hidden ? 'hide' : 'show', whatOf(tree, found), from), found, mark, hidden);
  }

  executable(entries: Entries, executable: boolean): boolean {
    const found = entriesMeant(this.#rooms, entries);
    const what = whatOf(this.#rooms.tree, found);
    const label = say(executable ? 'executable' : 'not-executable', what);
    return this.#number('mode', label, found, executable ? EXECUTABLE : READABLE);
  }

  weigh(entries: Entries, weight: number): boolean {
    const value = Math.max(-WEIGHT_LIMIT, Math.min(WEIGHT_LIMIT, Math.round(weight)));
    if (Number.isNaN(value)) return false;
    const found = entriesMeant(this.#rooms, entries);
    return this.#number('weight', say('place', whatOf(this.#rooms.tree, found)), found, value);
  }

  /** Does again what was done to a tree that is lost. */
  replay(step: JournalStep): boolean {
    const { tree, origins } = this.#rooms;
    if (step.step !== 'mark' && step.step !== 'weight' && step.step !== 'mode') return false;
    const found = findAll(origins, step.what).filter((entry) => entry > ROOT);
    const label = say('change', whatOf(tree, found));
    if (step.step === 'mark') return this.#mark(label, found, step.mark, step.on);
    return this.#number(step.step, label, found, step.value);
  }

  #mark(label: Label, entries: readonly EntryId[], mark: Mark, on: boolean): boolean {
    const { tree } = this.#rooms;
    const changes = entries
      .filter((entry) => tree.hasMark(entry, mark) !== on)
      .map((entry): TreeChange => ({ change: 'mark', entry, mark, before: !on, after: on }));
    if (changes.length === 0) return false;
    return doEdit(this.#rooms, label, {
      changes,
      journal: { step: 'mark', what: originsOf(this.#rooms.origins, entries), mark, on },
    });
  }

  /** Sets a number of files, and of those in folders. */
  #number(change: 'mode' | 'weight', label: Label, entries: readonly EntryId[], value: number): boolean {
    const { tree } = this.#rooms;
    const numberOf = (entry: EntryId) =>
      change === 'mode' ? (tree.attributes(entry).mode ?? READABLE) : tree.weight(entry);
    const changes: TreeChange[] = [];
    const waiting = [...entries];
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      if (tree.kind(entry) === Kind.directory) tree.collectChildren(entry, waiting);
      else if (numberOf(entry) !== value) changes.push({ change, entry, before: numberOf(entry), after: value });
    }
    if (changes.length === 0) return false;
    return doEdit(this.#rooms, label, {
      changes,
      journal: { step: change, what: originsOf(this.#rooms.origins, entries), value },
    });
  }
}
