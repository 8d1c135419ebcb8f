/** The room that recent discs take on the empty page, known before they are: nothing moves when they come. */

const KEY = 'isodrop.recent';

/** What it was at the last visit: its height in pixels; 0: there will be some, nobody knows how much. */
export function roomOfRecent(): number | undefined {
  try {
    const height = localStorage.getItem(KEY);
    return height === null ? undefined : Number(height);
  } catch {
    // A browser that keeps nothing here.
    return undefined;
  }
}

/** Keeps it for the next visit; undefined: there are none. */
export function keepRoom(height: number | undefined) {
  try {
    if (height === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, String(height));
  } catch {
    // Then it comes as a surprise.
  }
}
