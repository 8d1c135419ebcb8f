/** What a person does to the tree, as steps that can be undone and done again to a tree made anew. */
import { DEFAULT_CHOICE } from '../image/choice';
import { choiceKey } from '../image/chosen-options';
import type { Notice } from '../image/notices';
import { DEFAULT_OPTIONS } from '../image/options';
import { presetOf } from '../image/presets';
import { type EntryId, type ImageTree, NO_ENTRY } from '../image/tree';
import type { History, Made, Step } from './history';
import type { Origins } from './origins';
import type { Problems } from './problems';
import type { JournalStep } from './protocol';
import type { Command, OptionsCommand } from './session';
import type { TopFolder } from './top-folder';

const ROOT = 0;

/** What commands touch. */
export interface CommandRooms {
  tree: ImageTree;
  history: History;
  origins: Origins;
  problems: Problems;
  top: TopFolder;
}

/** Each returns whether something was done. */
export class Commands {
  readonly #rooms: CommandRooms;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  do(command: Command): boolean {
    switch (command.do) {
      case 'volume-name':
        return this.#nameVolume(command.name);
      case 'options':
        return this.#makeFor(command);
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

  /** Sets options in one step, with the name that the disc has by its preset. */
  #makeFor(command: OptionsCommand): boolean {
    const { history } = this.#rooms;
    const [before, name] = [history.made, history.volumeName];
    const preset = command.preset ?? before.preset;
    const base = command.preset === undefined ? before.base : (presetOf(preset)?.options ?? command.presetOptions);
    const after: Made = {
      preset,
      base: base ?? DEFAULT_CHOICE,
      options: { ...before.options, ...command.options },
    };
    const [fixedBefore, fixed] = [before.preset, preset].map((id) => presetOf(id)?.volumeName?.name);
    // A preset's name for the disc goes with it, and brings back the one before.
    const own = fixedBefore === undefined ? name : before.ownName;
    const isFreed = fixed === undefined && fixedBefore === name;
    const nameAfter = command.volumeName ?? fixed ?? (isFreed ? (own ?? DEFAULT_OPTIONS.volumeName) : name);
    if (fixed !== undefined && own !== undefined) after.ownName = own;
    if (choiceKey(before) === choiceKey(after) && name === nameAfter) return false;
    return this.#do(stepLabel(command, before.preset), {
      made: { before, after },
      ...(name === nameAfter ? {} : { volumeName: { before: name, after: nameAfter } }),
      journal: {
        step: 'options',
        command: { ...command, preset, presetOptions: after.base, options: after.options, volumeName: nameAfter },
      },
    });
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

  /** Does steps again to a tree that was made anew. */
  replay(steps: readonly JournalStep[]): void {
    for (const step of steps) {
      if (step.step === 'volume-name') this.#nameVolume(step.name);
      if (step.step === 'options') this.#makeFor(step.command);
      if (step.step === 'leave-out')
        this.leaveOut(step.paths.map((path) => this.#find(path)).filter((one) => one > ROOT));
      if (step.step === 'dissolve') this.#dissolve(this.#find(step.path), step.dissolved);
    }
  }

  #do(label: string, step: Partial<Step> & Pick<Step, 'journal'>): true {
    this.#rooms.history.do({ label, removed: [], added: [], notices: [], ...step });
    return true;
  }

  #namesTo(entry: EntryId): string[] {
    const names: string[] = [];
    for (let at = entry; at !== ROOT; at = this.#rooms.tree.parent(at)) names.push(this.#rooms.tree.name(at));
    return names.reverse();
  }

  #find(names: readonly string[]): EntryId {
    return names.reduce<EntryId>((at, name) => (at === NO_ENTRY ? at : this.#rooms.tree.find(at, name)), ROOT);
  }
}

/** What undoing a step that sets options would take back. */
function stepLabel({ preset, title }: OptionsCommand, before: string): string {
  if (preset === undefined || preset === before) return title ?? 'Options';
  return `Made for ${presetOf(preset)?.title ?? title ?? 'something else'}`;
}
