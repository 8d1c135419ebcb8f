/** An archive of which no tree can be made. The message is a sentence that names the archive, and the entry if it is one. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
