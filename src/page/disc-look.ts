/** The disc as it is now, for what looks at its files: through the session, which has the tree. */
import type { EntryId } from '../worker/session';
import type { DiscLook } from './disc-needs';
import { thrownText } from './said';
import { session, summary } from './state';

const ROOT = 0;

/** The file or folder at a path of the image; undefined where there is none. */
export async function entryAt(path: string): Promise<EntryId | undefined> {
  const { topFolder } = summary.value;
  // What lies in a folder whose contents are at the top has no path by that folder.
  const tops = topFolder?.dissolved ? [topFolder.entry, ROOT] : [ROOT];
  for (const top of tops) {
    let entry: EntryId | undefined = top;
    for (const name of path.split('/')) {
      if (entry === undefined) break;
      entry = await session().childOf(entry, name);
    }
    if (entry !== undefined && (await session().entry(entry))) return entry;
  }
  return undefined;
}

/** A file's text; what it says instead where it cannot be shown as one. Undefined where there is no such file. */
export async function textAt(path: string): Promise<{ text: string } | { reason: string } | undefined> {
  const entry = await entryAt(path);
  if (entry === undefined || (await session().entry(entry))?.kind !== 'file') return undefined;
  return session()
    .text(entry)
    .then(
      ({ text }) => ({ text }),
      (reason) => ({ reason: thrownText(reason) }),
    );
}

/** How the disc is looked at by what it needs. */
export function discLook(): DiscLook {
  const { joliet, rockRidge } = summary.value;
  return {
    joliet,
    rockRidge,
    file: async (path) => {
      const found = await textAt(path);
      return found && { text: 'text' in found ? found.text : undefined };
    },
  };
}
