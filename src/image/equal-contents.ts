/**
 * Which contents have the same bytes, found by reading as little as that takes: only what has the length of another
 * is read at all, and of what is long its two ends first. Who asks this reads and digests; here it is only decided.
 */
import { BLOCK_BYTES } from '../../wasm/abi';
import { catalogFile } from './boot';
import { tabledImages } from './boot-info';
import { Column } from './columns';
import { type ImageTree, Kind } from './tree';

/** Bytes at each end of a content that are looked at first. */
export const END_BYTES = 64 * 1024;

/** What of a content is digested: its first and its last `END_BYTES`, or all of it. */
export type DigestedPart = 'ends' | 'whole';

/** What equal contents come to. */
export interface SharedContents {
  /** For each content of the tree, the one that stands for it (see `buildManifest`): the first of its equals. */
  sameContent: Uint32Array;
  /** Contents in the image for which another stands, in order. */
  spared: number[];
  /** Bytes of the image that they would take: whole blocks. */
  savedBytes: number;
}

/** What was learned of a tree's contents. It stays true while contents are added, moved or given other bytes. */
export class EqualContents {
  readonly #tree: ImageTree;
  /** Digests of either kind, as numbers from 1: a number is four bytes, a digest a string. */
  readonly #digests = new Map<string, number>();
  #count = 0;
  readonly #known: Record<DigestedPart, Column<Uint32Array>> = {
    ends: new Column((length) => new Uint32Array(length)),
    whole: new Column((length) => new Uint32Array(length)),
  };
  /** Which bytes a content had when it was read. */
  readonly #version = new Column((length) => new Uint32Array(length));

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  /**
   * Contents that have to be digested next; none when everything is known.
   * @param contents those that are in the image
   */
  toRead(contents: Uint32Array): { part: DigestedPart; contents: number[] } {
    const { contentBytes } = this.#tree.columns();
    const bytes = (content: number) => contentBytes[content] as number;
    const alike = several(
      contents.filter((content) => bytes(content) > 0),
      bytes,
    );
    const isLong = (content: number) => bytes(content) > 2 * END_BYTES;
    const long = alike.filter(isLong);
    const ends = long.filter((content) => this.#number('ends', content) === 0);
    if (ends.length > 0) return { part: 'ends', contents: ends };
    const longAlike = several(long, (content) => this.#number('ends', content));
    const wholes = [...alike.filter((content) => !isLong(content)), ...longAlike];
    return { part: 'whole', contents: wholes.filter((content) => this.#number('whole', content) === 0) };
  }

  /**
   * Takes a digest that was asked for.
   * @param version of the content (`ImageTree.contentVersion`) when it was asked for
   * @param digest of a cryptographic hash, so that the same digest means the same bytes; undefined: the bytes could not
   *   be read, and are taken to be no other content's
   */
  learn(part: DigestedPart, content: number, version: number, digest: string | undefined): void {
    if (this.#version.get(content) !== version) {
      for (const known of Object.values(this.#known)) known.set(content, 0);
      this.#version.set(content, version);
    }
    // With the length, since ends alone do not tell it.
    const key = digest && `${this.#tree.contentAt(content).byteLength} ${digest}`;
    const number = (key && this.#digests.get(key)) || ++this.#count;
    if (key) this.#digests.set(key, number);
    this.#known[part].set(content, number);
  }

  /**
   * What the contents of an image share, by what is known: when nothing is left to be read, everything.
   * @param contents those that are in the image, in order
   */
  share(contents: Uint32Array): SharedContents {
    const sameContent = Uint32Array.from({ length: this.#tree.contentCount }, (_, content) => content);
    const first = new Map<number, number>();
    const spared: number[] = [];
    let savedBytes = 0;
    for (const content of contents) {
      const number = this.#number('whole', content);
      if (number === 0) continue;
      const kept = first.get(number);
      if (kept === undefined) {
        first.set(number, content);
        continue;
      }
      sameContent[content] = kept;
      spared.push(content);
      savedBytes += Math.ceil(this.#tree.contentAt(content).byteLength / BLOCK_BYTES) * BLOCK_BYTES;
    }
    return { sameContent, spared, savedBytes };
  }

  /** The number of a content's digest, 0 where it has none. */
  #number(part: DigestedPart, content: number): number {
    return this.#version.get(content) === this.#tree.contentVersion(content) ? this.#known[part].get(content) : 0;
  }
}

/** The contents of files that are in the image as they are, by their numbers. */
export function includedContents(tree: ImageTree): Uint32Array {
  const { kind, content } = tree.columns();
  const isIncluded = new Uint8Array(tree.contentCount);
  const folders = [0];
  const children: number[] = [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    children.length = 0;
    tree.collectChildren(folder, children);
    for (const child of children) {
      if (kind[child] === Kind.directory) folders.push(child);
      else if (kind[child] === Kind.file) isIncluded[content[child] as number] = 1;
    }
  }
  // The encoder makes the boot catalog: nobody can read it from anywhere.
  const catalog = catalogFile(tree);
  if (catalog !== undefined) isIncluded[content[catalog] as number] = 0;
  // A boot image with a table is not in the image as it is.
  for (const { content: tabled } of tabledImages(tree)) isIncluded[tabled] = 0;
  const count = isIncluded.reduce((sum, one) => sum + one, 0);
  const contents = new Uint32Array(count);
  let at = 0;
  for (let number = 0; number < isIncluded.length; number++) if (isIncluded[number] === 1) contents[at++] = number;
  return contents;
}

/** Those that share a key with another. */
function several(contents: Iterable<number>, key: (content: number) => number): number[] {
  const counts = new Map<number, number>();
  const list = [...contents];
  for (const content of list) counts.set(key(content), (counts.get(key(content)) ?? 0) + 1);
  return list.filter((content) => (counts.get(key(content)) as number) > 1);
}
