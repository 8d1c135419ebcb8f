/** Deutsch: alles außer dem, was als Erstes zu sehen ist. */
import type { RestWords } from '../words';
import { cloud, needs } from './cloud';
import { edits } from './edits';
import { later } from './later';
import { notices } from './notices';
import { options } from './options';
import { presets } from './presets';
import { sayings } from './sayings';
import { worlds } from './worlds';

export const words: RestWords = { later, edits, worlds, options, cloud, needs, notices, presets, sayings };
