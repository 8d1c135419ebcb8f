/** The image that lies in files: one, the parts of one, or a cue sheet and what it names. */
import { isCueSheet } from '../opened/image-names';
import type { ByteSource } from '../reader/byte-source';
import { DiscImage, type OpenOptions } from '../reader/disc-image';
import { ImageError } from '../reader/image-error';
import { openCue, openParts } from '../reader/image-files';
import { partName } from '../reader/split-parts';

/**
 * Opens it.
 * @param files the sheet, or the first part, is the first
 * @param name what it is called by: that of the first
 * @param bytesOf how bytes of a file are read
 * @throws {ImageError} where there is none, or a part is missing
 */
export async function openImageFiles(
  files: readonly File[],
  name: string,
  bytesOf: (file: File) => ByteSource,
  options: Pick<OpenOptions, 'session'> = {},
): Promise<DiscImage> {
  const [first] = files;
  if (isCueSheet(name) && first) {
    const beside = (wanted: string) => {
      const found = files.find((file) => file.name.toLowerCase() === wanted.toLowerCase());
      if (!found) throw new ImageError(`It names “${wanted}”, which was not added with it: all of them are needed.`);
      return bytesOf(found);
    };
    return openCue(bytesOf(first), async (wanted) => beside(wanted), options);
  }
  const sources = files.map((file) => ({ name: file.name, source: bytesOf(file) }));
  return partName(name) ? openParts(sources, options) : DiscImage.open(bytesOf(first as File), options);
}
