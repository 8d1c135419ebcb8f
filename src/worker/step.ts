/** What is done at once, and undone at once. */
import type { Boot } from '../image/boot';
import type { ChosenOptions } from '../image/choice';
import type { Notice } from '../image/notices';
import type { EntryId } from '../image/tree';
import type { JournalStep } from './protocol';
import type { Label } from './session';
import type { Room, TreeChange } from './tree-changes';

/** What the disc is made for. */
export interface Made {
  /** The preset that was chosen last, one of Isodrop's or somebody's own. */
  preset: string;
  /** The preset's options. */
  base: ChosenOptions;
  /** What is in force: the preset's options, but for those that were changed since. */
  options: ChosenOptions;
  /** The name that the disc had before a preset gave it another. */
  ownName?: string;
}

/** What the disc is as a whole, besides its tree. */
export interface Disc {
  volumeName: string;
  made: Made;
  /** What an image boots from that was opened, as it was then. */
  openedBoot: Boot | undefined;
}

export interface Step {
  /** A short phrase for what undoing it would take back. */
  label: Label;
  /** Entries that it took out of the image, and those that it brought in. */
  removed: EntryId[];
  added: EntryId[];
  /** Of what it took out, what gave way to something that it put there: that, by what was taken out. */
  gaveWay?: Map<EntryId, EntryId>;
  /** What it changed of entries that stay, in order; undefined where it is no edit. */
  changes?: TreeChange[];
  /** What had a name that it needed when it was done, or taken back, last: it gets that again when the step is turned. */
  rooms?: Room[];
  dissolved?: { before: EntryId; after: EntryId };
  volumeName?: { before: string; after: string };
  made?: { before: Made; after: Made };
  boot?: { before: Boot | undefined; after: Boot | undefined };
  /** What an image boots from that it opened, and what the one before that does. */
  openedBoot?: { before: Boot | undefined; after: Boot | undefined };
  /** What a person should know of it, as long as it is not undone. */
  notices: Notice[];
  /** The entries that the notices are about, one each, where those that came back are not to be told of. */
  noticed?: EntryId[];
  startsOver?: boolean;
  /** A folder that came alone and first: its contents may be the image's root. */
  top?: EntryId;
  /** Which one it is of all that were ever done. */
  order?: number;
  /** What it would take to do it again to a tree that is made anew; a reading needs nothing. */
  journal?: JournalStep;
}

/** The one of two steps that was done last; one under way comes after all. */
export function laterStep(a: Step, b: Step): Step {
  return (a.order ?? Number.POSITIVE_INFINITY) > (b.order ?? Number.POSITIVE_INFINITY) ? a : b;
}
