/** Where many entries come from, for the journal: those of one folder are told together, by their names there. */
import type { EntryId } from '../image/tree';
import type { Origins } from './origins';
import type { Move, MoveList, Origin, OriginList, OriginsIn } from './protocol';

/** An entry, and the folder and name that it gets. */
interface Placing {
  entry: EntryId;
  into: EntryId;
  name: string;
}

/** Where entries come from, in their order. */
export function originsOf(origins: Origins, entries: readonly EntryId[]): OriginList {
  return Array.from(runs(origins, entries), ({ what }) => what);
}

/** The entries of a list, in its order; `NO_ENTRY` for each that is not there. */
export function findAll(origins: Origins, list: OriginList): EntryId[] {
  return list.flatMap((one) => (isMany(one) ? origins.findIn(one) : origins.find(one)));
}

/** A list with each entry told by itself. */
export function eachOrigin(list: OriginList): Origin[] {
  return list.flatMap((one) => {
    if (!isMany(one)) return one;
    const { inside, ...folder } = one;
    return inside.split('/').map((name): Origin => ({ ...folder, path: [...folder.path, name] }));
  });
}

/**
 * Where entries go, in their order.
 * @param made numbers of copies, one for each
 */
export function movesOf(origins: Origins, placings: readonly Placing[]): MoveList;
export function movesOf(
  origins: Origins,
  placings: readonly Placing[],
  made: readonly number[],
): (MoveList[number] & { made: number })[];
export function movesOf(origins: Origins, placings: readonly Placing[], made?: readonly number[]): MoveList {
  const entries = placings.map(({ entry }) => entry);
  const goesOn = (at: number) =>
    placings[at]?.into === placings[at - 1]?.into && (!made || made[at] === (made[at - 1] as number) + 1);
  return Array.from(runs(origins, entries, goesOn), ({ what, first, end }) => {
    const number = made ? { made: made[first] as number } : {};
    const { into, name } = placings[first] as Placing;
    const place = { into: origins.originOf(into), ...number };
    if (!isMany(what)) return { what, ...place, name };
    const names = placings.slice(first, end).map((one) => one.name);
    const given = names.join('/');
    return { what, ...place, ...(given === what.inside ? {} : { names: given }) };
  });
}

/** A list of moves, or of copies, with each told by itself. */
export function eachMove(list: MoveList): (Move & { made?: number })[] {
  return list.flatMap((one) => {
    if (!('inside' in one.what)) return one as Move;
    const {
      what,
      into,
      names = what.inside,
      made,
    } = one as { names?: string; made?: number } & typeof one & {
        what: OriginsIn;
      };
    const given = names.split('/');
    return eachOrigin([what]).map((origin, at) => ({
      what: origin,
      into,
      name: given[at] as string,
      ...(made === undefined ? {} : { made: made + at }),
    }));
  });
}

const isMany = (one: Origin | OriginsIn): one is OriginsIn => 'inside' in one;

/**
 * Runs of entries that were found in one folder.
 * @param goesOn whether an entry, by its number, can be in one run with that before it
 */
function* runs(
  origins: Origins,
  entries: readonly EntryId[],
  goesOn: (at: number) => boolean = () => true,
): Generator<{ first: number; end: number; what: Origin | OriginsIn }> {
  for (let first = 0, end = 0; first < entries.length; first = end) {
    const entry = entries[first] as EntryId;
    for (end = first + 1; end < entries.length && goesOn(end); end++) {
      if (!origins.areNeighbours(entry, entries[end] as EntryId)) break;
    }
    const origin = origins.originOf(entry);
    if (end === first + 1) {
      yield { first, end, what: origin };
      continue;
    }
    const inside = entries.slice(first, end).map((one) => origins.nameOnDisk(one));
    yield { first, end, what: { ...origin, path: origin.path.slice(0, -1), inside: inside.join('/') } };
  }
}
