import type { RestWords } from '../words';

export const words: RestWords = {};
