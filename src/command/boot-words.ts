/** From boot entries back to a command: the words that ask for them. */
import { type BootEntry, BootTable, catalogFile, liveEntries, Media, Platform } from '../image/boot';
import type { ImageTree } from '../image/tree';

/** The words, and whether they ask for all that the catalog says. */
export interface BootWords {
  words: string[];
  exact: boolean;
}

/** What a tree boots from, in Isodrop's own words where genisoimage has none. */
export function bootWords(tree: ImageTree): BootWords {
  const entries = liveEntries(tree);
  if (entries.length === 0) return { words: [], exact: true };
  const catalog = catalogFile(tree);
  const words = catalog === undefined ? ['-boot-catalog-hide'] : ['-c', tree.path(catalog)];
  let exact = true;
  for (const [index, entry] of entries.entries()) {
    const { image, media } = entry;
    if (!('entry' in image) || media > Media.hardDisk || (index > 1 && !entry.beginsSection)) {
      exact = false;
      continue;
    }
    if (index > 0) words.push('-eltorito-alt-boot');
    const isEfi = entry.platform === Platform.efi;
    // Another platform begins an entry of its own, too.
    if (
      !isEfi &&
      (index === 0 ? entry.platform !== Platform.bios : entry.platform !== platformBefore(entries, index))
    ) {
      words.push('-eltorito-platform', String(entry.platform));
    }
    words.push(isEfi ? '-e' : '-b', tree.path(image.entry), ...wordsOf(entry));
  }
  return { words, exact };
}

/** The platform that `-b` has without another word. */
function platformBefore(entries: readonly BootEntry[], index: number): number {
  const before = entries.slice(0, index).findLast(({ platform }) => platform !== Platform.efi);
  return before?.platform ?? Platform.bios;
}

function wordsOf({ media, isBootable, loadSegment, sectors, tables, identifier, criteria }: BootEntry): string[] {
  const words: string[] = [];
  if (media === Media.none) words.push('-no-emul-boot');
  if (media === Media.hardDisk) words.push('-hard-disk-boot');
  if (!isBootable) words.push('-no-boot');
  if (loadSegment !== 0) words.push('-boot-load-seg', `0x${loadSegment.toString(16)}`);
  if (media === Media.none && sectors !== undefined) words.push('-boot-load-size', String(sectors));
  if ((tables & BootTable.info) !== 0) words.push('-boot-info-table');
  if ((tables & BootTable.grub2) !== 0) words.push('-grub2-boot-info');
  if (identifier.some((byte) => byte !== 0)) words.push('-eltorito-id', hex(identifier, 28));
  if (criteria.some((byte) => byte !== 0)) words.push('-eltorito-selcrit', hex(criteria, criteria.length));
  return words;
}

const hex = (bytes: Uint8Array, length: number) =>
  Array.from({ length }, (_, at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('');
