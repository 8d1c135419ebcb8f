/** `import { buildImage } from 'isodrop'` in a browser, and wherever else there is no disk. */
import { imageBuilder } from './build';
import { encoderModule } from './encoder-module';
import type { BuildImage } from './types';

/** As in node.ts. */
export const buildImage: BuildImage = imageBuilder(encoderModule);
