/** What an archive holds as a tree: where members go, which of them count, and what cannot be taken as it is. */

import { compareNames } from '../image/names';
import { type Attributes, Kind, nameFault } from '../image/tree';
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

/** What names stand for: hard links are several names of one. */
interface Thing {
  kind: Kind;
  attributes: Attributes;
  target?: Uint8Array;
  bytes?: MemberBytes;
  names: number;
}

interface Node {
  name: Uint8Array;
  thing: Thing;
  /** Of a folder, by name. */
  inside?: Map<string, Node>;
}

/** Longer paths are nobody's. */
const MOST_PATH_BYTES = 2 ** 16;
const SLASH = 0x2f;
const MOST_TARGET_BYTES = 4096;

/** The names of another encoding, as UTF-8; undefined: they are not in it. */
export type NameDecoding = (bytes: Uint8Array) => string | undefined;

export class MemberTree implements MemberSink {
  readonly #top: Node = { name: new Uint8Array(0), thing: folder({ modifyTime: Number.NaN }), inside: new Map() };
  readonly #notices: ArchiveNotice[] = [];
  readonly #decode: NameDecoding | undefined;
  #hasRoot = false;

  /** @param decode names that are not UTF-8; by default each byte is a character of Latin-1 */
  constructor(decode?: NameDecoding) {
    this.#decode = decode;
  }

  notice(notice: ArchiveNotice): void {
    this.#notices.push(notice);
  }

  /** Puts a member where it goes, or says why not. */
  member(member: Member): void {
    const path = shown(member.path);
    const names = this.#names(member.path, path);
    if (!names) return;
    if (member.path[0] === SLASH) this.notice({ code: 'archive-absolute', path });
    const name = names.pop();
    if (name === undefined) {
      if (member.kind !== Kind.directory) return;
      this.#top.thing.attributes = member.attributes;
      this.#hasRoot = true;
      return;
    }
    const around = this.#folder(names);
    if (typeof around === 'string') {
      this.notice({ code: 'archive-through', path, before: around });
      return;
    }
    const thing = member.kind === 'hard-link' ? this.#linked(member, path) : this.#thing(member, member.kind, path);
    if (thing) this.#put(around, name, thing, path);
  }

  /** All of it. */
  finish(): ArchiveTree {
    const entries: ArchiveEntry[] = [];
    const first = new Map<Thing, number>();
    const waiting: { node: Node; parent: number }[] = [{ node: this.#top, parent: -1 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const inside = [...(next.node.inside?.values() ?? [])].sort((a, b) => compareNames(a.name, b.name));
      const folders: { node: Node; parent: number }[] = [];
      for (const node of inside) {
        const { kind, attributes, target, bytes, names } = node.thing;
        const index = entries.length;
        const entry: ArchiveEntry = { parent: next.parent, name: node.name, kind, attributes };
        if (names > 1) entry.attributes = { ...attributes, linkCount: names };
        if (kind === Kind.symbolicLink && target) entry.target = target;
        const same = first.get(node.thing);
        if (kind === Kind.file && same !== undefined) entry.sameAs = same;
        else if (kind === Kind.file && bytes && bytes.byteLength > 0) entry.bytes = bytes;
        if (names > 1 && same === undefined) first.set(node.thing, index);
        entries.push(entry);
        if (node.inside) folders.push({ node, parent: index });
      }
      waiting.push(...folders.reverse());
    }
    const root = this.#hasRoot ? { root: this.#top.thing.attributes } : {};
    return { ...root, entries, notices: this.#notices };
  }

  /** The names on the way; undefined, with a notice, where one of them cannot be. */
  #names(path: Uint8Array, text: string): Uint8Array[] | undefined {
    if (path.length > MOST_PATH_BYTES)
      return this.#leaveOut('archive-name', text.slice(0, 200), 'its path is too long');
    const names: Uint8Array[] = [];
    let isDecoded = false;
    for (let start = 0; start <= path.length; ) {
      const found = path.indexOf(SLASH, start);
      const end = found === -1 ? path.length : found;
      const part = path.slice(start, end);
      start = end + 1;
      const name = latin1(part);
      if (name === '' || name === '.') continue;
      if (name === '..') return this.#leaveOut('archive-outside', text);
      const isText = textIfUtf8(part) !== undefined;
      isDecoded ||= !isText;
      const bytes = isText ? part : utf8(this.#decode?.(part) ?? latin1(part));
      const fault = nameFault(bytes);
      if (fault) return this.#leaveOut('archive-name', text, fault);
      names.push(bytes);
    }
    if (isDecoded && !this.#decode) this.notice({ code: 'archive-encoding', path: text });
    return names;
  }

  #leaveOut(code: ArchiveNotice['code'], path: string, before?: string): undefined {
    this.notice(before === undefined ? { code, path } : { code, path, before });
  }

  /** A folder, made where it is missing; what stands in the way, for people, if something does. */
  #folder(names: readonly Uint8Array[]): Node | string {
    let at = this.#top;
    for (const name of names) {
      const inside = at.inside as Map<string, Node>;
      const key = latin1(name);
      let node = inside.get(key);
      if (!node) {
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
    const text = textIfUtf8(target) === undefined ? utf8(this.#decode?.(target) ?? latin1(target)) : target;
    return { kind, attributes, target: text, names: 0 };
  }

  /** What a hard link is another name of. */
  #linked(member: Member, path: string): Thing | undefined {
    const { target = new Uint8Array(0), bytes, attributes } = member;
    const notices = this.#notices.length;
    const names = this.#names(target, shown(target));
    // What is wrong with the target is said of the link.
    this.#notices.length = notices;
    const name = names?.pop();
    const found = names && name ? this.#find(names)?.inside?.get(latin1(name)) : undefined;
    if (!found || found.inside) return this.#leaveOut('archive-link', path, shown(target));
    // With data of its own it is the whole file (pax -o linkdata).
    if (bytes && found.thing.kind === Kind.file) Object.assign(found.thing, { bytes, attributes });
    return found.thing;
  }

  #find(names: readonly Uint8Array[]): Node | undefined {
    let at: Node | undefined = this.#top;
    for (const name of names) at = at?.inside?.get(latin1(name));
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
      else if (there.inside.size > 0) this.notice({ code: 'archive-through', path, before: shown(name) });
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
    this.notice({ code: 'archive-twice', path });
  }
}

function folder(attributes: Attributes): Thing {
  return { kind: Kind.directory, attributes, names: 0 };
}
