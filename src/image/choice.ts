/** The options of an image as a person chooses them: plain data, which crosses between threads and can be kept. */
import { DEFAULT_OPTIONS, type ImageOptions } from './options';

/** All options but the disc's name, which is each disc's own. */
export interface ChosenOptions extends Omit<ImageOptions, 'translationTable' | 'volumeName'> {
  translationTable?: { name: string; inJoliet: boolean } | undefined;
}

const { volumeName: _, translationTable: __, ...plain } = DEFAULT_OPTIONS;
/** What the page does unless something else is chosen. */
export const DEFAULT_CHOICE: ChosenOptions = { ...plain, translationTable: undefined, applicationUse: undefined };

/** The preset that has them (`PRESETS`). */
export const DEFAULT_PRESET = 'universal';

/** Stands for the options of an image that was opened. */
export const OPENED_PRESET = 'opened';
