/** A second name for a file, to keep both. */

/**
 * The name with “ (2)” before its extension, or the first higher number that is free.
 * @param isTaken whether the folder has that name already
 */
export function keepBothName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number++) {
    const candidate = `${stem} (${number})${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}
