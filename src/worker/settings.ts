/** What is kept between visits. */
import { get, set } from 'idb-keyval';

const VOLUME_NAME = 'volume-name';

/** The volume name that was used last. Undefined where nothing is kept, or can be. */
export async function savedVolumeName(): Promise<string | undefined> {
  try {
    const name: unknown = await get(VOLUME_NAME);
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the volume name. Where nothing can be kept (a private window), nothing is. */
export async function saveVolumeName(name: string): Promise<void> {
  await set(VOLUME_NAME, name).catch(() => {});
}
