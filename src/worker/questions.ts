/** Passes on to the tree worker what the page asks of the tree. */
import type { PageWorkers } from './page-workers';
import type { Questions } from './session';

const PASSED_ON = {
  rows: true,
  scrolled: true,
  expand: true,
  expandSiblings: true,
  setView: true,
  select: true,
  indexOf: true,
  find: true,
  reveal: true,
  entry: true,
  cells: true,
  notices: true,
  onDisc: true,
  namesIn: true,
  readers: true,
  entriesOf: true,
  findingEntries: true,
  discPicture: true,
  discPieces: true,
  imageAbout: true,
  recorded: true,
  room: true,
  selected: true,
  foldersIn: true,
  childOf: true,
  leftOut: true,
  matching: true,
  programs: true,
  log: true,
  ownPresets: true,
  changeOwnPreset: true,
} satisfies Record<keyof Questions, true>;

type Question = (...about: unknown[]) => Promise<unknown>;

/** A method for each question: it asks the tree the same. */
export function questionsTo(ask: PageWorkers['ask']): Questions {
  const passedOn = (Object.keys(PASSED_ON) as (keyof Questions)[]).map((name): [string, Question] => [
    name,
    (...about) => ask((tree) => (tree[name] as Question)(...about)),
  ]);
  return Object.fromEntries(passedOn) as unknown as Questions;
}
