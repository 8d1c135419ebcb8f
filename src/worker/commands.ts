/** What a person does to the tree, as steps that can be undone and done again to a tree made anew. */
import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, NO_ENTRY } from '../image/tree';
import type { History, Step } from './history';
import type { Losses } from './losses';
import type { Origins } from './origins';
import type { Problems } from './problems';
import type { JournalStep } from './protocol';
import type { Command } from './session';
import type { TopFolder } from './top-folder';

const ROOT = 0;
/** What undoing a step would take back that found nothing to be done to. */
const MEANT_FOR_OTHERS = 'Change of something that is not here';

/** What commands touch. */
export interface CommandRooms {
  tree: ImageTree;
  history: History;
  origins: Origins;
  problems: Problems;
  losses: Losses;
  top: TopFolder;
}

/** Each returns whether something was done. */
export class Commands {
  readonly #rooms: CommandRooms;
  /** The step that is done again, and what of it is not there any more. */
  #again: { journal: JournalStep; gone: Notice[]; isDone: boolean } | undefined;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  do(command: Exclude<Command, { do: 'duplicates-once' }>): boolean {
    switch (command.do) {
      case 'volume-name':
        return this.#nameVolume(command.name);
      case 'dissolve':
        return this.#dissolve(command.entry, command.dissolved);
      case 'leave-out':
        return this.leaveOut([command.entry]);
      case 'start-over':
        return this.#startOver();
    }
  }

  #nameVolume(name: string): boolean {
    const before = this.#rooms.history.volumeName;
    if (before === name) return false;
    const journal = { step: 'volume-name', name } as const;
    return this.#do('Rename the disc', { volumeName: { before, after: name }, journal });
  }

  #dissolve(entry: EntryId, dissolved: boolean): boolean {
    const { tree, top } = this.#rooms;
    const [before, after] = [tree.dissolved, dissolved ? entry : NO_ENTRY];
    if (before === after || entry === NO_ENTRY || entry !== top.entry) return false;
    const journal = { step: 'dissolve', path: this.#namesTo(entry), dissolved } as const;
    return this.#do(dissolved ? 'Contents at the top' : 'Folder at the top', { dissolved: { before, after }, journal });
  }

  /** Leaves entries out; those with a problem are said to be unreadable. */
  leaveOut(entries: readonly EntryId[]): boolean {
    const { tree, origins, problems } = this.#rooms;
    const removed = entries.filter((entry) => entry !== ROOT && tree.isIncluded(entry));
    const [first] = removed;
    if (first === undefined) return false;
    const notices = removed.map((entry): Notice => {
      const path = tree.path(entry);
      const reason = problems.reason(entry);
      return reason === undefined ? { code: 'left-out-by-choice', path } : { code: 'unreadable', path, before: reason };
    });
    for (const entry of removed) origins.remember(entry);
    const what = removed.length === 1 ? `“${tree.name(first)}”` : `${removed.length.toLocaleString('en')} items`;
    const journal = { step: 'leave-out', paths: removed.map((entry) => this.#namesTo(entry)) } as const;
    return this.#do(`Leave out ${what}`, { removed, notices, journal });
  }

  #startOver(): boolean {
    const { tree } = this.#rooms;
    const removed = [...tree.children(ROOT)].filter((entry) => !tree.isExcluded(entry));
    const dissolved = { before: tree.dissolved, after: NO_ENTRY };
    return this.#do('Start over', { removed, dissolved, startsOver: true, journal: { step: 'start-over' } });
  }

  /**
   * Does steps again to a tree that was made anew. One that finds nothing to be done to stays in the history all the
   * same, with a notice: what it was meant for may come back.
   */
  replay(steps: readonly JournalStep[]): void {
    for (const journal of steps) {
      this.#again = { journal, gone: [], isDone: false };
      this.#doAgain(journal);
      const { isDone, gone } = this.#again;
      // While something is waited for nobody knows what was meant for it.
      const isWaiting = this.#rooms.losses.isOpen;
      if (!isDone && (isWaiting || gone.length > 0)) this.#do(MEANT_FOR_OTHERS, { journal });
      this.#again = undefined;
    }
  }

  #doAgain(step: JournalStep): void {
    if (step.step === 'volume-name') this.#nameVolume(step.name);
    if (step.step === 'leave-out')
      this.leaveOut(step.paths.map((path) => this.#find(path)).filter((one) => one > ROOT));
    if (step.step === 'dissolve') {
      const folder = this.#find(step.path);
      const isDissolved =
        this.#dissolve(folder, step.dissolved) || (this.#rooms.tree.dissolved === folder) === step.dissolved;
      if (folder !== NO_ENTRY && !isDissolved) this.#noteGone(step.path);
    }
  }

  #do(label: string, step: Partial<Step> & Pick<Step, 'journal'>): true {
    const done: Step = { label, removed: [], added: [], notices: [], ...step };
    if (this.#again) {
      this.#again.isDone = true;
      // As it was told first: a part of it may find nothing this time.
      done.journal = this.#again.journal;
      done.notices = [...done.notices, ...this.#again.gone];
    }
    this.#rooms.history.do(done);
    return true;
  }

  #namesTo(entry: EntryId): string[] {
    const names: string[] = [];
    for (let at = entry; at !== ROOT; at = this.#rooms.tree.parent(at)) names.push(this.#rooms.tree.name(at));
    return names.reverse();
  }

  /** The entry that a step was done to, or `NO_ENTRY`. */
  #find(names: readonly string[]): EntryId {
    const { tree, losses } = this.#rooms;
    let isLost = false;
    let at: EntryId = ROOT;
    for (const name of names) {
      isLost ||= losses.isLost(at);
      if (at !== NO_ENTRY) at = tree.find(at, name);
    }
    if (at === NO_ENTRY && !isLost) this.#noteGone(names);
    return at;
  }

  #noteGone(names: readonly string[]): void {
    this.#again?.gone.push({ code: 'nothing-to-change', path: names.join('/') });
  }
}
