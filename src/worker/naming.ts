/** Names that a person gives: which can be, and which are free. */

import { encodeName } from '../image/names';
import { type EntryId, type ImageTree, NO_ENTRY, nameFault } from '../image/tree';
import { Refused } from './refusal';

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
  throw new Refused('taken', `“${name}” is there already. Choose another name.`);
}

/** Throws where a name can be no entry's: before anything is changed. */
export function checkNames(names: Iterable<string>): void {
  for (const name of names) {
    const fault = nameFault(encodeName(name));
    if (fault) throw new Refused('name', `“${name}” cannot be a name: ${fault}.`);
  }
}

/** Throws where something is not in the image: it may have been left out since somebody saw it. */
export function checkInImage(tree: ImageTree, entry: EntryId): void {
  if (entry >= 0 && entry < tree.length && tree.isIncluded(entry)) return;
  const name = entry >= 0 && entry < tree.length ? `“${tree.name(entry)}”` : 'This';
  throw new Refused('nothing', `${name} is not in the image any more.`);
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'A name has at least one character.';
  if (name === '.' || name === '..')
    return `“${name}” stands for a folder itself, or the one around it. Choose another name.`;
  if (name.includes('/')) return 'A name has no slash: that parts the names of folders.';
  if (name.includes('\0')) return 'A name has no zero character.';
  const bytes = encodeName(name);
  if (bytes.length > MAX_NAME_BYTES) {
    return `This name has ${bytes.length} bytes, and ${MAX_NAME_BYTES} are the most: take away ${bytes.length - MAX_NAME_BYTES}.`;
  }
  const fault = nameFault(bytes);
  return fault && `This cannot be a name: ${fault}.`;
}
