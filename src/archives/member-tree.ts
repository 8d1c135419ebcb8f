/** What an archive holds as a tree: where members go, which of them count, and what cannot be taken as it is. */

import { type Attributes, Kind, nameFault } from '../image/tree';
import { ArchiveError } from './archive-error';
import {
  type ArchiveNotice,
  latin1,
  type Member,
  type MemberBytes,
  type MemberSink,
  shown,
  textIfUtf8,
  utf8,
} from './member';
import { folder, listed, type Node, type Thing } from './member-node';

/** An entry of an archive's tree. */
export interface ArchiveEntry {
  /** The folder that it lies in, by its place in the list; -1: the top. */
  parent: number;
  name: Uint8Array;
  kind: Kind;
  attributes: Attributes;
  /** Of a symbolic link. */
  target?: Uint8Array;
  /** Of a file that is not empty. */
  bytes?: MemberBytes;
  /** A file with the content of an earlier one in the list: both are names of one file. */
  sameAs?: number;
}

/** Folders stand before what is in them, names in canonical order. */
export interface ArchiveTree {
  /** Of the top itself, where the archive tells. */
  root?: Attributes;
  entries: ArchiveEntry[];
  notices: ArchiveNotice[];
}

/** Longer paths are nobody's (Linux's PATH_MAX), nor deeper ones: an archive of a few bytes may have any. */
const MOST_PATH_BYTES = 4096;
const MOST_LEVELS = 256;
/** What memory holds: folders that nothing but paths names, and all that there is in one archive. */
const MOST = { implied: 1_000_000, members: 4_000_000 };
const SLASH = 0x2f;
const MOST_TARGET_BYTES = 4096;
const MOST_OWNER = 2 ** 32 - 1;
/** Whom Linux gives what belongs to a number that has no room. */
const NOBODY = 65534;

/** The names of another encoding, as UTF-8; undefined: they are not in it. */
export type NameDecoding = (bytes: Uint8Array) => string | undefined;

export class MemberTree implements MemberSink {
  readonly #top: Node = { name: new Uint8Array(0), thing: folder({ modifyTime: Number.NaN }), inside: new Map() };
  readonly #notices: ArchiveNotice[] = [];
  readonly #archive: string;
  readonly #decode: NameDecoding | undefined;
  readonly #most: typeof MOST;
  #hasRoot = false;
  #implied = 0;
  #members = 0;

  /**
   * @param archive as sentences name it
   * @param decode names that are not UTF-8; by default each byte is a character of Latin-1
   */
  constructor(archive: string, decode?: NameDecoding, most = MOST) {
    this.#archive = archive;
    this.#decode = decode;
    this.#most = most;
  }

  notice(notice: ArchiveNotice): void {
    this.#count();
    this.#notices.push(notice);
  }

  bytesOf(path: Uint8Array): MemberBytes | undefined {
    return this.#found(path)?.thing.bytes;
  }

  /** Puts a member where it goes, or says why not. Throws an `ArchiveError` where there are too many. */
  member(member: Member): void {
    this.#count();
    const path = shown(member.path);
    const names = this.#names(member.path, path);
    if (!names) return;
    this.#settleOwner(member.attributes, path);
    if (member.path[0] === SLASH) this.#say({ code: 'archive-absolute', path });
    const name = names.pop();
    if (name === undefined) {
      if (member.kind !== Kind.directory) return;
      this.#top.thing.attributes = member.attributes;
      this.#hasRoot = true;
      return;
    }
    const around = this.#folder(names);
    if (typeof around === 'string') {
      this.#say({ code: 'archive-through', path, before: around });
      return;
    }
    const thing = member.kind === 'hard-link' ? this.#linked(member, path) : this.#thing(member, member.kind, path);
    if (thing) this.#put(around, name, thing, path);
  }

  /** All of it. */
  finish(): ArchiveTree {
    const root = this.#hasRoot ? { root: this.#top.thing.attributes } : {};
    return { ...root, entries: listed(this.#top), notices: this.#notices };
  }

  /** The names on the way; undefined, with a notice, where one of them cannot be. */
  #names(path: Uint8Array, text: string): Uint8Array[] | undefined {
    if (path.length > MOST_PATH_BYTES) return this.#leaveOut('archive-name', shortened(text), 'its path is too long');
    const names: Uint8Array[] = [];
    let isGuessed = false;
    for (let start = 0; start <= path.length; ) {
      const found = path.indexOf(SLASH, start);
      const end = found === -1 ? path.length : found;
      const part = path.slice(start, end);
      start = end + 1;
      const name = latin1(part);
      if (name === '' || name === '.') continue;
      if (name === '..') return this.#leaveOut('archive-outside', text);
      const known = this.#known(part);
      isGuessed ||= known === undefined;
      const bytes = known ?? utf8(name);
      const fault = nameFault(bytes);
      if (fault) return this.#leaveOut('archive-name', text, fault);
      if (names.push(bytes) > MOST_LEVELS)
        return this.#leaveOut('archive-name', shortened(text), 'it lies in too many folders');
    }
    if (isGuessed) this.#say({ code: 'archive-encoding', path: text, before: 'Latin-1' });
    return names;
  }

  /** Bytes as UTF-8; undefined where nothing tells what they are. */
  #known(bytes: Uint8Array): Uint8Array | undefined {
    if (textIfUtf8(bytes) !== undefined) return bytes;
    const decoded = this.#decode?.(bytes);
    return decoded === undefined ? undefined : utf8(decoded);
  }

  #leaveOut(code: ArchiveNotice['code'], path: string, before?: string): undefined {
    this.#say(before === undefined ? { code, path } : { code, path, before });
  }

  #say(notice: ArchiveNotice): void {
    this.#notices.push(notice);
  }

  #count(): void {
    if (++this.#members > this.#most.members) throw this.#tooMany(this.#most.members, 'files and folders');
  }

  #tooMany(most: number, what: string): ArchiveError {
    return new ArchiveError(
      `“${this.#archive}” has more than ${most.toLocaleString('en')} ${what} in it, which is more than Isodrop opens. Unpack it, and take the folder.`,
    );
  }

  /** Images have 32 bits for an owner. What is negative stands for a large number, as -2 does for 4294967294. */
  #settleOwner(attributes: Attributes, path: string): void {
    let beyond: number | undefined;
    for (const key of ['user', 'group'] as const) {
      const number = attributes[key];
      if (number === undefined) continue;
      const isKnown = number >= -(2 ** 31) && number <= MOST_OWNER;
      attributes[key] = isKnown ? number >>> 0 : NOBODY;
      if (!isKnown) beyond = number;
    }
    if (beyond !== undefined) this.#say({ code: 'archive-owner', path, before: String(beyond) });
  }

  /** A folder, made where it is missing; what stands in the way, for people, if something does. */
  #folder(names: readonly Uint8Array[]): Node | string {
    let at = this.#top;
    for (const name of names) {
      const inside = at.inside as Map<string, Node>;
      const key = latin1(name);
      let node = inside.get(key);
      if (!node) {
        if (++this.#implied > this.#most.implied)
          throw this.#tooMany(this.#most.implied, 'folders that only paths name');
        node = { name, thing: folder({ modifyTime: Number.NaN }), inside: new Map() };
        inside.set(key, node);
      }
      if (!node.inside) return shown(name);
      at = node;
    }
    return at;
  }

  #thing(member: Member, kind: Kind, path: string): Thing | undefined {
    const { attributes, target, bytes } = member;
    if (kind === Kind.directory) return folder(attributes);
    if (kind !== Kind.symbolicLink) return { kind, attributes, names: 0, ...(bytes ? { bytes } : {}) };
    if (!target || target.length === 0) return this.#leaveOut('archive-link', path, 'nothing');
    if (target.length > MOST_TARGET_BYTES || target.includes(0))
      return this.#leaveOut('archive-link', path, shown(target));
    const known = this.#known(target);
    if (!known) this.#say({ code: 'archive-target', path, before: latin1(target) });
    return { kind, attributes, target: known ?? utf8(latin1(target)), names: 0 };
  }

  /** What a hard link is another name of. */
  #linked(member: Member, path: string): Thing | undefined {
    const { target = new Uint8Array(0), bytes, attributes } = member;
    const found = this.#found(target);
    if (!found || found.inside) return this.#leaveOut('archive-link', path, shown(target));
    // With data of its own it is the whole file (pax -o linkdata).
    if (bytes && found.thing.kind === Kind.file) Object.assign(found.thing, { bytes, attributes });
    return found.thing;
  }

  #found(path: Uint8Array): Node | undefined {
    const notices = this.#notices.length;
    const names = this.#names(path, shown(path));
    // What is wrong with it is said of the link that leads there.
    this.#notices.length = notices;
    let at: Node | undefined = names && this.#top;
    for (const name of names ?? []) at = at?.inside?.get(latin1(name));
    return at;
  }

  /** The last of one name counts. */
  #put(around: Node, name: Uint8Array, thing: Thing, path: string): void {
    const inside = around.inside as Map<string, Node>;
    const key = latin1(name);
    const there = inside.get(key);
    const isFolder = thing.kind === Kind.directory;
    if (there?.inside) {
      if (isFolder) there.thing = thing;
      else if (there.inside.size > 0) this.#say({ code: 'archive-through', path, before: shown(name) });
      else this.#replace(inside, key, { name, thing }, path);
    } else if (there) {
      this.#replace(inside, key, isFolder ? { name, thing, inside: new Map() } : { name, thing }, path);
    } else {
      inside.set(key, isFolder ? { name, thing, inside: new Map() } : { name, thing });
      thing.names++;
    }
  }

  #replace(inside: Map<string, Node>, key: string, node: Node, path: string): void {
    const before = inside.get(key);
    if (before?.thing === node.thing) return;
    if (before) before.thing.names--;
    node.thing.names++;
    inside.set(key, node);
    this.#say({ code: 'archive-twice', path });
  }
}

/** Of a text that is too long to be shown. */
const shortened = (text: string): string => `${text.slice(0, 200)}…`;
