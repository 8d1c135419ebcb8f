/** One case of the matrix: both programs' images of one tree under the same options, and what they differ in. */
import { scene } from '../images/comparison';
import { judge } from '../images/meant-differences';
import { refusalOf } from '../images/refusals';
import type { Tree } from '../images/trees';
import type { Case } from './cases';
import { beginning, type Workshop } from './workshop';

/** How a case came out. */
export interface Outcome {
  /** What no row of the tables explains; nothing: the case holds. */
  unexplained: string[];
  /** The rows that explain something, by their ids. */
  met: string[];
  /** Our image. */
  image: Buffer | undefined;
}

const NOON = Date.UTC(2026, 10, 24, 12) / 1000;

/** Makes both images of a case and holds them against each other; the size that was told beforehand, too. */
export async function compareCase(workshop: Workshop, tree: Tree, one: Case): Promise<Outcome> {
  const words = workshop.words(one);
  const theirs = workshop.theirs(words, one.limit);
  const ours = await workshop.ours(words, theirs.image ? beginning(theirs.image) : NOON);
  if (!ours.image) return { unexplained: [`Isodrop made no image: ${ours.said}`], met: [], image: undefined };
  const { image } = ours;
  const told = await workshop.printedSize(words);
  const wrongSize = told * 2048 === image.length ? [] : [`-print-size told ${told} blocks of ${image.length / 2048}`];
  if (!theirs.image) {
    const refusal = refusalOf(theirs.said, tree.entries);
    if (refusal) return { unexplained: wrongSize, met: [refusal.id], image };
    return { unexplained: [`genisoimage made no image: ${theirs.said}`], met: [], image };
  }
  const { unexplained, met } = judge(scene(image, theirs.image, words, tree.entries), theirs.image);
  return { unexplained: [...wrongSize, ...unexplained], met: [...met].map(({ id }) => id), image };
}
