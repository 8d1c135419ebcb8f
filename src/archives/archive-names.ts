/** Which files are archives, by their names: what is in them tells for sure. */

/** The endings that name an archive which is opened. */
export const ARCHIVE_ENDINGS = [
  '.tar',
  '.tar.gz',
  '.tgz',
  '.tar.zst',
  '.tzst',
  '.tar.xz',
  '.txz',
  '.tar.bz2',
  '.tbz2',
  '.zip',
  '.7z',
] as const;

/** An archive's name without its ending; undefined where the name is none of an archive. */
export function archiveStem(name: string): string | undefined {
  const small = name.toLowerCase();
  const ending = ARCHIVE_ENDINGS.find((one) => small.endsWith(one) && small.length > one.length);
  return ending === undefined ? undefined : name.slice(0, -ending.length);
}
