/** Compares two sides, and keeps what came of it for who looks at it. Loaded when somebody asks. */
import { type Compared, inImage } from '../reader/compare/compared';
import { bytesToCompare, mostToRead } from '../reader/compare/contents-pairs';
import { differenceAsJson, differenceLine } from '../reader/compare/difference-text';
import { allPaths, type Difference, type DifferenceKind, differences } from '../reader/compare/differences';
import type { DiscImage } from '../reader/disc-image';
import { type FullFinding, fullFinding } from '../reader/findings';
import { BlobBytes } from '../sources/blob-bytes';
import { inFolder, inTree, leaveOutUntold } from './compared-sides';
import type { ComparedPlace, ComparisonFacts, DifferenceFilter } from './examined';
import type { ExpectedTree } from './expected-tree';
import { errorName, unreadableReason } from './failure';
import { orSourceError } from './image-check';
import { openImageFiles } from './image-files';
import { PacedProgress } from './paced-progress';
import type { Told } from './works';

/** A side as it comes to the worker: the tree comes by a port, as one message. */
export type GivenSide = Exclude<ComparedPlace, { kind: 'disc' }> | { kind: 'disc'; name: string; tree: MessagePort };

interface Side {
  name: string;
  entries: Map<string, Compared>;
  /** What its contents are read from. */
  byteLength: number;
  image?: DiscImage;
}

export class Comparing {
  readonly facts: ComparisonFacts;
  readonly #names: readonly [string, string];
  readonly #found: readonly Difference[];
  /** What was found in each side that is an image. */
  readonly #findings: { readonly first?: FullFinding[]; readonly second?: FullFinding[] };
  /** What was asked for last. */
  #filtered: { key: string; rows: readonly Difference[] } = { key: '', rows: [] };

  private constructor(facts: ComparisonFacts, sides: readonly [Side, Side], found: readonly Difference[]) {
    this.facts = facts;
    this.#names = [sides[0].name, sides[1].name];
    this.#found = found;
    // By side: both may have one name.
    const [first, second] = sides.map(({ image }) => image?.findings.list.map(fullFinding));
    this.#findings = { ...(first && { first }), ...(second && { second }) };
  }

  static async of(first: GivenSide, second: GivenSide, told: Told): Promise<Comparing> {
    const [left, right] = [await sideOf(first), await sideOf(second)];
    let untold = 0;
    if (second.kind === 'folder') untold += leaveOutUntold(left.entries);
    if (first.kind === 'folder') untold += leaveOutUntold(right.entries);
    const most = mostToRead(left.byteLength, right.byteLength);
    const progress = new PacedProgress(bytesToCompare(left.entries, right.entries, most), told);
    const counts: Record<DifferenceKind, number> = { removed: 0, added: 0, changed: 0, attributes: 0, unreadable: 0 };
    const found: Difference[] = [];
    const options = {
      owners: true,
      reasonOf: (error: unknown) => unreadableReason(errorName(error)),
      most,
      told: (bytes: number) => progress.add(bytes),
    };
    for await (const one of differences(left.entries, right.entries, options)) {
      counts[one.what]++;
      found.push(one);
    }
    const troubles = [left, right].flatMap(({ name, image }) => troublesOf(name, image));
    const entries = allPaths(left.entries, right.entries).length;
    return new Comparing({ entries, counts, untold, troubles }, [left, right], found);
  }

  rows(filter: DifferenceFilter, first: number, count: number): { total: number; rows: Difference[] } {
    const rows = this.#wanted(filter);
    return { total: rows.length, rows: rows.slice(first, first + count) };
  }

  text(filter: DifferenceFilter, asJson: boolean): string {
    const rows = this.#wanted(filter);
    if (!asJson) return rows.map((row) => `${differenceLine(row)}\n`).join('');
    const [first, second] = this.#names;
    return `${JSON.stringify({ first, second, differences: rows.map(differenceAsJson), findings: this.#findings }, null, 1)}\n`;
  }

  #wanted({ kinds, text }: DifferenceFilter): readonly Difference[] {
    const key = JSON.stringify([kinds, text]);
    if (this.#filtered.key !== key) {
      const [isWanted, sought] = [new Set(kinds), text.toLowerCase()];
      const rows = this.#found.filter(({ what, path }) => isWanted.has(what) && path.toLowerCase().includes(sought));
      this.#filtered = { key, rows };
    }
    return this.#filtered.rows;
  }
}

async function sideOf(given: GivenSide): Promise<Side> {
  switch (given.kind) {
    case 'folder':
      return { name: given.name, entries: inFolder(given.paths, given.files), byteLength: sizeOf(given.files) };
    case 'disc': {
      const { tree: port, name } = given;
      const tree = await new Promise<ExpectedTree>((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
      });
      return { name, entries: inTree(tree), byteLength: sizeOf(tree.blobs.values()) };
    }
    case 'image': {
      const { name, files } = given;
      const image = await orSourceError(openImageFiles(files, name, (file) => new BlobBytes(file)));
      const entries = await orSourceError(inImage(image, undefined));
      return { name, entries, byteLength: image.source.byteLength, image };
    }
  }
}

const sizeOf = (blobs: Iterable<Blob>): number => Array.from(blobs).reduce((sum, { size }) => sum + size, 0);

/** What of an image is damaged, as sentences. */
function troublesOf(name: string, image: DiscImage | undefined): string[] {
  const found = image?.findings.list.map(fullFinding) ?? [];
  return found.filter(({ severity }) => severity === 'error').map(({ sentence }) => `${name}: ${sentence}`);
}
