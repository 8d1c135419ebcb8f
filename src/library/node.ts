/** `import { buildImage } from 'isodrop'` in Node. Its types are those of browser.ts, too. */
import { imageBuilder } from './build';
import { disk } from './disk';
import { encoderModule } from './encoder-module';
import type { BuildImage } from './types';

export type { NoticeCode, Severity } from '../image/notices';
export type * from './types';

/**
 * Lays out an image of entries. Nothing of their contents is read until the image is written. Rejects with a sentence
 * as its message: a `TypeError` where an entry or an option is not what it must be.
 */
export const buildImage: BuildImage = imageBuilder(encoderModule, disk);
