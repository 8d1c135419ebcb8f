import { partName } from '../reader/split-parts';

/**
 * An image's name without its ending, a cue sheet's and a part's as well; undefined where the name is none of an image:
 * what is in it tells for sure.
 */
export function imageStem(name: string): string | undefined {
  const part = partName(name);
  return /^(.+)\.(iso|img|bin|cdr|toast|cue)$/i.exec(part?.whole ?? name)?.[1] ?? part?.whole;
}

/** Whether a file is a cue sheet, by its name. */
export const isCueSheet = (name: string): boolean => /\.cue$/i.test(name);
