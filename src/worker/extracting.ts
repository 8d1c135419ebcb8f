/** Extracts what the tree worker sends. Loaded when somebody asks. */
import { extractToArchive } from './extract-archive';
import { extractToFolder } from './extract-folder';
import type { OutgoingTree } from './outgoing-tree';
import type { Extracted, ExtractHost, ExtractTo } from './works';

export function extract(
  outgoing: OutgoingTree,
  to: ExtractTo,
  session: string,
  host: ExtractHost,
  signal: AbortSignal,
): Promise<Extracted> {
  if (to.kind === 'folder') return extractToFolder(outgoing, to, host, signal);
  return extractToArchive(outgoing, to, session, host.told, signal);
}
