/** Looking into a file: which one, and the way to the one before and the next. The dialog is loaded when somebody looks. */
import { effect, signal } from '@preact/signals-core';
import type { EntryId, Row } from '../worker/session';
import { tellMissing } from './lazy';
import { part, session, sought } from './state';

/** Rows that are asked for at once on the way to another file. */
const STRIDE = 100;

/** The entry that is looked into. */
export const looked = signal<EntryId | undefined>(undefined);
/** The dialog, once it is loaded. */
export const lookDialog = signal<typeof import('./LookDialog')['LookDialog'] | undefined>(undefined);

/** The entry that was looked into first, where others were looked into since. */
let cameFrom: EntryId | undefined;

const generation = part('generation');
effect(() => {
  // In a tree that was made anew entries have other numbers.
  void generation.value;
  looked.value = undefined;
});

/** Opens the dialog. */
export async function lookInto(entry: EntryId) {
  try {
    lookDialog.value ??= (await import('./LookDialog')).LookDialog;
    cameFrom = entry;
    looked.value = entry;
  } catch {
    tellMissing();
  }
}

/** Looks into the next file as the tree shows them, or with −1 the one before. Returns whether there is one. */
export async function lookOnwards(by: 1 | -1): Promise<boolean> {
  const entry = looked.value;
  if (entry === undefined) return false;
  const next = await fileBeside(entry, by).catch(() => undefined);
  // Somebody may have closed the dialog meanwhile, or gone on.
  if (next === undefined || looked.value !== entry) return next !== undefined;
  looked.value = next;
  return true;
}

async function fileBeside(entry: EntryId, by: 1 | -1): Promise<EntryId | undefined> {
  let at = await session().indexOf(entry);
  if (at < 0) return undefined;
  for (;;) {
    const first = by > 0 ? at + 1 : Math.max(0, at - STRIDE);
    const count = by > 0 ? STRIDE : at - first;
    if (count === 0) return undefined;
    const { rows } = await session().rows(first, count);
    const isFile = ({ kind }: Row) => kind === 'file';
    const found = by > 0 ? rows.find(isFile) : rows.findLast(isFile);
    if (found || rows.length === 0) return found?.entry;
    at = by > 0 ? at + rows.length : first;
  }
}

/** Closes the dialog; the tree shows what was looked into last. */
export function endLooking() {
  const entry = looked.value;
  looked.value = undefined;
  if (entry !== undefined && entry !== cameFrom) sought.value = { entry };
}
