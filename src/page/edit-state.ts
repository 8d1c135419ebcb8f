/** What edits are under way on the page: signals, read by components. */
import { effect, signal } from '@preact/signals-core';
import type { Command, EntryId, ExtractAnswer, ExtractQuestion, Row } from '../worker/session';
import { dropFolder, part, sought } from './state';

/** What an edit is about, and what it is called in a sentence. */
export interface Targets {
  entries: EntryId[];
  label: string;
}

/** What is asked in a dialog. */
export type Asked =
  | { kind: 'new-folder' | 'new-file'; into: EntryId }
  | { kind: 'edit-text'; entry: EntryId; name: string; text: string }
  /** `from`: the one folder in which all of it is. */
  | { kind: 'move' | 'copy'; targets: Targets; from: EntryId | undefined }
  | { kind: 'weight'; targets: Targets; weight: number }
  | { kind: 'taken'; command: Command; done: string; names: string[]; count: number }
  /** Without targets: everything. `name`: of what is made of it, without an ending. */
  | { kind: 'extract'; targets: Targets | undefined; name: string }
  | { kind: 'extract-question'; question: ExtractQuestion; answer: (given: ExtractAnswer) => void }
  | { kind: 'pattern' | 'left-out' };

export const asked = signal<Asked | undefined>(undefined);
/** The row whose name is being typed. */
export const renaming = signal<EntryId | undefined>(undefined);
/** What was cut or copied. */
export const clipboard = signal<{ how: 'move' | 'copy'; targets: Targets } | undefined>(undefined);
/** A menu: of a row, or of all contents; where it was asked for, and what gets the focus after it. */
export const menu = signal<{ row: Row | undefined; x: number; y: number; opener: HTMLElement | undefined } | undefined>(
  undefined,
);

const generation = part('generation');
/** What was meant for entries of a tree that was made anew since would be done to others. */
effect(() => {
  if (generation.value === undefined) return;
  // A pattern is meant for names.
  if (asked.peek()?.kind !== 'pattern') asked.value = undefined;
  renaming.value = undefined;
  clipboard.value = undefined;
  menu.value = undefined;
  sought.value = undefined;
  dropFolder.value = undefined;
});
