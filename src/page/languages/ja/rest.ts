/** 日本語：最初の表示以外のすべての文言。 */
import type { RestWords } from '../words';
import { about } from './about';
import { cloud, needs } from './cloud';
import { disc } from './disc';
import { edits } from './edits';
import { extract } from './extract';
import { images } from './images';
import { later } from './later';
import { look } from './look';
import { notices } from './notices';
import { options } from './options';
import { presets } from './presets';
import { saving } from './saving';
import { sayings } from './sayings';
import { volume } from './volume';
import { worlds } from './worlds';

export const words: RestWords = {
  about,
  later,
  look,
  disc,
  edits,
  extract,
  images,
  worlds,
  options,
  cloud,
  needs,
  notices,
  presets,
  saving,
  sayings,
  volume,
};
