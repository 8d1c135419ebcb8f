/** What a person does to the tree, as steps that can be undone and done again to a tree made anew. */
import { NO_ENTRY, ROOT } from '../image/tree';
import { Booting } from './booting';
import { Choosing } from './choosing';
import type { CommandRooms } from './command-rooms';
import { LeavingOut } from './leaving-out';
import { Making } from './making';
import { Marking } from './marking';
import { Moving } from './moving';
import { settingsAfterAll } from './opened-settings';
import type { JournalStep } from './protocol';
import { replay } from './replaying';
import { say } from './saying';
import type { Command, Label } from './session';
import { Settling } from './settling';
import type { Step } from './step';

/** Each returns whether something was done; what cannot be done throws `Refused`. */
export class Commands {
  readonly #rooms: CommandRooms;
  readonly #moving: Moving;
  readonly #making: Making;
  readonly #marking: Marking;
  readonly #booting: Booting;
  readonly #choosing: Choosing;
  readonly leavingOut: LeavingOut;
  readonly settling: Settling;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
    this.#moving = new Moving(rooms);
    this.#making = new Making(rooms);
    this.#marking = new Marking(rooms);
    this.#booting = new Booting(rooms);
    this.#choosing = new Choosing(rooms);
    this.leavingOut = new LeavingOut(rooms);
    this.settling = new Settling(rooms);
  }

  do(command: Exclude<Command, { do: 'leave-out-matching' }>): boolean {
    switch (command.do) {
      case 'volume-name':
        return this.#nameVolume(command.name);
      case 'options':
        return this.#choosing.choose(command);
      case 'dissolve':
        return this.#dissolve(command.entry, command.dissolved);
      case 'rename':
        return this.#moving.rename(command.entry, command.name);
      case 'move':
        return this.#moving.move(command.entries, command.into, command.ifTaken);
      case 'copy':
        return this.#moving.copy(command.entries, command.into, command.ifTaken);
      case 'new-folder':
        return this.#making.newFolder(command.into, command.name);
      case 'new-file':
        return this.#making.newFile(command.into, command.name, command.text);
      case 'edit-text':
        return this.#making.editText(command.entry, command.text);
      case 'replace-file':
        return this.#making.replaceFile(command.entry, command.file);
      case 'leave-out':
        return this.leavingOut.leaveOut(command.entries);
      case 'bring-back':
        return this.#moving.bringBack(command.entries, command.ifTaken);
      case 'hide':
        return this.#marking.hide(command.entries, command.from, command.hidden);
      case 'executable':
        return this.#marking.executable(command.entries, command.executable);
      case 'weight':
        return this.#marking.weigh(command.entries, command.weight);
      case 'boot':
        return this.#booting.boot(command.entry, command.platform);
      case 'no-boot':
        return this.#booting.noBoot(command.index);
      case 'boot-table':
        return this.#booting.tell(command.index, command.told);
      case 'start-over':
        return this.#startOver();
    }
  }

  /** Does steps again to a tree that was made anew. */
  replay(steps: readonly JournalStep[]): void {
    replay(this.#rooms, steps, (step) => {
      if (step.step === 'volume-name') this.#nameVolume(step.name);
      else if (step.step === 'options') this.#choosing.replay(step);
      else if (step.step === 'dissolve') this.#dissolve(this.#rooms.origins.find(step.what), step.dissolved);
      else {
        const rooms = [this.#moving, this.#making, this.#marking, this.#booting, this.leavingOut, this.settling];
        for (const room of rooms) room.replay(step);
      }
    });
  }

  #nameVolume(name: string): boolean {
    const before = this.#rooms.history.volumeName;
    if (before === name) return false;
    return this.#do(say('name-disc'), { volumeName: { before, after: name }, journal: { step: 'volume-name', name } });
  }

  #dissolve(entry: number, dissolved: boolean): boolean {
    const { tree, top, origins } = this.#rooms;
    const [before, after] = [tree.dissolved, dissolved ? entry : NO_ENTRY];
    if (before === after || entry === NO_ENTRY || entry !== top.entry) return false;
    const journal = { step: 'dissolve', what: origins.originOf(entry), dissolved } as const;
    return this.#do(say(dissolved ? 'contents-at-top' : 'folder-at-top'), { dissolved: { before, after }, journal });
  }

  #startOver(): boolean {
    const { tree } = this.#rooms;
    const removed = [...tree.children(ROOT)].filter((entry) => !tree.isExcluded(entry));
    const dissolved = { before: tree.dissolved, after: NO_ENTRY };
    const step = { removed, dissolved, ...settingsAfterAll(this.#rooms), startsOver: true };
    return this.#do(say('start-over'), { ...step, journal: { step: 'start-over' } });
  }

  #do(label: Label, step: Partial<Step> & Pick<Step, 'journal'>): true {
    this.#rooms.history.do({ label, removed: [], added: [], notices: [], ...step });
    return true;
  }
}
