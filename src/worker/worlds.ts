/** What each reader sees of the image that is known: names and paths of entries, and what it stumbles over. */
import { changeCodes, changedRows, changeNotices, isRelocated, toldNames } from '../image/changes';
import type { Notice } from '../image/notices';
import {
  type FindingCode,
  isIn,
  READERS,
  type ReaderId,
  rulesOf,
  separatorOf,
  shownName,
  type World,
  worldOf,
} from '../image/readers';
import { type EntryId, type ImageTree, Kind, ROOT } from '../image/tree';
import { ignoreLoss, type Link } from './connection';
import type { Imager, KnownImage } from './imager';
import type { EncodeService } from './protocol';
import type { CloudInitReport, EntryOnDisc, FindingEntry, Matter, NameOnDisc, ReaderReport } from './session';

const BLOCK_BYTES = 2048;
/** Those whose names and paths are shown of an entry. */
const SHOWN: readonly ReaderId[] = ['linux', 'macos', 'windows', 'dos'];
/** A NoCloud seed needs one of these labels and both files at the top (cloud-init: Datasources, NoCloud). */
const CLOUD_INIT_LABELS: readonly string[] = ['cidata', 'CIDATA'];
const CLOUD_INIT_FILES = ['user-data', 'meta-data'] as const;

export class Worlds {
  readonly #tree: ImageTree;
  readonly #imager: Imager;
  readonly #encoder: Link<EncodeService>;
  /** By entry one more than its row in the manifest of an image, 0 where it has none. */
  /** One more than the row of each entry; let go of with the image. */
  readonly #rows = new WeakMap<KnownImage, Uint32Array>();

  constructor({ tree, imager }: { tree: ImageTree; imager: Imager }, encoder: Link<EncodeService>) {
    this.#tree = tree;
    this.#imager = imager;
    this.#encoder = encoder;
  }

  /** What each kind of reader finds in the image; undefined while none is known. */
  async readers(): Promise<ReaderReport[] | undefined> {
    const { known } = this.#imager;
    if (!known) return undefined;
    const reports = READERS.map((reader) => {
      const world = worldOf(reader, known.options);
      return { reader, world, rules: reader === 'cloud-init' ? [] : rulesOf(reader, world) };
    });
    const masks = reports.flatMap(({ rules }) => rules.map(({ changes, facts }) => ({ changes, facts })));
    const [counts, cloudInit] = await Promise.all([
      this.#ask((encoder) => encoder.survey(known.revision, masks)),
      this.#cloudInit(known),
    ]);
    if (!counts || !cloudInit || this.#imager.known !== known) return undefined;
    let next = 0;
    return reports.map(({ reader, world, rules }): ReaderReport => {
      const found = rules.map(({ code, level }) => ({ code, level, count: counts[next++] as number }));
      const findings = found.filter(({ count }) => count > 0);
      return { reader, world, findings, ...(reader === 'cloud-init' ? { cloudInit } : {}) };
    });
  }

  /** Entries that a finding is about, in the manifest's order, each with the name that the reader shows. */
  async findingEntries(reader: ReaderId, code: FindingCode, first: number, count: number): Promise<FindingEntry[]> {
    const { known } = this.#imager;
    if (!known) return [];
    const world = worldOf(reader, known.options);
    const rule = rulesOf(reader, world).find((one) => one.code === code);
    if (!rule) return [];
    const mask = { changes: rule.changes, facts: rule.facts };
    const rows = (await this.#ask((encoder) => encoder.surveyed(known.revision, mask, first, count))) ?? [];
    const entries = rows.map((row) => known.manifest.entries[row] as EntryId);
    const names = await this.namesIn(reader, entries);
    if (!names || this.#imager.known !== known) return [];
    return entries.map((entry, at) => ({ entry, path: this.#tree.path(entry), shown: names[at] ?? null }));
  }

  /** All entries that a notice or a finding is about, in the manifest's order. */
  async entriesOf(what: Matter): Promise<EntryId[]> {
    const { known } = this.#imager;
    if (!known) return [];
    const { entries } = known.manifest;
    const most = entries.length;
    if (what.reader === undefined) {
      return changedRows(known.layout, what.notice, 0, most).map((row) => entries[row] as EntryId);
    }
    const rule = rulesOf(what.reader, worldOf(what.reader, known.options)).find(({ code }) => code === what.finding);
    const mask = { changes: rule?.changes ?? 0, facts: rule?.facts ?? 0 };
    const rows = (await this.#ask((encoder) => encoder.surveyed(known.revision, mask, 0, most))) ?? [];
    return rows.map((row) => entries[row] as EntryId);
  }

  /** The names that a reader shows, null where it does not have the entry; undefined while no image is known. */
  async namesIn(reader: ReaderId, entries: readonly EntryId[]): Promise<(string | null)[] | undefined> {
    const { known } = this.#imager;
    if (!known) return undefined;
    const world = worldOf(reader, known.options);
    const rows = entries.map((entry) => this.#rowOf(known, entry));
    const facts = await this.#ask((encoder) => encoder.facts(known.revision, rows.filter(isRow)));
    if (!facts) return undefined;
    const isThere = new Map(rows.filter(isRow).map((row, at) => [row, isIn(world, facts[at] as number)]));
    const there = rows.filter((row): row is number => row !== undefined && isThere.get(row) === true);
    const names = await this.#ask((encoder) => encoder.names(known.revision, world, there));
    // Where a relocated folder was is an empty file: it is shown by where it is.
    const moved = world === 'iso' ? there.filter((row) => isRelocated(known.layout, row)) : [];
    const paths = await Promise.all(moved.map((row) => this.#path(known, world, [row])));
    if (!names || paths.includes(undefined) || this.#imager.known !== known) return undefined;
    const shown = new Map(there.map((row, at) => [row, shownName(reader, world, names[at] as string)]));
    for (const [at, row] of moved.entries()) shown.set(row, joinPath(reader, world, paths[at] as string[]));
    return rows.map((row) => (row === undefined ? null : (shown.get(row) ?? null)));
  }

  /** Where an entry lies on the disc, and what each reader calls it; undefined while that is not known. */
  async entry(entry: EntryId): Promise<EntryOnDisc | undefined> {
    const { known } = this.#imager;
    const row = known && this.#rowOf(known, entry);
    if (!known || row === undefined) return undefined;
    const [facts, firstBlock, notices, names] = await Promise.all([
      this.#ask((encoder) => encoder.facts(known.revision, [row])),
      this.#ask((encoder) => encoder.firstBlock(known.revision, row)),
      this.#notices(known, row),
      this.#paths(known, this.#chain(known, entry)),
    ]);
    if (!facts || firstBlock === undefined || !notices || !names || this.#imager.known !== known) return undefined;
    const [bits] = facts as [number];
    const isFile = this.#tree.kind(entry) === Kind.file;
    const byteLength = isFile ? this.#tree.byteLength(entry) : 0;
    return {
      entry,
      ...(isFile ? { discBytes: Math.ceil(byteLength / BLOCK_BYTES) * BLOCK_BYTES } : {}),
      ...(isFile && byteLength === 0 ? {} : { firstBlock }),
      names: SHOWN.map((reader): NameOnDisc => {
        const world = worldOf(reader, known.options);
        if (!isIn(world, bits)) return { reader, world, isChanged: false };
        const path = names.get(world) as string[];
        const name = shownName(reader, world, path.at(-1) as string);
        const isChanged = name !== this.#tree.name(entry);
        return { reader, world, name, path: joinPath(reader, world, path), isChanged };
      }),
      notices,
    };
  }

  /** What became of an entry, as notices. */
  async #notices(known: KnownImage, row: number): Promise<Notice[] | undefined> {
    const codes = changeCodes(known.layout.changes[row] as number);
    const all = codes.map(async (code) => {
      const space = toldNames(code);
      const names = space && (await this.#ask((encoder) => encoder.names(known.revision, space, [row])));
      if (space && !names) return undefined;
      return changeNotices(this.#tree, known.manifest.entries, code, [row], names);
    });
    const made = await Promise.all(all);
    return made.includes(undefined) ? undefined : made.flatMap((notices) => notices ?? []);
  }

  /** The names of a path in each hierarchy that a reader shows, from the top on. */
  async #paths(known: KnownImage, chain: readonly number[]): Promise<Map<World, string[]> | undefined> {
    const worlds = [...new Set(SHOWN.map((reader) => worldOf(reader, known.options)))];
    const paths = await Promise.all(worlds.map((world) => this.#path(known, world, chain)));
    if (paths.includes(undefined)) return undefined;
    return new Map(worlds.map((world, at) => [world, paths[at] as string[]]));
  }

  async #path(known: KnownImage, world: World, chain: readonly number[]): Promise<string[] | undefined> {
    const moved = world === 'iso' ? chain.findIndex((row) => isRelocated(known.layout, row)) : -1;
    const asGiven = moved < 0 ? chain : chain.slice(0, moved);
    const names = await this.#ask((encoder) => encoder.names(known.revision, world, [...asGiven]));
    if (!names || moved < 0) return names?.reverse();
    // What was relocated has a name of its own in RR_MOVED, which stands behind all rows and is at the top.
    const [folder, around] = await Promise.all([
      this.#ask((encoder) => encoder.names(known.revision, 'moved', [chain[moved] as number])),
      this.#ask((encoder) => encoder.names(known.revision, 'iso', [known.layout.changes.length])),
    ]);
    return folder && around ? [...around, ...folder, ...names.reverse()] : undefined;
  }

  /** The rows of an entry and of the folders around it, the root's left out. */
  #chain(known: KnownImage, entry: EntryId): number[] {
    const chain: number[] = [];
    for (let at = entry; at !== ROOT; at = this.#tree.parent(at)) {
      const row = this.#rowOf(known, at);
      // The dissolved folder is none in the image.
      if (row !== undefined) chain.push(row);
    }
    return chain;
  }

  async #cloudInit(known: KnownImage): Promise<CloudInitReport | undefined> {
    const world = worldOf('cloud-init', known.options);
    const found = CLOUD_INIT_FILES.map((name) => this.#tree.find(ROOT, name));
    const files = found.filter((entry) => entry > ROOT && this.#tree.kind(entry) === Kind.file);
    const names = await this.namesIn('cloud-init', files);
    if (!names) return undefined;
    const label = known.options.volumeName;
    const isLabelled = CLOUD_INIT_LABELS.includes(label);
    const missing = CLOUD_INIT_FILES.filter((name) => !names.includes(name));
    return { label, isLabelled, missing, isMeant: isLabelled || files.length > 0, world };
  }

  #rowOf(known: KnownImage, entry: EntryId): number | undefined {
    let byEntry = this.#rows.get(known);
    if (!byEntry) {
      const { entries } = known.manifest;
      byEntry = new Uint32Array(this.#tree.length);
      for (let row = 1; row < entries.length; row++) byEntry[entries[row] as number] = row + 1;
      this.#rows.set(known, byEntry);
    }
    const row = byEntry[entry];
    return row ? row - 1 : undefined;
  }

  #ask<Answer>(question: (encoder: EncodeService) => Promise<Answer>): Promise<Answer | undefined> {
    return this.#encoder.ask(question).catch(ignoreLoss);
  }
}

/** A path as a reader shows it, from the top of the disc. */
function joinPath(reader: ReaderId, world: World, names: readonly string[]): string {
  const separator = separatorOf(reader);
  return separator + names.map((name) => shownName(reader, world, name)).join(separator);
}

function isRow(row: number | undefined): row is number {
  return row !== undefined;
}
