/** What edits are under way on the page: signals, read by components. */
import { signal } from '@preact/signals-core';
import type { Command, EntryId, Row } from '../worker/session';

/** What an edit is about, and what it is called in a sentence. */
export interface Targets {
  entries: EntryId[];
  label: string;
}

/** What is asked in a dialog. */
export type Asked =
  | { kind: 'new-folder' | 'new-file'; into: EntryId }
  | { kind: 'edit-text'; entry: EntryId; name: string; text: string }
  | { kind: 'move' | 'copy'; targets: Targets; from: EntryId }
  | { kind: 'weight'; targets: Targets; weight: number }
  | { kind: 'taken'; command: Command; done: string; names: string[]; count: number }
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
