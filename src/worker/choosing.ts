/** What a person chooses for the image: options and presets, as steps. */
import { DEFAULT_CHOICE, OPENED_PRESET } from '../image/choice';
import { choiceKey } from '../image/chosen-options';
import { DEFAULT_OPTIONS } from '../image/options';
import { presetOf } from '../image/presets';
import type { CommandRooms } from './command-rooms';
import type { JournalStep } from './protocol';
import { rebasedMade } from './rebased';
import { say } from './saying';
import type { Label, OptionsCommand } from './session';
import type { Made } from './step';

export class Choosing {
  readonly #rooms: Pick<CommandRooms, 'history'>;

  constructor(rooms: Pick<CommandRooms, 'history'>) {
    this.#rooms = rooms;
  }

  /** Sets options in one step, with the name that the disc has by its preset. */
  choose(command: OptionsCommand): boolean {
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
    this.replay({
      step: 'options',
      label: stepLabel(command, before.preset),
      before: { made: before, name },
      after: { made: after, name: nameAfter },
    });
    return true;
  }

  /**
   * Does a step, also again to a session that was made anew: what was before is the step's own, since such a session may
   * have begun with what was chosen last. Where an image was still being read then, it is what the image sets.
   */
  replay(step: OptionsStep): void {
    const { history } = this.#rooms;
    const { label, before, after } = step;
    const isEarly = history.made.preset === OPENED_PRESET && before.made.preset !== OPENED_PRESET;
    const made = { before: before.made, after: after.made };
    history.do({
      label,
      removed: [],
      added: [],
      notices: [],
      made: isEarly ? rebasedMade(made, history.made) : made,
      ...(before.name === after.name
        ? {}
        : { volumeName: { before: isEarly ? history.volumeName : before.name, after: after.name } }),
      journal: step,
    });
  }
}

type OptionsStep = Extract<JournalStep, { step: 'options' }>;

/** What undoing a step that sets options would take back. */
function stepLabel({ preset, title }: OptionsCommand, before: string): Label {
  if (preset === undefined || preset === before) return title ?? say('options');
  const own = presetOf(preset);
  if (own) return say('made-for', own.title, preset);
  return title === undefined ? say('made-for-else') : say('made-for', title);
}
