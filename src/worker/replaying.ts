/** Steps done again to a tree that was made anew: what they were meant for may not be there, or not yet. */
import type { Notice } from '../image/notices';
import { type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { History } from './history';
import type { Losses } from './losses';
import { eachMove, eachOrigin } from './origin-lists';
import type { Origins } from './origins';
import type { JournalStep, Origin, OriginList } from './protocol';
import { say } from './saying';
import type { Sources } from './sources';

/** What doing again touches. */
export interface ReplayRooms {
  tree: ImageTree;
  history: History;
  origins: Origins;
  sources: Sources;
  losses: Losses;
}

/**
 * Does steps again. Each stays in the history and in the journal as it was told first: of what it finds nothing to be
 * done to there is a notice, and it may be there the next time.
 * @param doAgain does one; it may do nothing
 */
export function replay(rooms: ReplayRooms, steps: readonly JournalStep[], doAgain: (step: JournalStep) => void): void {
  for (const journal of steps) {
    const notices = goneOf(rooms, journal);
    const isDone = rooms.history.doAs(journal, notices, () => doAgain(journal));
    if (!isDone) rooms.history.do({ label: say('no-effect'), removed: [], added: [], notices, journal });
  }
}

/** What is to be known of a step: what it was done to and is not there any more, and what is not there to do it with. Of what is waited for nobody knows yet. */
function goneOf(rooms: ReplayRooms, step: JournalStep): Notice[] {
  if (step.step === 'boot') return bootFilesGone(rooms, step);
  const { tree, origins, sources, losses } = rooms;
  const isGone = ({ what, into }: Subject) =>
    origins.find(what) === NO_ENTRY || (into !== undefined && origins.find(into) === NO_ENTRY);
  const gone = subjectsOf(step).flatMap((subject): Notice[] => {
    const { what } = subject;
    // What was made and is gone had no place to be made in: that is told of its making.
    if (!isGone(subject) || losses.isWaitedFor(what) || ('made' in what && what.path.length === 0)) return [];
    return [{ code: 'nothing-to-change', path: pathOf(sources, what) }];
  });
  if (step.step !== 'content-gone' || gone.length > 0) return gone;
  const entry = origins.find(step.what);
  // What a person made has no path, and what is lost nothing to be told of yet.
  if (entry === NO_ENTRY) return [];
  const path = pathOf(sources, step.what) || tree.name(entry);
  return [{ code: 'replacement-gone', path, before: step.name }];
}

/** Each step tells all that the disc boots from then: what is gone of that is told once. */
function bootFilesGone(rooms: ReplayRooms, { entries }: Extract<JournalStep, { step: 'boot' }>): Notice[] {
  const { tree, history, origins, sources, losses } = rooms;
  const isThere = (file: Origin) => {
    const found = origins.find(file);
    return found !== NO_ENTRY && tree.kind(found) === Kind.file;
  };
  const gone = entries.flatMap(({ file }) => (!file || isThere(file) || losses.isWaitedFor(file) ? [] : [file]));
  const told = history.notices.filter(({ code }) => code === 'boot-gone').map(({ path }) => path);
  const paths = new Set(gone.map((file) => pathOf(sources, file)));
  return [...paths].filter((path) => !told.includes(path)).map((path) => ({ code: 'boot-gone', path }));
}

/** A path for a person: with the name of the source's folder. */
function pathOf(sources: Sources, what: Origin): string {
  const name = 'source' in what ? sources.find(what.source)?.info.name : undefined;
  return [...(name === undefined ? [] : [name]), ...what.path].join('/');
}

interface Subject {
  what: Origin;
  into?: Origin;
}

/** What a step is done to, and where it puts it. */
function subjectsOf(step: JournalStep): Subject[] {
  if (step.step === 'move' || step.step === 'settle') return eachMove(step.moves);
  if ('copies' in step) return eachMove(step.copies);
  if ('into' in step) return [{ what: step.into }];
  if (!('what' in step)) return [];
  const list: OriginList = 'path' in step.what ? [step.what] : step.what;
  return eachOrigin(list).map((what) => ({ what }));
}
