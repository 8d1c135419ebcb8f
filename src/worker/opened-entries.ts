/** What an opened image itself has of an entry: it is opened again for that, and stays open. Loaded when somebody asks. */
import type { EntryId } from '../image/tree';
import { aboutEntry, type EntryAbout } from '../opened/entry-about';
import { DiscImage } from '../reader/disc-image';
import { blobSource } from '../sources/blob-source';
import type { Origins } from './origins';
import type { Source } from './sources';
import type { Stores } from './stores';

/** What it touches. */
export interface OpenedEntryRooms {
  stores: Stores;
  origins: Origins;
}

/** By what was opened, as long as that is known. */
const images = new WeakMap<NonNullable<Source['archived']>, Promise<DiscImage>>();

/** Undefined where an entry comes from no image, or its image cannot be read any more. */
export async function recordedOf(
  { stores, origins }: OpenedEntryRooms,
  entry: EntryId,
): Promise<EntryAbout | undefined> {
  const archived = origins.sourceOf(entry)?.archived;
  const reopen = archived?.about?.reopen;
  if (!archived || !reopen || !stores.has(archived.store)) return undefined;
  let image = images.get(archived);
  if (!image) {
    image = DiscImage.open(blobSource(stores.file(archived.store)), reopen);
    images.set(archived, image);
  }
  try {
    return await aboutEntry(await image, origins.pathOnDisk(entry));
  } catch {
    images.delete(archived);
    return undefined;
  }
}
