/** Names that a person gives: which can be, and which are free. */

import { encodeName } from '../image/names';
import { type EntryId, type ImageTree, NO_ENTRY, nameFault } from '../image/tree';
import { Refused } from './refusal';
import { type Saying, say } from './saying';

/** The most bytes that a file of any of today's systems can have in its name. */
export const MAX_NAME_BYTES = 255;

/**
 * Throws where a name cannot be given in a folder.
 * @param entry what is to have it, should that be there already
 */
export function checkFreeName(tree: ImageTree, folder: EntryId, name: string, entry: EntryId = NO_ENTRY): void {
  const fault = faultOf(name);
  if (fault) throw new Refused('name', fault);
  const taken = tree.find(folder, name);
  if (taken === NO_ENTRY || taken === entry) return;
  throw new Refused('taken', say('choose-another', name));
}

/** Throws where a name can be no entry's: before anything is changed. */
export function checkNames(names: Iterable<string>): void {
  for (const name of names) {
    const fault = nameFault(encodeName(name));
    if (fault) throw new Refused('name', say('name-fault-of', name, fault));
  }
}

/** Throws where something is not in the image: it may have been left out since somebody saw it. */
export function checkInImage(tree: ImageTree, entry: EntryId): void {
  if (entry >= 0 && entry < tree.length && tree.isIncluded(entry)) return;
  const isKnown = entry >= 0 && entry < tree.length;
  throw new Refused('nothing', isKnown ? say('gone', tree.name(entry)) : say('gone'));
}

function faultOf(name: string): Saying | undefined {
  if (name === '') return say('name-empty');
  if (name === '.' || name === '..') return say('name-dots', name);
  if (name.includes('/')) return say('name-slash');
  if (name.includes('\0')) return say('name-zero');
  const bytes = encodeName(name);
  if (bytes.length > MAX_NAME_BYTES) return say('name-long', bytes.length, MAX_NAME_BYTES);
  const fault = nameFault(bytes);
  return fault === undefined ? undefined : say('name-fault', fault);
}
