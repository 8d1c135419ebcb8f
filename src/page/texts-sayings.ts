/** The texts of what the workers say. */
import { SAYINGS } from '../worker/sayings';
import { localized } from './localized';

/** Every text of it, as English says it. */
export type English = typeof SAYINGS;
export const texts = localized('sayings', SAYINGS);
