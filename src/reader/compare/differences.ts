/** What two sides do not have alike, entry by entry. */
import { firstDifference } from '../check/contents-comparing';
import { ImageError } from '../image-error';
import type { Compared, ComparedSide } from './compared';
import { ContentsPairs, type PairsOptions, pairToCompare } from './contents-pairs';

export type DifferenceKind =
  /** Only in the first. */
  | 'removed'
  /** Only in the second. */
  | 'added'
  /** Other contents, or another kind of thing. */
  | 'changed'
  /** Other attributes alone. */
  | 'attributes'
  /** Contents that cannot be read, on one side or the other. */
  | 'unreadable';

/** What is otherwise: numbers and texts as they are, the first side's and the second's. */
export interface DifferenceDetail {
  what: 'kind' | 'size' | 'target' | 'device' | 'mode' | 'time' | 'user' | 'group' | 'hidden' | 'reason';
  from: string | number;
  to: string | number;
}

export interface Difference {
  path: string;
  what: DifferenceKind;
  details: DifferenceDetail[];
}

export interface ComparingOptions extends PairsOptions {
  /** Modes, times and marks are not compared. */
  contentsOnly?: boolean;
  owners?: boolean;
  /** Why something that is no `ImageError` failed, in words. */
  reasonOf: (error: unknown) => string;
}

/** All paths of both sides, in order. */
export function allPaths(left: ComparedSide, right: ComparedSide): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].sort();
}

/** What is otherwise, path by path. Fails with what neither is an `ImageError` nor has a reason. */
export async function* differences(
  left: ComparedSide,
  right: ComparedSide,
  options: ComparingOptions,
): AsyncGenerator<Difference> {
  const pairs = new ContentsPairs(options);
  for (const path of allPaths(left, right)) {
    const found = await differenceAt(path, left.get(path), right.get(path), pairs, options);
    if (found) yield found;
  }
}

const NONE = new Uint8Array(0);

async function differenceAt(
  path: string,
  left: Compared | undefined,
  right: Compared | undefined,
  pairs: ContentsPairs,
  { contentsOnly = false, owners = false, reasonOf }: ComparingOptions,
): Promise<Difference | undefined> {
  if (!left) return { path, what: 'added', details: [] };
  if (!right) return { path, what: 'removed', details: [] };
  const changed = (what: DifferenceDetail['what'], from: string | number, to: string | number): Difference => {
    return { path, what: 'changed', details: [{ what, from, to }] };
  };
  if (left.kind !== right.kind) return changed('kind', left.kind, right.kind);
  if (left.byteLength !== right.byteLength) return changed('size', left.byteLength, right.byteLength);
  if (left.kind === 'link' && firstDifference(left.targetBytes ?? NONE, right.targetBytes ?? NONE) >= 0) {
    return changed('target', left.target ?? '', right.target ?? '');
  }
  if (left.device && right.device) {
    const [from, to] = [left.device, right.device].map(({ major, minor }) => `${major}, ${minor}`) as [string, string];
    if (from !== to) return changed('device', from, to);
  }
  const pair = pairToCompare(left, right);
  if (pair) {
    try {
      if (!(await pairs.areSame(path, ...pair))) return { path, what: 'changed', details: [] };
    } catch (error) {
      const reason = error instanceof ImageError ? error.message : reasonOf(error);
      return { path, what: 'unreadable', details: [{ what: 'reason', from: reason, to: reason }] };
    }
  }
  const details = contentsOnly ? [] : attributes(left, right, owners);
  return details.length > 0 ? { path, what: 'attributes', details } : undefined;
}

/** What is otherwise of the attributes that both sides know. */
function attributes(left: Compared, right: Compared, withOwners: boolean): DifferenceDetail[] {
  const details: DifferenceDetail[] = [];
  const add = (what: DifferenceDetail['what'], from: number | undefined, to: number | undefined) => {
    if (from !== undefined && to !== undefined && from !== to) details.push({ what, from, to });
  };
  add('mode', left.mode, right.mode);
  add('time', left.modified, right.modified);
  if (left.isHidden !== undefined && right.isHidden !== undefined) {
    add('hidden', Number(left.isHidden), Number(right.isHidden));
  }
  if (withOwners) {
    add('user', left.user, right.user);
    add('group', left.group, right.group);
  }
  return details;
}
