/** What an image has that no other is given of it, counted for one sentence of each kind. */
import type { DiscImage } from '../reader/disc-image';
import type { Entry, UnreadDetail } from '../reader/entry';

/** The version that every file has which nobody gave another (ECMA-119 7.5.1). */
const FIRST_VERSION = 1;

type Kind = UnreadDetail | 'version' | 'associated';

const SENTENCES: Readonly<Record<Kind, (entries: string) => string>> = {
  aaip: (entries) => `${entries} with extended attributes or access lists (AAIP): they come without.`,
  apple: (entries) => `${entries} with a type and creator of the Macintosh (Apple’s extensions): they come without.`,
  'cd-xa': (entries) => `${entries} with attributes of CD-ROM XA: they come without.`,
  'attribute-record': (entries) => `${entries} with an extended attribute record (ECMA-119 9.5): they come without.`,
  version: (entries) => `${entries} of a version other than 1: all files get version 1.`,
  associated: (entries) =>
    `${entries} associated with others of the same name, such as resource forks: their names end with “.rsrc”, here and in an image that is made of them.`,
};

export class Unkept {
  readonly #counts = new Map<Kind, number>();

  /** @param isPlain whether identifiers have versions that count */
  add({ unread = [], identifier, kind, isAssociated }: Entry, isPlain: boolean): void {
    for (const one of unread) this.#count(one);
    if (isAssociated) this.#count('associated');
    if (!isPlain || kind !== 'file') return;
    const [, version] = /;(\d+)$/.exec(identifier) ?? [];
    if (version !== undefined && Number(version) !== FIRST_VERSION) this.#count('version');
  }

  /** A sentence for each kind that there is. */
  sentences(image: DiscImage): string[] {
    const told = [...this.#counts].map(([kind, count]) => {
      const entries = count === 1 ? 'There is one entry' : `There are ${count.toLocaleString('en')} entries`;
      return SENTENCES[kind](entries);
    });
    const { created, modified, expires, effective } = image.primary;
    const dates = [created, modified, expires, effective].filter(({ isNone }) => !isNone);
    if (dates.some(({ digits }) => !digits.endsWith('00')))
      told.push('The volume’s dates have hundredths of a second: they come in whole seconds.');
    return told;
  }

  #count(kind: Kind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }
}
