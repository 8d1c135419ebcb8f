/** What steps change of entries that stay: done, and taken back, to the letter. */
import { type EntryId, type ImageTree, type Mark, NO_ENTRY } from '../image/tree';
import { pathIn } from './clashes';
import { freeName } from './keep-both';
import type { Origins } from './origins';
import { namesBeside } from './top-folder';

/** A folder, and the name that something has in it. */
export interface Place {
  parent: EntryId;
  name: string;
}

/** Something that got another name since something else needed its own. */
export interface Room {
  entry: EntryId;
  parent: EntryId;
  before: string;
  after: string;
}

/** A content by its number, and its time. */
export interface Body {
  content: number;
  modifyTime: number;
}

export type TreeChange = { entry: EntryId } & (
  | { change: 'place'; before: Place; after: Place }
  | { change: 'content'; before: Body; after: Body }
  | { change: 'mark'; mark: Mark; before: boolean; after: boolean }
  | { change: 'weight' | 'mode'; before: number; after: number }
);

export class TreeChanges {
  readonly #tree: ImageTree;
  readonly #origins: Origins;
  #rooms: Room[] = [];
  #isForAMoment = false;

  constructor(tree: ImageTree, origins: Origins) {
    this.#tree = tree;
    this.#origins = origins;
  }

  /** Takes an entry out of the image. */
  exclude(entry: EntryId): void {
    this.#tree.exclude(entry, true);
  }

  /** Brings an entry into the image. */
  include(entry: EntryId): void {
    if (!this.#tree.isExcluded(entry)) return;
    this.#makeRoom(entry, this.#tree.parent(entry), this.#tree.name(entry));
    this.#tree.exclude(entry, false);
  }

  /**
   * Makes a folder's contents count as the root's, or those of none: what had come beside it under names of theirs gets
   * others.
   */
  dissolve(entry: EntryId): void {
    const tree = this.#tree;
    if (tree.dissolved !== NO_ENTRY) tree.setDissolved(tree.dissolved, false);
    if (entry === NO_ENTRY) return;
    const met = tree.isExcluded(entry) ? [] : [...namesBeside(tree, entry)];
    tree.setDissolved(entry, true);
    for (const { beside } of met) this.#giveOtherName(beside);
  }

  /** Does something that is turned at once: what gets another name for it does not stand for its own place from then on. */
  forAMoment(work: () => void): void {
    this.#isForAMoment = true;
    try {
      work();
    } finally {
      this.#isForAMoment = false;
    }
  }

  /** What got another name since this was asked for last. */
  takeRooms(): Room[] {
    const rooms = this.#rooms;
    this.#rooms = [];
    return rooms;
  }

  /** Gives names back that are free again. Returns those that are not. */
  giveBack(rooms: readonly Room[]): Room[] {
    return rooms
      .toReversed()
      .filter((room) => !this.#givesBack(room))
      .reverse();
  }

  /** What got another name for a moment has it for good. */
  keep({ entry, before }: Room): void {
    const name = this.#tree.name(entry);
    this.#tree.rename(entry, before);
    this.#origins.remember(entry);
    this.#tree.rename(entry, name);
  }

  apply(change: TreeChange): void {
    // It may have been given another name since it was told of.
    if (change.change === 'place') {
      change.before = { parent: this.#tree.parent(change.entry), name: this.#tree.name(change.entry) };
    }
    this.#set(change, 'after');
  }

  revert(change: TreeChange): void {
    this.#set(change, 'before');
  }

  #set(change: TreeChange, side: 'before' | 'after'): void {
    const tree = this.#tree;
    const { entry } = change;
    switch (change.change) {
      case 'place':
        this.#place(entry, change[side]);
        break;
      case 'content': {
        const { content: then, modifyTime } = change[side];
        const content = this.#origins.contentNow(entry, then);
        tree.assignContent(entry, content);
        // What is on disk may have been read again meanwhile.
        tree.setAttributes(entry, { modifyTime: this.#origins.timeOnDisk(entry, content) ?? modifyTime });
        break;
      }
      case 'mark':
        tree.setMark(entry, change.mark, change[side]);
        break;
      case 'weight':
        tree.setWeight(entry, change[side]);
        break;
      case 'mode':
        tree.setAttributes(entry, { ...tree.attributes(entry), mode: change[side] });
    }
  }

  #place(entry: EntryId, { parent, name }: Place): void {
    const tree = this.#tree;
    if (!tree.isExcluded(entry)) this.#makeRoom(entry, parent, name);
    if (tree.parent(entry) !== parent) tree.move(entry, parent);
    if (tree.name(entry) !== name) tree.rename(entry, name);
  }

  /**
   * Where a name is taken by something that came while files were read, that gets another one: both stay. It may lie in
   * the dissolved folder, and this beside it, or the other way round.
   */
  #makeRoom(entry: EntryId, parent: EntryId, name: string): void {
    const other = this.#tree.find(parent, name);
    // In a folder that is out of the image itself, names may meet: what replaced something there comes with the folder.
    if (other === NO_ENTRY || other === entry || !this.#tree.isIncluded(parent)) return;
    this.#giveOtherName(other);
  }

  #giveOtherName(other: EntryId): void {
    const [parent, name] = [this.#tree.parent(other), this.#tree.name(other)];
    if (!this.#isForAMoment) this.#origins.remember(other);
    const numbered = this.#origins.numbered.get(other);
    // A number is not numbered once more: the next one that is free is what the next visit gives.
    const own = numbered?.name === name ? numbered.place.name : name;
    const room = { entry: other, parent, before: name, after: freeName(this.#tree, parent, own) };
    this.#rooms.push(room);
    this.#rename(room, room.before, room.after);
  }

  #givesBack(room: Room): boolean {
    const { entry, parent, before, after } = room;
    const tree = this.#tree;
    const isThere = tree.parent(entry) === parent && tree.name(entry) === after;
    if (!isThere || tree.find(parent, before) !== NO_ENTRY) return false;
    this.#rename(room, after, before);
    return true;
  }

  #rename({ entry, parent }: Room, before: string, after: string): void {
    this.#tree.rename(entry, after);
    const numbered = this.#origins.numbered.get(entry);
    if (numbered?.name !== before || numbered.place.parent !== parent) return;
    numbered.name = after;
    numbered.notice.path = pathIn(this.#tree, parent, after);
  }
}
